import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { HOME } from '../../config';

/** One row of the promises: what may go wrong, and what we promise for it. */
export interface Promised {
  /** For example 'attack 10' or 'fault 2'. */
  readonly row: string;
  readonly what: string;
  readonly promise: string;
  /** Suites below tests/ whose tests all belong to the row. Absent: the tests that have the row in their names. '@soak' is the soak. */
  readonly suites?: readonly string[];
}

export const PROMISES = JSON.parse(
  readFileSync(join(HOME, 'tests', 'trust', 'rows.json'), 'utf8'),
) as readonly Promised[];

export const isSoak = ({ suites }: Promised): boolean => suites?.includes('@soak') ?? false;

/** Returns the rows that a name or a source text mentions: 'attacks 60 to 63' is four, 'fault 16 and attack 59' is two. */
export function rowsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const [, kind, first, joint, last] of text.matchAll(/\b(attack|fault)s?[ (]+\n?\s*(\d+)(?: (and|to) (\d+))?/g)) {
    const to = joint === 'to' ? Number(last) : Number(first);
    for (let at = Number(first); at <= to; at++) found.push(`${kind} ${at}`);
    if (joint === 'and') found.push(`${kind} ${last}`);
  }
  return found;
}

/** A test file, by its path below tests/ without '.test.ts'. */
const TEST_FILE = /\.test\.ts$/;

/** Returns every test file below tests/ with its text. */
export function testFiles(folder = join(HOME, 'tests')): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && TEST_FILE.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => ({
      name: relative(folder, file).replaceAll('\\', '/').replace(TEST_FILE, ''),
      text: readFileSync(file, 'utf8'),
    }));
}

/** Whether all tests of a suite belong to a row. A row may name a folder of suites. */
export const isOf = (suite: string, { suites = [] }: Promised): boolean =>
  suites.some((each) => suite === each || suite.startsWith(`${each}/`));

/**
 * Whether a text in a suite, for example the name of a test, says that it belongs to a row. The test of the rows names all of
 * them, and holds none.
 */
export const names = (suite: string, text: string, { row, suites }: Promised): boolean =>
  suites === undefined && suite !== 'contract/promises' && rowsIn(text).includes(row);

/** Returns the suites with tests of a row. */
export function suitesOf(promised: Promised, files = testFiles()): readonly string[] {
  return files.filter(({ name, text }) => isOf(name, promised) || names(name, text, promised)).map(({ name }) => name);
}
