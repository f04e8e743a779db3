import { badInput } from '../../errors';
import { isDate } from '../../ods/periods';
import { isComparable } from '../../domain/search/prefix';
import { toCode } from '../../domain/codes';
import type { Bound } from './search-organizations';
import { SYSTEMS } from './systems';
import { listOf, oneOf, shown, text, type Given, type Read } from '../http/query-string';

/** The largest page, as the official interface recommends it. */
export const MOST_ENTRIES = 1_000;
const MOST_TIMES = 10;

/** Codes with commas between them; any of them. Each may have its system before a bar, or `Organization/`. */
export function codesOf(system: string): Read<string[]> {
  return (name, given) => once(name, given)?.map((part) => toCode(bare(name, part, system)));
}

/** Ids of relationships, each perhaps with its system before a bar. */
export const relationships: Read<string[]> = (name, given) =>
  once(name, given)?.map((part) => bare(name, part, SYSTEMS.relationshipInstance));

/** Organisations: `G81086`, `Organization/G81086` or `https://fhir.nhs.uk/Id/ods-organization-code|G81086`. */
export const organisations: Read<string[]> = (name, given) =>
  once(name, given)?.map((part) => toCode(bare(name, part, SYSTEMS.code).replace(/^(.*\/)?Organization\//, '')));

/** One of each list: commas for any of them, the parameter several times for all of them. */
export function allOf(system: string): Read<string[][]> {
  return (name, given) => {
    const times = [given ?? []].flat();
    if (times.length > MOST_TIMES)
      throw badInput(`${name} is given at most ${MOST_TIMES} times; got it ${times.length} times.`);
    const lists = times.flatMap((list) => [codesOf(system)(name, list) ?? []]).filter((list) => list.length > 0);
    return lists.length > 0 ? lists : undefined;
  };
}

/** A text that has a letter or a digit. */
export const words: Read<string> = (name, given) => {
  const value = text(name, given);
  if (value === undefined || isComparable(value)) return value;
  throw badInput(`${name} takes a text with letters or digits; got ${shown(value)}.`);
};

/** `true`, `false`, or both with a comma. */
export const flags: Read<boolean[]> = (name, given) =>
  listOf(oneOf(['true', 'false']))(name, given)?.map((value) => value === 'true');

const BOUND = /^(eq|ne|lt|le|gt|ge)?(.*)$/s;

/** Dates, each with how it is compared before it: `gt2024-01-01`. */
export const bounds: Read<Bound[]> = (name, given) =>
  listOf(text)(name, given)?.map((part) => {
    const [, is = 'eq', date = ''] = BOUND.exec(part)!;
    if (isDate(date)) return { is: is as Bound['is'], date };
    throw badInput(
      `${name} takes a date such as 2024-10-31, or with eq, ne, lt, le, gt or ge before it; got ${shown(part)}.`,
    );
  });

/** A number of results. */
export const count: Read<number> = (name, given) => {
  const value = text(name, given);
  if (value === undefined) return undefined;
  if (/^\d{1,4}$/.test(value) && Number(value) <= MOST_ENTRIES) return Number(value);
  throw badInput(
    `${name} takes 0 to ${MOST_ENTRIES}; got ${shown(value)}. Pages after the first are at the link next.`,
  );
};

/** Values with commas between them, of a parameter that is given once. */
function once(name: string, given: Given): string[] | undefined {
  const parts = (text(name, given) ?? '').split(',').map((part) => part.trim());
  const values = parts.filter((part) => part !== '');
  return values.length > 0 ? values : undefined;
}

/** What stands behind the bar. Errors: BAD_USER_INPUT for another system. */
function bare(name: string, part: string, system: string): string {
  const bar = part.lastIndexOf('|');
  const given = part.slice(0, Math.max(bar, 0));
  if (given !== '' && given !== system)
    throw badInput(`${name} takes codes of ${system}; got those of ${shown(given)}.`);
  return part.slice(bar + 1);
}
