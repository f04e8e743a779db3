import { CommandError } from '../command';

/** The parts of an item that a column of a CSV file can hold, with the usual headings of each, as `plain` returns them. */
const HEADINGS = {
  name: ['name', 'organisation', 'organisationname', 'orgname', 'practice', 'practicename', 'gppractice', 'surgery'],
  postcode: ['postcode', 'postalcode', 'pcode', 'zip'],
  town: ['town', 'city', 'posttown', 'towncity', 'county'],
  address: ['address', 'addressline1', 'address1', 'street', 'line1'],
  kind: ['kind', 'type', 'organisationtype', 'orgtype'],
  date: ['date', 'asof', 'asat', 'day'],
} as const;

export type MatchPart = keyof typeof HEADINGS;

export const MATCH_PARTS = Object.keys(HEADINGS) as readonly MatchPart[];

/** Column names given on the command line; the others are found by their headings. */
export type MatchColumnOptions = { readonly [Part in MatchPart as `${Part}Column`]?: string | undefined };

/** Positions of the columns in a row; absent for a part that the file does not have. */
export type MatchColumns = Readonly<Partial<Record<MatchPart, number>>>;

/**
 * Finds the columns of a file by their headings. Throws a CommandError for a named column that is not there, for several
 * that can be meant, and if there is neither a name nor a postcode nor an address.
 */
export function matchColumns(headings: readonly string[], options: MatchColumnOptions): MatchColumns {
  const columns: Partial<Record<MatchPart, number>> = {};
  for (const part of MATCH_PARTS) {
    const given = options[`${part}Column`];
    const at = given === undefined ? usualColumn(headings, part) : namedColumn(headings, given, `--${part}-column`);
    if (at !== undefined) columns[part] = at;
  }
  if (columns.name === undefined && columns.postcode === undefined && columns.address === undefined)
    throw new CommandError(`Which column is the name? Give --name-column. ${listOf(headings)}`, 2);
  return columns;
}

function namedColumn(headings: readonly string[], name: string, option: string): number {
  const exact = positions(headings, (heading) => heading.trim() === name.trim());
  const found = exact.length > 0 ? exact : positions(headings, (heading) => plain(heading) === plain(name));
  if (found.length === 1) return found[0]!;
  const how = found.length === 0 ? 'no column' : 'more than one column';
  throw new CommandError(`${option}: ${how} '${name.slice(0, 64)}'. ${listOf(headings)}`, 2);
}

/** The first usual heading that the file has decides; two columns with it are an error. */
function usualColumn(headings: readonly string[], part: MatchPart): number | undefined {
  for (const usual of HEADINGS[part]) {
    const found = positions(headings, (heading) => plain(heading) === usual);
    if (found.length > 1)
      throw new CommandError(`Two columns can be the ${part}. Give --${part}-column. ${listOf(headings)}`, 2);
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function positions(headings: readonly string[], test: (heading: string) => boolean): number[] {
  return headings.flatMap((heading, at) => (test(heading) ? [at] : []));
}

/** A heading in lower case, without spaces and punctuation. */
function plain(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function listOf(headings: readonly string[]): string {
  return `Columns: ${headings.map((heading) => heading.trim().slice(0, 64) || '(no heading)').join(', ')}.`;
}
