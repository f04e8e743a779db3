import { badInput } from '../../errors';
import { isDate } from '../../ods/periods';

export type Given = string | readonly string[] | undefined;
export type Query = Readonly<Record<string, Given>>;
/** Reads what was given for a parameter; undefined where it was not, or empty. Errors: BAD_USER_INPUT. */
export type Read<Value> = (name: string, given: Given) => Value | undefined;
export type ReadTable = Readonly<Record<string, Read<unknown>>>;
/** What a table of parameters reads. */
export type ParametersOf<Table extends ReadTable> = {
  readonly [Name in keyof Table]?: Exclude<ReturnType<Table[Name]>, undefined>;
};

export const BASES = ['OPERATIONAL', 'LEGAL'] as const;
const LONGEST = 1_000;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/** The parameters of a query string, those that are given. Errors: BAD_USER_INPUT for one that the table lacks, or a wrong value. */
export function parametersIn<Table extends ReadTable>(table: Table, query: Query): ParametersOf<Table> {
  const names = Object.keys(table);
  const unknown = Object.keys(query).find((name) => !names.includes(name));
  if (unknown !== undefined) throw badInput(`There is no parameter ${shown(unknown)}; there are ${names.join(', ')}.`);
  const read = Object.entries(table).map(([name, of]) => [name, of(name, query[name])]);
  return present(Object.fromEntries(read)) as ParametersOf<Table>;
}

export function present<Values extends object>(
  values: Values,
): { [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}

export function text(name: string, given: Given): string | undefined {
  if (typeof given === 'object') throw badInput(`${name} is given once; got it ${given.length} times.`);
  if (given === undefined || given.trim() === '') return undefined;
  if (given.length > LONGEST) throw badInput(`${name} takes at most ${LONGEST} characters; got ${given.length}.`);
  if (CONTROL.test(given) || !given.isWellFormed()) throw badInput(`${name} takes no control characters.`);
  return given;
}

export function oneOf<const Value extends string>(values: readonly Value[]): Read<Value> {
  return (name, given) => {
    const value = text(name, given);
    if (value === undefined || values.includes(value as Value)) return value as Value | undefined;
    throw badInput(`${name} takes ${values.join(', ')}; got ${shown(value)}.`);
  };
}

/** Values separated by commas, or the parameter several times. */
export function listOf<Value>(read: Read<Value>): Read<Value[]> {
  return (name, given) => {
    const parts = [given ?? []].flat().flatMap((part) => text(name, part)?.split(',') ?? []);
    const values = parts.flatMap((part) => read(name, part.trim()) ?? []);
    return values.length === 0 ? undefined : values;
  };
}

export function date(name: string, given: Given): string | undefined {
  const value = text(name, given);
  if (value === undefined || isDate(value)) return value;
  throw badInput(`${name} takes a calendar date such as 2024-10-31; got ${shown(value)}.`);
}

export function flag(name: string, given: Given): boolean | undefined {
  const value = oneOf(['true', 'false'])(name, given);
  return value && value === 'true';
}

export function shown(value: string): string {
  return `'${value.slice(0, 32)}'`;
}
