import { badInput } from '../../errors';
import type { Context } from '../../domain/context';
import type { Moment } from '../../domain/moment';
import { keyOf } from '../../domain/records/organisation';
import { suggestOrganisations } from '../../domain/search/search';
import { kindsOf } from '../../ods/kinds';
import { text, type Query } from '../http/query-string';
import { PROPERTIES, SUGGESTED_PROPERTIES } from './properties';
import { describe } from './results';
import { TYPES, typeOf, type Named } from './types';

/** What was typed, and how many suggestions to skip. */
interface Typed {
  readonly prefix: string;
  readonly skipped: number;
}

/** Suggests organisations for a text that is still being typed: at most 10, of which `cursor` are skipped. */
export async function suggestEntities(query: Query, at: Moment, context: Context) {
  const { prefix, skipped } = parseSuggest(query);
  const found = prefix.trim() === '' ? [] : await suggestOrganisations(prefix, {}, at, context);
  const organisations = found.slice(skipped);
  const roles = await context.loaders.roles.loadMany(organisations.map(({ code }) => keyOf(code, at)));
  const result = organisations.map((organisation, index) => {
    const types = kindsOf(organisation.state, roles[index] ?? [], at.date, at.basis).map(typeOf);
    const { code: id, name } = organisation;
    return { id, name, description: describe(organisation, types), notable: types };
  });
  return { result };
}

export function suggestTypes(query: Query) {
  return { result: suggested(TYPES, parseSuggest(query)) };
}

export function suggestProperties(query: Query) {
  return { result: suggested(SUGGESTED_PROPERTIES, parseSuggest(query)) };
}

/** Proposes the properties that can be fetched for a type; they are the same for all. */
export function proposeProperties(query: Query) {
  const type = text('type', query.type) ?? '';
  const limit = text('limit', query.limit);
  const most = limit !== undefined && /^[1-9]\d{0,3}$/.test(limit) ? Number(limit) : PROPERTIES.length;
  const properties = PROPERTIES.slice(0, most).map(({ id, name }) => ({ id, name }));
  return { type, properties, ...(limit !== undefined && { limit: most }) };
}

/** Returns those whose id or name has a word that begins with the text; all for a blank text. */
function suggested<Item extends Named>(items: readonly Item[], { prefix, skipped }: Typed): Item[] {
  const typed = prefix.trim().toLowerCase();
  const begins = ({ id, name }: Item) =>
    [id, name, ...name.split(/[\s(]+/)].some((word) => word.toLowerCase().startsWith(typed));
  return items.filter(begins).slice(skipped);
}

function parseSuggest(query: Query): Typed {
  const cursor = text('cursor', query.cursor) ?? '0';
  if (!/^\d{1,4}$/.test(cursor)) throw badInput('cursor takes a number of suggestions to skip.');
  return { prefix: text('prefix', query.prefix) ?? '', skipped: Number(cursor) };
}
