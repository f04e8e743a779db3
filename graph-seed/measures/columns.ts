import { LoadRefused } from '../errors';

/** Column names given on the command line. Missing ones are detected if the headings are unambiguous. */
export interface ColumnOptions {
  readonly codeColumn?: string | undefined;
  readonly valueColumn?: string | undefined;
  readonly dateColumn?: string | undefined;
  /** One ISO date for all rows. */
  readonly date?: string | undefined;
}

/** Positions of the columns in a row; `date` is null when one date applies to all rows. */
export interface Columns {
  readonly code: number;
  readonly value: number;
  readonly date: number | null;
  /** Heading of the value column. */
  readonly valueName: string;
}

/** Usual headings of publications, as `normalise` returns them. */
const CODES = ['code', 'odscode', 'orgcode', 'organisationcode', 'practicecode', 'gppracticecode', 'practice'];
const VALUES = ['value', 'patients', 'numberofpatients', 'registeredpatients', 'listsize', 'total', 'count', 'number'];
const DATES = ['extractdate', 'date', 'asat', 'effectivedate'];

/** Finds the columns by their headings. Throws LoadRefused that names the missing option. */
export function columnsOf(headings: readonly string[], options: ColumnOptions): Columns {
  const date = dateColumn(headings, options);
  const code = named(headings, options.codeColumn, '--code-column') ?? detected(headings, CODES, 'code', []);
  const value =
    named(headings, options.valueColumn, '--value-column') ??
    detected(headings, VALUES, 'value', date === null ? [code] : [code, date]);
  if (code === value || code === date || value === date)
    throw new LoadRefused('Code, value and date must be three different columns.');
  return { code, value, date, valueName: (headings[value] as string).trim() };
}

function dateColumn(headings: readonly string[], { date, dateColumn: name }: ColumnOptions): number | null {
  if (date !== undefined && name !== undefined) throw new LoadRefused('Give --date or --date-column, not both.');
  if (date !== undefined) return null;
  const column = named(headings, name, '--date-column');
  if (column !== undefined) return column;
  const found = withHeading(headings, DATES);
  if (found.length === 1) return found[0]!;
  throw new LoadRefused(`Which date is the file for? Give --date or --date-column. ${listOf(headings)}`);
}

function named(headings: readonly string[], name: string | undefined, option: string): number | undefined {
  if (name === undefined) return undefined;
  const exact = positions(headings, (heading) => heading.trim() === name.trim());
  const found = exact.length > 0 ? exact : positions(headings, (heading) => normalise(heading) === normalise(name));
  if (found.length === 1) return found[0];
  throw new LoadRefused(
    `${option}: ${found.length === 0 ? 'no column' : 'more than one column'} '${name}'. ${listOf(headings)}`,
  );
}

/** The only column with a usual heading. For the value column also the only remaining one. */
function detected(headings: readonly string[], usual: readonly string[], part: string, used: number[]): number {
  const found = withHeading(headings, usual).filter((at) => !used.includes(at));
  if (found.length === 1) return found[0]!;
  const rest = headings.map((_, at) => at).filter((at) => !used.includes(at));
  if (used.length > 0 && rest.length === 1) return rest[0]!;
  throw new LoadRefused(`Which column is the ${part}? Give --${part}-column. ${listOf(headings)}`);
}

function withHeading(headings: readonly string[], usual: readonly string[]): number[] {
  return positions(headings, (heading) => usual.includes(normalise(heading)));
}

function positions(headings: readonly string[], test: (heading: string) => boolean): number[] {
  return headings.flatMap((heading, at) => (test(heading) ? [at] : []));
}

/** A heading in lower case, without spaces and punctuation. */
function normalise(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function listOf(headings: readonly string[]): string {
  return `Columns: ${headings.map((heading) => heading.trim().slice(0, 64) || '(no heading)').join(', ')}.`;
}
