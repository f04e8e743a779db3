import ts from 'typescript';
import { syntaxOf, typescriptFiles, walk } from './sources';

/** Words for which the field has a standard term. An identifier that contains one of them as a word is refused. */
const REPLACED: Readonly<Record<string, string>> = {
  admission: 'request body',
  beginning: 'prefix',
  belonged: 'belongs-to result',
  dirt: 'data fault',
  door: 'gateway adapter',
  gather: 'batch queue',
  gatherer: 'batch queue',
  landed: 'settled',
  landmark: 'known case',
  landmarks: 'known cases',
  question: 'batch query',
  questions: 'batch queries',
  shaping: 'projection',
  stories: 'scenarios',
  touches: 'change epochs',
  walked: 'traversal',
  watched: 'instrumented',
};

/** Exceptions: files in which the word is a name of the graph, the API or the data. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  // The loader is named after its Cypher file.
  beginning: ['graph/', 'domain/search/', 'gateway/fhir/', 'tests/graph/'],
};

const files = typescriptFiles().filter((file) => file !== 'tests/contract/vocabulary.test.ts');

test('identifiers use the terms of GraphQL, HTTP, Neo4j and ODS', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(files.flatMap((file) => replaced(file))).toEqual([]);
});

test('a replaced word is found in an identifier of any case', () => {
  expect(replaced('x.ts', 'export const openDoor = 1; interface KeptQuestions { outdoor: string }')).toEqual([
    "x.ts: 'openDoor' should say 'gateway adapter'",
    "x.ts: 'KeptQuestions' should say 'batch queries'",
  ]);
});

function replaced(file: string, text?: string): string[] {
  const names = new Set<string>();
  walk(syntaxOf(file, text), (node) => void (ts.isIdentifier(node) && names.add(node.text)));
  return [...names].flatMap((name) => {
    const word = wordsOf(name).find((each) => Object.hasOwn(REPLACED, each) && !isException(each, file));
    return word === undefined ? [] : [`${file}: '${name}' should say '${REPLACED[word]}'`];
  });
}

function wordsOf(name: string): string[] {
  return name.split(/(?=[A-Z])|_/).map((word) => word.toLowerCase());
}

function isException(word: string, file: string): boolean {
  return EXCEPTIONS[word]?.some((start) => file.startsWith(start)) ?? false;
}
