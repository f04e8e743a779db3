import { badInput, KnownError } from '../../errors';
import { isComparable, type MatchItem } from '../../domain/matching/items';
import type { Kind } from '../../ods/kinds';
import { isDate } from '../../ods/periods';
import { quoteValue } from '../http/query-string';
import { asList, asObject, asText, parseObject, valueText, type JsonObject } from './json';
import { COMPARED_PROPERTIES } from './properties';
import { kindOfType, TYPES } from './types';

/** A reconciliation query, parsed. */
export interface ReconciliationQuery {
  /** The name of the query in its batch. */
  readonly key: string;
  /** Null for a cell without anything to compare, such as '-': nothing is like it. */
  readonly item: MatchItem | null;
  /** The most candidates. */
  readonly limit: number;
}

export const MAX_CANDIDATES = 10;

/** Parses a batch of queries. Throws BAD_USER_INPUT, and PAYLOAD_TOO_LARGE for more queries than the batch size. */
export function parseQueries(text: string, batchSize: number): ReconciliationQuery[] {
  const batch = Object.entries(parseObject('queries', text));
  if (batch.length > batchSize)
    throw new KnownError('PAYLOAD_TOO_LARGE', `queries takes at most ${batchSize} queries; got ${batch.length}.`, {
      next: 'Send the queries in smaller batches.',
    });
  return batch.map(([key, query]) => parseQuery(key, asObject(`queries.${shown(key)}`, query)));
}

function parseQuery(key: string, { query, type, limit, properties }: JsonObject): ReconciliationQuery {
  const path = `queries.${shown(key)}`;
  const name = query === undefined ? '' : asText(`${path}.query`, query);
  const values = properties === undefined ? {} : parseProperties(`${path}.properties`, properties);
  const item = { name, kind: kindIn(`${path}.type`, type), ...values };
  if (query === undefined && values.postcode === undefined && values.address === undefined)
    throw badInput(`${path} must have a query, or a postcode or address in its properties.`);
  return { key, item: isComparable(item) ? item : null, limit: toLimit(`${path}.limit`, limit) };
}

type ComparedProperty = (typeof COMPARED_PROPERTIES)[number];

function parseProperties(path: string, properties: unknown): Partial<Record<ComparedProperty, string>> {
  const values: Partial<Record<ComparedProperty, string>> = {};
  asList(path, properties).forEach((given, at) => {
    const { pid, v } = asObject(`${path}[${at}]`, given);
    const id = asText(`${path}[${at}].pid`, pid);
    const property = COMPARED_PROPERTIES.find((each) => each === id);
    if (property === undefined)
      throw badInput(
        `${path}[${at}].pid takes ${COMPARED_PROPERTIES.join(', ')}; got ${quoteValue(id)}. Other properties cannot be compared.`,
      );
    values[property] = valueText(`${path}[${at}].v`, v);
  });
  return { ...values, ...(values.date !== undefined && { date: toDay(`${path} date`, values.date) }) };
}

/** A spreadsheet may hold the time too. */
function toDay(path: string, text: string): string {
  const day = text.trim().slice(0, 10);
  if (day === '' || isDate(day)) return day;
  throw badInput(`${path} takes a calendar date such as 2021-01-01; got ${quoteValue(text)}.`);
}

/** Returns the kind of the type, if there is exactly one: several types do not say which. */
function kindIn(path: string, type: unknown): Kind | null {
  if (type === undefined || type === null || type === '') return null;
  const kinds = [type].flat().map((given) => {
    const id = typeof given === 'object' ? valueText(path, (given as JsonObject | null)?.id) : asText(path, given);
    const kind = kindOfType(id);
    if (kind === undefined)
      throw badInput(`${path} takes ${TYPES.map((each) => each.id).join(', ')}; got ${quoteValue(id)}.`);
    return kind;
  });
  return kinds.length === 1 ? kinds[0]! : null;
}

function toLimit(path: string, limit: unknown): number {
  if (limit === undefined || limit === null) return MAX_CANDIDATES;
  if (typeof limit === 'number' && limit >= 1) return Math.min(Math.floor(limit), MAX_CANDIDATES);
  throw badInput(`${path} takes a whole number from 1.`);
}

function shown(key: string): string {
  return key.slice(0, 32);
}
