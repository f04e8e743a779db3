import { badInput } from '../../errors';
import { isDate } from '../../ods/periods';
import { isComparable } from '../../domain/search/prefix';
import { toCode } from '../../domain/codes';
import type { DateBound } from './organisation-filter';
import { SYSTEMS } from './systems';
import { listOf, oneOf, quoteValue, text, type ParameterValue, type ParameterReader } from '../http/query-string';

/** The largest page size. The official API recommends no more. */
export const MAX_PAGE = 1_000;
const MAX_REPETITIONS = 10;

/** Reads codes separated by commas, each with or without its system (`system|code`). A code of another system is left out, and a repeated one. */
export function codesOf(system: string): ParameterReader<string[]> {
  return (name, given) => {
    const codes = splitByComma(name, given)?.flatMap((part) => ofSystem(part, system).map(toCode));
    return codes && [...new Set(codes)];
  };
}

/** Reads ids of relationships, each with or without its system. */
export const relationships = anyOfAll((name, given) =>
  splitByComma(name, given)?.flatMap((part) => ofSystem(part, SYSTEMS.relationshipInstance)),
);

/** Reads organisations: `G81086`, `Organization/G81086` or `https://fhir.nhs.uk/Id/ods-organization-code|G81086`. */
export const organisations = anyOfAll((name, given) =>
  splitByComma(name, given)?.flatMap((part) =>
    ofSystem(part, SYSTEMS.code).map((code) => toCode(code.replace(/^(.*\/)?Organization\//, ''))),
  ),
);

/** Reads lists of codes: a comma means OR, a repeated parameter means AND. */
export function allOf(system: string): ParameterReader<string[][]> {
  return eachTime(codesOf(system));
}

/** Reads each occurrence of a repeated parameter. Returns undefined if every value is empty. */
function eachTime<Value>(read: ParameterReader<Value>): ParameterReader<Value[]> {
  return (name, given) => {
    const times = [given ?? []].flat();
    if (times.length > MAX_REPETITIONS)
      throw badInput(`${name} may be given at most ${MAX_REPETITIONS} times; got ${times.length}.`);
    const values = times.flatMap((one) => {
      const value = read(name, one);
      return value === undefined ? [] : [value];
    });
    return values.length > 0 ? values : undefined;
  };
}

/** Reads a list from each occurrence of a parameter. Returns the values that are in every list, each once: repeating means AND. */
export function anyOfAll<Value>(read: ParameterReader<Value[]>): ParameterReader<Value[]> {
  return (name, given) => {
    const [first, ...others] = (eachTime(read)(name, given) ?? []).map((list) => new Set(list));
    return first && [...first].filter((value) => others.every((list) => list.has(value)));
  };
}

/** Reads a string in which a comma is text, as in names and towns, with or without a backslash. */
export const plainText: ParameterReader<string> = (name, given) => {
  const value = text(name, given);
  return value && unescaped(value);
};

/** Reads a plain text with at least one letter or digit. */
export const searchText: ParameterReader<string> = (name, given) => {
  const value = plainText(name, given);
  if (value === undefined || isComparable(value)) return value;
  throw badInput(`${name} takes a string with letters or digits; got ${quoteValue(value)}.`);
};

/** Reads strings separated by commas, each with at least one letter or digit, for values that never hold a comma. */
export const searchTexts: ParameterReader<string[]> = (name, given) => {
  const parts = splitByComma(name, given);
  if (parts && parts.length > MAX_REPETITIONS)
    throw badInput(`${name} takes at most ${MAX_REPETITIONS} values; got ${parts.length}.`);
  return parts && [...new Set(parts.map((part) => searchText(name, part)!))];
};

/** Reads `true`, `false`, or both separated by a comma. */
export const flags = anyOfAll((name, given) =>
  listOf(oneOf(['true', 'false']))(name, given)?.map((value) => value === 'true'),
);

const DATE_BOUND = /^(eq|ne|lt|le|gt|ge)?(.*)$/s;

/** Reads dates with a FHIR prefix, such as `gt2024-01-01`. A comma means OR, a repeated parameter means AND. */
export const bounds: ParameterReader<DateBound[][]> = eachTime((name, given) =>
  listOf(text)(name, given)?.map((part) => {
    const [, comparator = 'eq', date = ''] = DATE_BOUND.exec(part)!;
    if (isDate(date)) return { comparator: comparator as DateBound['comparator'], date };
    throw badInput(
      `${name} takes a date such as 2024-10-31, with or without a prefix (eq, ne, lt, le, gt, ge); got ${quoteValue(part)}.`,
    );
  }),
);

/** Reads a number of results. */
export const count: ParameterReader<number> = (name, given) => {
  const value = text(name, given);
  if (value === undefined) return undefined;
  if (/^\d{1,4}$/.test(value) && Number(value) <= MAX_PAGE) return Number(value);
  throw badInput(`${name} takes 0 to ${MAX_PAGE}; got ${quoteValue(value)}. Use the next link for more results.`);
};

/** Reads comma-separated values of a parameter that may be given only once. They are still escaped. */
function splitByComma(name: string, given: ParameterValue): string[] | undefined {
  const parts = (text(name, given) ?? '').match(BETWEEN_COMMAS) ?? [];
  const values = parts.map((part) => part.trim()).filter((part) => part !== '');
  return values.length > 0 ? values : undefined;
}

/** Returns the code without its system. Returns [] for a code of another system, because in FHIR it matches nothing. */
function ofSystem(part: string, system: string): string[] {
  const bar = [...part.matchAll(ESCAPED_OR_BAR)].findLast(([found]) => found === '|')?.index ?? -1;
  const given = unescaped(part.slice(0, Math.max(bar, 0)));
  return given === '' || given === system ? [unescaped(part.slice(bar + 1))] : [];
}

/** In FHIR, a backslash makes the next comma, vertical bar, dollar sign or backslash a part of the value. */
const BETWEEN_COMMAS = /(?:[^\\,]|\\.?)+/gs;
const ESCAPED_OR_BAR = /\\.|\|/gs;
const ESCAPED = /\\([\\,|$])/g;

function unescaped(value: string): string {
  return value.replace(ESCAPED, '$1');
}
