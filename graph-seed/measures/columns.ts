import { LoadRefused } from '../errors';
import { toColumnDate } from './dates';

/** Column names given on the command line. Missing ones are detected if the headings are unambiguous. */
export interface ColumnOptions {
  readonly codeColumn?: string | undefined;
  readonly valueColumn?: string | undefined;
  readonly dateColumn?: string | undefined;
  /** One ISO date for all rows. */
  readonly date?: string | undefined;
  /** The column of a dimension, for example of age bands. */
  readonly dimensionColumn?: string | undefined;
  /** The name of that dimension; by default the heading in small letters. */
  readonly dimension?: string | undefined;
}

/** Positions of the columns in a row. */
export interface Columns {
  readonly code: number;
  /** The columns of values: one, or one for each month. */
  readonly values: readonly ValueColumn[];
  /** Null when the value columns or the options give the dates. */
  readonly date: number | null;
  /** The dimension of the values; null when they have none. */
  readonly dimension: DimensionColumn | null;
  /** The other columns of NHS England's tables of registered patients; null for any other file. */
  readonly national: NationalColumns | null;
  /** Heading of the value column. */
  readonly valueName: string;
}

export interface ValueColumn {
  readonly at: number;
  /** The date of its values; null when each row has its own, or the options one for all. */
  readonly date: string | null;
}

export interface DimensionColumn {
  readonly at: number;
  readonly name: string;
}

/** The kind of organisation of a row, and the sex and the age of its patients; ALL for all of them. */
export interface NationalColumns {
  readonly type: number;
  readonly sex: number;
  readonly age: DimensionColumn;
}

/** Usual headings of publications, as `normalise` returns them. */
const CODES = ['code', 'odscode', 'orgcode', 'organisationcode', 'practicecode', 'gppracticecode', 'practice'];
const VALUES = ['value', 'patients', 'numberofpatients', 'registeredpatients', 'listsize', 'total', 'count', 'number'];
const DATES = ['extractdate', 'date', 'asat', 'effectivedate'];

/** Finds the columns by their headings. Throws LoadRefused that names the missing option. */
export function columnsOf(headings: readonly string[], options: ColumnOptions): Columns {
  const months = monthColumns(headings, options);
  const date = months.length > 0 ? null : dateColumn(headings, options);
  const code = named(headings, options.codeColumn, '--code-column') ?? detected(headings, CODES, 'code', []);
  const dimension = dimensionColumn(headings, options);
  const national = dimension ? null : nationalColumns(headings);
  if (months.length > 0) return { code, values: months, date, dimension, national: null, valueName: 'value' };
  const used = [code, date, dimension?.at ?? null].filter((at) => at !== null);
  const value = named(headings, options.valueColumn, '--value-column') ?? detected(headings, VALUES, 'value', used);
  if (new Set([...used, value]).size <= used.length)
    throw new LoadRefused('Code, value, date and dimension must be different columns.');
  const values = [{ at: value, date: null }];
  return { code, values, date, dimension, national, valueName: (headings[value] as string).trim() };
}

/** The columns of a table with one for each month; none if an option or a heading says where the date is. */
function monthColumns(headings: readonly string[], options: ColumnOptions): ValueColumn[] {
  const { date, dateColumn: name, valueColumn } = options;
  if (date !== undefined || name !== undefined || valueColumn !== undefined) return [];
  const found = headings.flatMap((heading, at) => {
    const month = toColumnDate(heading);
    return month === null ? [] : [{ at, date: month }];
  });
  if (new Set(found.map((column) => column.date)).size < found.length)
    throw new LoadRefused(`Several columns are for one month. ${listOf(headings)}`);
  return found;
}

function dimensionColumn(
  headings: readonly string[],
  { dimensionColumn: heading, dimension: name }: ColumnOptions,
): DimensionColumn | null {
  const at = named(headings, heading, '--dimension-column');
  if (at === undefined && name !== undefined)
    throw new LoadRefused('--dimension names the --dimension-column: give both.');
  return at === undefined ? null : { at, name: toDimension(name ?? headings[at]!) };
}

/** The columns of NHS England's "Patients Registered at a GP Practice", by single age or by five-year age band. */
function nationalColumns(headings: readonly string[]): NationalColumns | null {
  const at = (...names: string[]) => headings.findIndex((heading) => names.includes(normalise(heading)));
  const [type, sex, age] = [at('orgtype', 'type'), at('sex'), at('agegroup5', 'age')];
  if ([type, sex, age, at('publication'), at('numberofpatients')].includes(-1)) return null;
  return { type, sex, age: { at: age, name: toDimension(headings[age]!) } };
}

/** Returns the name of a dimension: small letters, digits and '_'. */
function toDimension(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_');
  if (/^[a-z0-9_]{1,64}$/.test(name)) return name;
  throw new LoadRefused(`'${text.slice(0, 64)}' cannot be the name of a dimension: give --dimension, for example age.`);
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
