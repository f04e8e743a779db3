import { badInput, KnownError } from '../../errors';
import type { Loaders } from '../../graph/loaders';
import type { Moment } from '../../domain/moment';
import { keyOf } from '../../domain/records/organisation';
import type { RelationshipAt } from '../../domain/records/relationship';
import { byText } from '../../ods/orders';
import { listOf, quoteValue, text, type ParameterReader } from '../http/query-string';

/** An order: a key, ascending or descending. */
export interface SortKey<Key extends string = string> {
  readonly key: Key;
  readonly isDescending: boolean;
}

export const ORGANIZATION_KEYS = ['_id', 'identifier', 'name'] as const;
export const AFFILIATION_KEYS = ['_id', 'primary-organization', 'participating-organization', 'role'] as const;
export type OrganizationOrder = readonly SortKey<(typeof ORGANIZATION_KEYS)[number]>[];
export type AffiliationOrder = readonly SortKey<(typeof AFFILIATION_KEYS)[number]>[];

/** More results are not sorted by name. */
const MAX_SORTED = 50_000;
/** States that are read at once. */
const BATCH_SIZE = 1_000;

/** Reads keys separated by commas, each with `-` for the descending order. Of a repeated key, the first counts. */
export function sortKeys<const Key extends string>(keys: readonly Key[]): ParameterReader<SortKey<Key>[]> {
  const toKey = (name: string, part: string) => {
    const isDescending = part.startsWith('-');
    const key = keys.find((one) => one === part.slice(isDescending ? 1 : 0));
    if (key !== undefined) return { key, isDescending };
    throw badInput(`${name} takes ${keys.join(', ')}, each also with - in front; got ${quoteValue(part)}.`);
  };
  return (name, given) => {
    const order = listOf(text)(name, given)?.map((part) => toKey(name, part));
    return order?.filter(({ key }, at) => order.findIndex((other) => other.key === key) === at);
  };
}

/**
 * Returns codes, which are ordered, in another order; those of the same name by code. Throws TOO_MANY_RESULTS if names of
 * more than 50,000 records would have to be read, and DATABASE_*.
 */
export async function sortOrganizations(
  codes: readonly string[],
  order: OrganizationOrder,
  at: Moment,
  { state, work }: Loaders,
): Promise<readonly string[]> {
  const names = order[0]?.key === 'name' ? await namesOf(codes, at, { state, work }) : null;
  if (names) {
    const value = (code: string, { key }: OrganizationOrder[number]) => (key === 'name' ? names.get(code)! : code);
    return work.sort(codes, inOrder(order, value, byText));
  }
  return order[0]?.isDescending ? codes.toReversed() : codes;
}

async function namesOf(
  codes: readonly string[],
  at: Moment,
  { state, work }: Pick<Loaders, 'state' | 'work'>,
): Promise<ReadonlyMap<string, string>> {
  if (codes.length > MAX_SORTED)
    throw new KnownError('TOO_MANY_RESULTS', `A search with more than ${MAX_SORTED} results is not sorted by name.`);
  const names = new Map<string, string>();
  for (let from = 0; from < codes.length; from += BATCH_SIZE) {
    const batch = codes.slice(from, from + BATCH_SIZE);
    const states = await state.loadMany(batch.map((code) => keyOf(code, at)));
    batch.forEach((code, index) => names.set(code, states[index]?.name ?? ''));
    await work.pause(batch.length);
  }
  return names;
}

const RELATIONSHIP_VALUES: Readonly<Record<AffiliationOrder[number]['key'], (of: RelationshipAt) => string>> = {
  _id: ({ uniqueRelId }) => uniqueRelId,
  'primary-organization': ({ sourceCode }) => sourceCode,
  'participating-organization': ({ targetCode }) => targetCode,
  role: ({ row }) => row.type,
};

/** Compares relationships by an order, then by `otherwise`. */
export function affiliationsInOrder(
  order: AffiliationOrder,
  otherwise: (a: RelationshipAt, b: RelationshipAt) => number,
): (a: RelationshipAt, b: RelationshipAt) => number {
  return inOrder(order, (relationship, { key }) => RELATIONSHIP_VALUES[key](relationship), otherwise);
}

function inOrder<Item, Key extends SortKey>(
  order: readonly Key[],
  value: (item: Item, key: Key) => string,
  otherwise: (a: Item, b: Item) => number,
): (a: Item, b: Item) => number {
  return (a, b) => {
    for (const key of order) {
      const compared = byText(value(a, key), value(b, key));
      if (compared !== 0) return key.isDescending ? -compared : compared;
    }
    return otherwise(a, b);
  };
}
