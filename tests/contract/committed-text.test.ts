import { repositoryFiles, textOf } from './sources';

/** What may stand in no file of the repository, with a line that shows it. Written in parts, so that this file has none. */
const BANNED: readonly (readonly [what: string, pattern: RegExp, shown: string])[] = [
  [
    'a host of a package registry',
    /registry\.(npmjs|yarnpkg)\.|repo\d?\.maven\.|(^|\W)pypi\.org/,
    'https://registry.' + 'npmjs.org/x',
  ],
  ['a path of one machine', /(^|[\s'"`=(])\/(work|root|home)\/\w/, "cd '/" + "work/main'"],
  ['a download address in the lockfile', /"reso[l]ved": "h/, '"reso' + 'lved": "https'],
];

const texts = repositoryFiles()
  .filter((file) => !/\.(png|zip|ico)$/.test(file))
  .map((file) => ({ file, lines: textOf(file).split('\n') }));

test.each(BANNED)('no file names %s', (_what, pattern, shown) => {
  expect(shown).toMatch(pattern);
  const found = texts.flatMap(({ file, lines }) =>
    lines.flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
  expect(found).toEqual([]);
});
