import { dirname, posix } from 'node:path';
import { repositoryFiles, textOf } from './sources';

/** Documents for contributors and users: those of the top folder, of docs/, and the README of each folder. */
const DOCUMENTS = /^(README|CONTRIBUTING|CHANGELOG)\.md$|^docs\/.*\.md$|\/README\.md$/;
const files = repositoryFiles();
const documents = files.filter((file) => DOCUMENTS.test(file));

test('every path in a document exists', () => {
  const found = documents.flatMap((document) => pathsIn(textOf(document)).map((path) => ({ document, path })));
  expect(documents.length).toBeGreaterThan(20);
  expect(found.length).toBeGreaterThan(200);
  expect(found.filter(({ document, path }) => !exists(path, document))).toEqual([]);
});

test('every link between documents leads to a file and a heading', () => {
  const found = documents.flatMap((document) => linksIn(textOf(document)).map((link) => ({ document, link })));
  expect(found.length).toBeGreaterThan(50);
  expect(found.filter(({ document, link }) => !leadsSomewhere(link, document))).toEqual([]);
});

test('a missing path and a broken link are found', () => {
  expect(pathsIn('`gateway/nowhere.ts`, `/graphql`, `application/json`, `nobody.md`, `first: 3`')).toEqual([
    'gateway/nowhere.ts',
    'nobody.md',
  ]);
  expect(exists('gateway/nowhere.ts', 'README.md')).toBe(false);
  expect(exists('graph/queries/NAME.cypher', 'README.md')).toBe(true);
  expect(exists('graph/nothing/NAME.cypher', 'README.md')).toBe(false);
  expect(exists('domain/', 'README.md')).toBe(true);
  expect(leadsSomewhere('README.md#start', 'CONTRIBUTING.md')).toBe(true);
  expect(leadsSomewhere('README.md#end', 'CONTRIBUTING.md')).toBe(false);
  expect(leadsSomewhere('nobody.md', 'CONTRIBUTING.md')).toBe(false);
});

/** Words in code type that hold a slash but are no paths: media types, FHIR references, periods, packages. */
const NOT_PATHS = /^(application|text|Organization|@[\w-]+)\/|^\d{4}-/;
const PATH = /^[\w.*-]+(\/[\w.*-]+)*\/?$/;
const FILE = /^[\w*-][\w.*-]*\.(ts|tsx|js|mjs|cjs|json|md|cypher|graphql|html|yaml)$/;

/** Returns the words in code type that are paths: they hold a slash, or end like a source file. Fences are left out. */
function pathsIn(text: string): string[] {
  const words = [...text.replace(/^ *```.*?^ *```/gms, '').matchAll(/`([^`\n]+)`/g)].map(([, word]) => word!);
  return words.filter((word) => PATH.test(word) && !NOT_PATHS.test(word) && (word.includes('/') || FILE.test(word)));
}

/**
 * Whether a path is a file or folder, from the repository's root or beside the document. NAME and * stand for any name.
 * A name without a folder may be in any folder.
 */
function exists(path: string, document: string): boolean {
  const candidates = path.includes('/') ? [path, posix.join(dirname(document), path)] : [path, `**/${path}`];
  return candidates.some((place) => {
    const name = place.replace(/\/$/, '').replaceAll('.', '\\.');
    const any = name.replace(/\*\*\/|\*|\b[A-Z]{4,}\b(?!\\\.md)/g, (part) => (part === '**/' ? '.+/' : '[^/]+'));
    const pattern = new RegExp(`^${any}(/|$)`);
    return files.some((file) => pattern.test(file));
  });
}

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link!).filter((link) => !link.includes('://'));
}

function leadsSomewhere(link: string, document: string): boolean {
  const [path = '', heading] = link.split('#');
  const target = path === '' ? document : posix.join(dirname(document), path);
  if (heading === undefined) return files.some((file) => file === target || file.startsWith(`${target}/`));
  return files.includes(target) && headingsOf(textOf(target)).includes(heading);
}

/** The anchors that GitHub gives the headings of a document. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/\s/g, '-'),
  );
}
