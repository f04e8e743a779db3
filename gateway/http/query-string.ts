import { parse } from 'fast-querystring';
import { badInput, type KnownError } from '../../errors';
import { isDate } from '../../ods/periods';

export type ParameterValue = string | readonly string[] | undefined;
export type Query = Readonly<Record<string, ParameterValue>>;
/** Parses the value of a parameter. Returns undefined if it is absent or empty. Throws BAD_USER_INPUT. */
export type ParameterReader<Value> = (name: string, given: ParameterValue) => Value | undefined;
export type ParameterTable = Readonly<Record<string, ParameterReader<unknown>>>;
/** The parsed parameters of a table. */
export type ParametersOf<Table extends ParameterTable> = {
  readonly [Name in keyof Table]?: Exclude<ReturnType<Table[Name]>, undefined>;
};

export const BASES = ['OPERATIONAL', 'LEGAL'] as const;
const MAX_LENGTH = 1_000;
/** How often a parameter may be given; some take fewer. */
const MAX_TIMES = 50;
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Returns the parameters of a query string, which is parsed when one of them is read first: a response that the client has
 * already is identified by the text alone. Reading throws BAD_USER_INPUT if it is not encoded correctly.
 */
export function lazyQuery(search: string): Query {
  let parsed: Query | undefined;
  const query = () => (parsed ??= parseQueryString(search));
  return new Proxy<Record<string, never>>(Object.create(null), {
    get: (_, name) => Reflect.get(query(), name) as unknown,
    has: (_, name) => Reflect.has(query(), name),
    ownKeys: () => Reflect.ownKeys(query()),
    getOwnPropertyDescriptor: (_, name) => Reflect.getOwnPropertyDescriptor(query(), name),
  });
}

function parseQueryString(search: string): Query {
  checkEncoding('The query string', search);
  return parse(search) as Query;
}

/** Throws BAD_USER_INPUT for a percent sign that encodes no UTF-8: the parser would leave its whole value undecoded. */
export function checkEncoding(what: string, encoded: string): void {
  if (!encoded.includes('%')) return;
  try {
    decodeURIComponent(encoded);
  } catch {
    throw wrongEncoding(what);
  }
}

export function wrongEncoding(what: string): KnownError {
  return badInput(
    `${what} is not encoded correctly: a % needs two hexadecimal digits, and the bytes must be UTF-8 (%25 is a % itself).`,
  );
}

/**
 * Parses a query string. Returns the parameters that are present. Throws BAD_USER_INPUT for an unknown parameter, an
 * invalid value, or a blank one whose parameter is not among those that may be blank, which then count as absent.
 */
export function parseParameters<Table extends ParameterTable>(
  table: Table,
  query: Query,
  mayBeBlank: readonly string[] = [],
): ParametersOf<Table> {
  const names = Object.keys(table);
  const unknown = Object.keys(query).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw badInput(`Unknown parameter ${quoteValue(unknown)}. The parameters are ${names.join(', ')}.`);
  for (const [name, given] of Object.entries(query)) checkTimes(name, given);
  refuseBlank(
    names.filter((name) => !mayBeBlank.includes(name)),
    query,
  );
  const values = Object.entries(table).map(([name, read]) => [name, read(name, query[name])]);
  return omitUndefined(Object.fromEntries(values)) as ParametersOf<Table>;
}

/** Throws BAD_USER_INPUT for a blank parameter: without it, the response would be about more, or about another moment. */
export function refuseBlank(names: readonly string[], query: Query): void {
  const blank = names.find((name) => isBlank(query[name]));
  if (blank !== undefined) throw badInput(`${blank} must not be blank.`);
}

/** Whether a parameter is given and one of its values holds only spaces and commas. */
function isBlank(given: ParameterValue): boolean {
  return [given ?? []].flat().some((value) => /^[\s,]*$/.test(value));
}

function checkTimes(name: string, given: ParameterValue): void {
  if (typeof given === 'object' && given.length > MAX_TIMES)
    throw badInput(`${name} may be given at most ${MAX_TIMES} times; got ${given.length}.`);
}

/** Returns the object without its undefined properties. */
export function omitUndefined<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

/** Reads a string of at most 1,000 characters. */
export function text(name: string, given: ParameterValue): string | undefined {
  if (typeof given === 'object') throw badInput(`${name} may be given only once; got ${given.length} values.`);
  if (given === undefined || given.trim() === '') return undefined;
  if (given.length > MAX_LENGTH) throw badInput(`${name} takes at most ${MAX_LENGTH} characters; got ${given.length}.`);
  if (CONTROL_CHARACTER.test(given) || !given.isWellFormed())
    throw badInput(`${name} must not contain control characters.`);
  return given;
}

/** Reads one of the given values. */
export function oneOf<const Value extends string>(values: readonly Value[]): ParameterReader<Value> {
  return (name, given) => {
    const value = text(name, given);
    if (value === undefined || values.includes(value as Value)) return value as Value | undefined;
    throw badInput(`${name} takes ${values.join(', ')}; got ${quoteValue(value)}.`);
  };
}

/** Reads values separated by commas, or a parameter given several times. A value that is repeated counts once. */
export function listOf<Value>(read: ParameterReader<Value>): ParameterReader<Value[]> {
  return (name, given) => {
    const parts = [given ?? []].flat().flatMap((part) => text(name, part)?.split(',') ?? []);
    const values = new Set(parts.flatMap((part) => read(name, part.trim()) ?? []));
    return values.size === 0 ? undefined : [...values];
  };
}

/** Reads an ISO date. */
export function date(name: string, given: ParameterValue): string | undefined {
  const value = text(name, given);
  if (value === undefined || isDate(value)) return value;
  throw badInput(`${name} takes a calendar date such as 2024-10-31; got ${quoteValue(value)}.`);
}

/** Reads `true` or `false`. */
export function flag(name: string, given: ParameterValue): boolean | undefined {
  const value = oneOf(['true', 'false'])(name, given);
  return value && value === 'true';
}

/** Quotes a value for an error message, cut after 32 characters. */
export function quoteValue(value: string): string {
  return `'${value.slice(0, 32)}'`;
}
