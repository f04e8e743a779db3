import { badInput } from '../errors';
import { isDate } from '../graph/active';
import { KINDS } from '../graph/kinds';
import { VIEWS } from '../graph/views';
import type { ExportAsked } from '../resolvers/export';

type Given = string | readonly string[] | undefined;
/** Reads what was given for a parameter; undefined where it was not, or empty. Errors: BAD_USER_INPUT. */
type Read<Value> = (name: string, given: Given) => Value | undefined;

const LONGEST = 1_000;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const BASES = ['OPERATIONAL', 'LEGAL'] as const;
const CLASSES = ['ORGANISATION', 'SITE'] as const;

/** The parameters of an export; `view` belongs to `within`. */
const PARAMETERS = {
  text,
  postcode: text,
  uprn: text,
  kinds: listOf(oneOf(KINDS)),
  roles: listOf(text),
  recordClass: oneOf(CLASSES),
  within: text,
  view: oneOf(VIEWS),
  changedSince: date,
  includeInactive: flag,
  date,
  basis: oneOf(BASES),
  release: text,
  knownOn: date,
} satisfies Record<string, Read<unknown>>;

type Parameters = {
  readonly [Name in keyof typeof PARAMETERS]?: Exclude<ReturnType<(typeof PARAMETERS)[Name]>, undefined>;
};

/** What the query string of an export asks for. Errors: BAD_USER_INPUT that says what was expected and what came. */
export function parseExport(query: Readonly<Record<string, Given>>): ExportAsked {
  const { within, view, date: day, basis, release, knownOn, ...filter } = parametersIn(query);
  if ((within === undefined) !== (view === undefined))
    throw badInput(`within and view are given together; got ${within === undefined ? 'view' : 'within'} alone.`);
  const asOf = present({ date: day, basis, release, knownOn });
  return { filter: within && view ? { ...filter, within: { code: within, view } } : filter, asOf };
}

function parametersIn(query: Readonly<Record<string, Given>>): Parameters {
  const names = Object.keys(PARAMETERS);
  const unknown = Object.keys(query).find((name) => !names.includes(name));
  if (unknown !== undefined) throw badInput(`There is no parameter ${shown(unknown)}; there are ${names.join(', ')}.`);
  const read = Object.entries<Read<unknown>>(PARAMETERS).map(([name, of]) => [name, of(name, query[name])]);
  return present(Object.fromEntries(read) as Parameters);
}

function present<Values extends object>(values: Values): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

function text(name: string, given: Given): string | undefined {
  if (typeof given === 'object') throw badInput(`${name} is given once; got it ${given.length} times.`);
  if (given === undefined || given.trim() === '') return undefined;
  if (given.length > LONGEST) throw badInput(`${name} takes at most ${LONGEST} characters; got ${given.length}.`);
  if (CONTROL.test(given) || !given.isWellFormed()) throw badInput(`${name} takes no control characters.`);
  return given;
}

function oneOf<const Value extends string>(values: readonly Value[]): Read<Value> {
  return (name, given) => {
    const value = text(name, given);
    if (value === undefined || values.includes(value as Value)) return value as Value | undefined;
    throw badInput(`${name} takes ${values.join(', ')}; got ${shown(value)}.`);
  };
}

/** Values separated by commas, or the parameter several times. */
function listOf<Value>(read: Read<Value>): Read<Value[]> {
  return (name, given) => {
    const parts = [given ?? []].flat().flatMap((part) => text(name, part)?.split(',') ?? []);
    const values = parts.flatMap((part) => read(name, part.trim()) ?? []);
    return values.length === 0 ? undefined : values;
  };
}

function date(name: string, given: Given): string | undefined {
  const value = text(name, given);
  if (value === undefined || isDate(value)) return value;
  throw badInput(`${name} takes a calendar date such as 2024-10-31; got ${shown(value)}.`);
}

function flag(name: string, given: Given): boolean | undefined {
  const value = oneOf(['true', 'false'])(name, given);
  return value && value === 'true';
}

function shown(value: string): string {
  return `'${value.slice(0, 32)}'`;
}
