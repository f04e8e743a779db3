import { LoadRefused } from '../errors';

/** What the person says of a file's columns; what is absent is detected where that is safe. */
export interface ColumnOptions {
  readonly codeColumn?: string | undefined;
  readonly valueColumn?: string | undefined;
  readonly dateColumn?: string | undefined;
  /** One ISO date for all rows. */
  readonly date?: string | undefined;
}

/** Where in a row the parts stand; `date` null when all rows are of one date. */
export interface Columns {
  readonly code: number;
  readonly value: number;
  readonly date: number | null;
  /** The value column's name as it stands in the file. */
  readonly valueName: string;
}

/** Headings of publications, as `plain` writes them. */
const CODES = ['code', 'odscode', 'orgcode', 'organisationcode', 'practicecode', 'gppracticecode', 'practice'];
const VALUES = ['value', 'patients', 'numberofpatients', 'registeredpatients', 'listsize', 'total', 'count', 'number'];
const DATES = ['extractdate', 'date', 'asat', 'effectivedate'];

/** The columns of a file with these headings. Throws a LoadRefused that says which option is needed. */
export function columnsOf(headings: readonly string[], options: ColumnOptions): Columns {
  const date = dateColumn(headings, options);
  const code = named(headings, options.codeColumn, '--code-column') ?? detected(headings, CODES, 'code', []);
  const value =
    named(headings, options.valueColumn, '--value-column') ??
    detected(headings, VALUES, 'value', date === null ? [code] : [code, date]);
  if (code === value || code === date || value === date)
    throw new LoadRefused('Code, value and date need a column each.');
  return { code, value, date, valueName: (headings[value] as string).trim() };
}

function dateColumn(headings: readonly string[], { date, dateColumn: name }: ColumnOptions): number | null {
  if (date !== undefined && name !== undefined) throw new LoadRefused('Give --date or --date-column, not both.');
  if (date !== undefined) return null;
  const column = named(headings, name, '--date-column');
  if (column !== undefined) return column;
  const found = among(headings, DATES);
  if (found.length === 1) return found[0]!;
  throw new LoadRefused(`Which date is the file for? Give --date or --date-column. ${listOf(headings)}`);
}

function named(headings: readonly string[], name: string | undefined, option: string): number | undefined {
  if (name === undefined) return undefined;
  const exact = positions(headings, (heading) => heading.trim() === name.trim());
  const found = exact.length > 0 ? exact : positions(headings, (heading) => plain(heading) === plain(name));
  if (found.length === 1) return found[0];
  throw new LoadRefused(
    `${option}: ${found.length === 0 ? 'no column' : 'more than one column'} '${name}'. ${listOf(headings)}`,
  );
}

/** The one column with a usual heading; for a value also the one that is left when every other is known. */
function detected(headings: readonly string[], usual: readonly string[], part: string, known: number[]): number {
  const found = among(headings, usual).filter((at) => !known.includes(at));
  if (found.length === 1) return found[0]!;
  const left = headings.map((_, at) => at).filter((at) => !known.includes(at));
  if (known.length > 0 && left.length === 1) return left[0]!;
  throw new LoadRefused(`Which column is the ${part}? Give --${part}-column. ${listOf(headings)}`);
}

function among(headings: readonly string[], usual: readonly string[]): number[] {
  return positions(headings, (heading) => usual.includes(plain(heading)));
}

function positions(headings: readonly string[], is: (heading: string) => boolean): number[] {
  return headings.flatMap((heading, at) => (is(heading) ? [at] : []));
}

/** A heading without case, spaces and punctuation. */
function plain(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function listOf(headings: readonly string[]): string {
  return `Columns: ${headings.map((heading) => heading.trim().slice(0, 64) || '(no heading)').join(', ')}.`;
}
