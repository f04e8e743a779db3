import { repositoryFiles, textOf } from './sources';

/** Patterns that no file of the repository may contain, each with an example. Examples are concatenated, so that this file has no match. */
const BANNED: readonly (readonly [name: string, pattern: RegExp, example: string])[] = [
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

test.each(BANNED)('no file contains %s', (_name, pattern, example) => {
  expect(example).toMatch(pattern);
  const found = texts.flatMap(({ file, lines }) =>
    lines.flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}: ${line.trim().slice(0, 100)}`] : [])),
  );
  expect(found).toEqual([]);
});
