import { addedHeadings } from '../../domain/enrich/columns';
import { badInput } from '../../errors';
import type { TableOptions } from './table-file';

/** The usual headings of a column of codes, in lower case without spaces and punctuation. */
const USUAL = [
  ...['code', 'odscode', 'ods', 'orgcode', 'organisationcode', 'orgid', 'providercode', 'sitecode'],
  ...['practicecode', 'gpcode', 'gppracticecode', 'practice', 'organisation'],
];

/** The positions of the columns in a row. */
export interface ColumnPositions {
  readonly code: number;
  /** Null: every row has the day of the moment. */
  readonly date: number | null;
}

/**
 * Finds the columns of codes and dates. Throws BAD_USER_INPUT if a column is not there, or several can be meant, and if
 * the file has a column of the name of an added one.
 */
export function findColumns(headings: readonly string[], options: TableOptions): ColumnPositions {
  refuseRepeated(headings, options);
  const { codeColumn, dateColumn } = options;
  return {
    code: codeColumn === undefined ? usualColumn(headings) : namedColumn(headings, codeColumn, 'code-column'),
    date: dateColumn === undefined ? null : namedColumn(headings, dateColumn, 'date-column'),
  };
}

/** Throws BAD_USER_INPUT if one of the names is that of an added column. */
export function refuseRepeated(names: readonly string[], { columns, prefix }: TableOptions): void {
  const added = new Set(addedHeadings(columns, prefix).map(lower));
  const repeated = names.find((name) => added.has(lower(name)));
  if (repeated !== undefined)
    throw badInput(
      `The file already has a column '${shown(repeated)}'. Add the columns with a prefix, for example ods_, or without this one.`,
    );
}

function usualColumn(headings: readonly string[]): number {
  const names = headings.map(plain);
  for (const usual of USUAL) {
    const found = positions(names, (name) => name === usual);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) break;
  }
  throw badInput(`Which column holds the codes? Name the code-column. ${listOf(headings)}`);
}

function namedColumn(headings: readonly string[], name: string, option: string): number {
  const exact = positions(headings, (heading) => heading.trim() === name.trim());
  const found = exact.length > 0 ? exact : positions(headings, (heading) => lower(heading) === lower(name));
  if (found.length === 1) return found[0]!;
  const how = found.length === 0 ? 'no column' : 'more than one column';
  throw badInput(`${option}: there is ${how} '${shown(name)}'. ${listOf(headings)}`);
}

function positions(headings: readonly string[], test: (heading: string) => boolean): number[] {
  return headings.flatMap((heading, at) => (test(heading) ? [at] : []));
}

const plain = (heading: string) => heading.toLowerCase().replace(/[^a-z0-9]/g, '');
const lower = (heading: string) => heading.trim().toLowerCase();
const shown = (text: string) =>
  text
    .trim()
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
    .slice(0, 64);

const MOST_LISTED = 30;

function listOf(headings: readonly string[]): string {
  const more = headings.length > MOST_LISTED ? ', …' : '';
  const listed = headings.slice(0, MOST_LISTED).map((heading) => shown(heading) || '(no heading)');
  return `Columns: ${listed.join(', ')}${more}.`;
}
