import { badInput } from '../../errors';
import { toCodes } from '../../domain/codes';
import type { Context } from '../../domain/context';
import { toExportRows } from '../../domain/export/row';
import type { Moment } from '../../domain/moment';
import { recordsOf, statesOf } from '../../domain/records/organisation';
import { resolveCodes } from '../../domain/succession/resolve-codes';
import { quoteValue } from '../http/query-string';
import { asList, asObject, asText, parseObject } from './json';
import { PROPERTIES, VALUE_TYPE, type ExtendedRow, type Property, type PropertyValue } from './properties';

/** A data extension query, parsed. */
export interface ExtendQuery {
  readonly ids: readonly string[];
  readonly properties: readonly Property[];
}

/** Parses a data extension query. Throws BAD_USER_INPUT for too many ids and for an unknown property. */
export function parseExtend(text: string, mostIds: number): ExtendQuery {
  const { ids, properties } = parseObject('extend', text);
  const given = asList('extend.ids', ids).map((id, at) => asText(`extend.ids[${at}]`, id));
  if (given.length > mostIds) throw badInput(`extend.ids takes at most ${mostIds} ids; got ${given.length}.`);
  const wanted = asList('extend.properties', properties).map((property, at) => {
    const id = asText(`extend.properties[${at}].id`, asObject(`extend.properties[${at}]`, property).id);
    const found = PROPERTIES.find((each) => each.id === id);
    if (found) return found;
    throw badInput(
      `extend.properties[${at}].id takes ${PROPERTIES.map((each) => each.id).join(', ')}; got ${quoteValue(id)}.`,
    );
  });
  return { ids: given, properties: [...new Set(wanted)] };
}

type Values = Readonly<Record<string, readonly PropertyValue[]>>;

/** Returns the values of the properties of each organisation. An unknown id has none. */
export async function extend({ ids, properties }: ExtendQuery, at: Moment, context: Context) {
  const codes = ids.length === 0 ? [] : toCodes(ids, ids.length);
  const rows = await extendedRows([...new Set(codes)], at, context);
  const valuesOf = (row: ExtendedRow | undefined): Values =>
    Object.fromEntries(properties.map((property) => [property.id, row ? property.valuesOf(row) : []]));
  return {
    meta: properties.map(({ id, name, isOrganisation }) => ({ id, name, ...(isOrganisation && { type: VALUE_TYPE }) })),
    rows: Object.fromEntries(ids.map((id, index) => [id, valuesOf(rows.get(codes[index]!))])),
  };
}

/** Reads the rows of codes, without those that the release does not have. */
export async function extendedRows(
  codes: readonly string[],
  at: Moment,
  { loaders }: Context,
): Promise<ReadonlyMap<string, ExtendedRow>> {
  const records = await recordsOf(codes, at, loaders);
  const known = records.filter((record) => record !== null);
  const rows = await toExportRows(
    known.map(({ state }) => state),
    at,
    loaders,
  );
  const others = [...new Set(rows.flatMap(({ operators, commissioners }) => [...operators, ...commissioners]))];
  const states = await statesOf(others, at, loaders);
  const named = new Map(states.map(({ code, name }) => [code, name]));
  const closed = known.filter(({ isActive }) => !isActive).map(({ code }) => code);
  const resolved = await resolveCodes(closed, at, loaders);
  const successors = new Map(resolved.map(({ code, current }) => [code, current]));
  const withNames = rows.map((row) => {
    const { code } = row.organisation;
    return [code, { ...row, named, successors: successors.get(code) ?? [] }] as const;
  });
  return new Map(withNames);
}
