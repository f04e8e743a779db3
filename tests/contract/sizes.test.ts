import { dirname } from 'node:path';
import { repositoryFiles, textOf, typescriptFiles } from './sources';

const MOST_LINES = 300;
const MOST_FILES = 22;

/** Folders of documents and data, where one file for each item is the point. */
const DATA = ['docs', 'examples', 'tests/federation'];

test(`no product file is longer than ${MOST_LINES} lines`, () => {
  const long = typescriptFiles()
    .filter((file) => !file.startsWith('tests/'))
    .map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES);
  expect(long).toEqual([]);
});

test(`no folder holds more than ${MOST_FILES} files of its own`, () => {
  const counts = new Map<string, number>();
  for (const file of repositoryFiles().filter((path) => !path.endsWith('README.md')))
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const full = [...counts].filter(([folder, files]) => files > MOST_FILES && folder !== '.' && !DATA.includes(folder));
  expect(full).toEqual([]);
});

test('every top folder of the product has a README', () => {
  const files = new Set(repositoryFiles());
  const folders = new Set(
    typescriptFiles()
      .filter((file) => file.includes('/') && !file.startsWith('tests/'))
      .map((file) => file.split('/')[0]!),
  );
  expect(folders.size).toBeGreaterThan(10);
  expect([...folders].filter((folder) => !files.has(`${folder}/README.md`))).toEqual([]);
});
