import { repositoryFiles, textOf } from './sources';

/** Documents for people: the API reference is written from the schema, the changes are a list for those who know the product. */
const documents = repositoryFiles().filter(
  (file) => /^(README|CONTRIBUTING)\.md$|^docs\/[\w-]+\.md$/.test(file) && file !== 'docs/api.md',
);

test('each document of docs/ begins with whom it is for, and with the first thing to do', () => {
  const guides = documents.filter((file) => file.startsWith('docs/'));
  expect(guides.length).toBeGreaterThan(20);
  expect(guides.filter((file) => !/^# .+\n\nFor .+\. First: .+/s.test(textOf(file).slice(0, 300)))).toEqual([]);
});

test('documents have plain words, dates such as 31 October 2024, and headings in sentence case', () => {
  const faults = documents.flatMap((file) => faultsIn(textOf(file)).map((fault) => `${file}: ${fault}`));
  // the dates of the sample are written as they are in its files, to be copied into queries
  expect(faults.filter((fault) => !/^docs\/sample\.md: \d{4}-/.test(fault))).toEqual([]);
});

test('a fault in the style is found', () => {
  expect(faultsIn('# Run It\n\nSee e.g. the file of 2024-10-31 (31st October, Oct 2024), etc.')).toEqual([
    'e.g.',
    'etc.',
    '2024-10-31',
    '31st October',
    'Oct 2024',
    'Run It',
  ]);
  expect(faultsIn('# Load a zip of TRUD\n\nOf 31 October 2024: `2024-10-31`\n\n    load 2024-10-31.zip')).toEqual([]);
});

const FAULTS = [
  /\b(?:e\.g|i\.e)\.|\betc\./g,
  /\bplease\b|\bsimply\b|\bin order to\b|\bvia\b|\butili[sz]e\b|\bleverage\b/gi,
  /(?<![\w/.-])\d{4}-\d{2}-\d{2}\b/g,
  /\b\d{1,2}(?:st|nd|rd|th) (?:of )?[A-Z][a-z]+/g,
  /\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec) \d{4}\b/g,
];

/** Names that a heading may have with a capital letter after its first word. */
const NAMES = ['Apollo', 'April', 'Cosmo', 'Cypher', 'Hive', 'Organization', 'OrganizationAffiliation', 'Router'];

/** Returns what is not in the style of the documents. Code is left out. */
function faultsIn(text: string): string[] {
  const prose = text
    .replace(/^ *```.*?^ *```/gms, '')
    .replace(/^ {4}.*$/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/\]\([^)]*\)/g, ']');
  const faults = FAULTS.flatMap((pattern) => [...prose.matchAll(pattern)].map(([found]) => found));
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!);
  return [...faults, ...headings.filter((heading) => !isSentenceCase(heading))];
}

function isSentenceCase(heading: string): boolean {
  const [, ...words] = heading.replace(/[,:()]/g, '').split(' ');
  const capitals = words.filter((word) => /^[A-Z][a-z]/.test(word) && !NAMES.includes(word));
  return capitals.length === 0;
}
