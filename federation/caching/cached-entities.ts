import { when, type MaybePromise } from '../../maybe-promise';
import type { SubgraphExecutor, SubgraphResult } from '../subgraphs/subgraph-executor';
import type { KeptValue, KeyOf, KnownValue, RequestCache } from './request-cache';
import { positionsToSend, readEntityRequest, reduced, slotsOf } from './entity-request';
import type { EntityField, EntityRequest, EntitySlot, SentPositions } from './entity-request';
import { failureOf, joined, listsOf, relocated, type EntityLists, type KnownEntities } from './join-entities';

/** Returns the known entities, and requests only those that are not known. */
export function executeEntities(
  execute: SubgraphExecutor,
  cache: RequestCache,
  fields: readonly EntityField[],
): MaybePromise<SubgraphResult> {
  const entities = readEntityRequest(cache.request, fields);
  const slots = slotsOf(entities);
  const keyOf = keysOf(cache.keys(), entities);
  return when(cache.find(slots.map(keyOf)), (found) => {
    const known = found.filter((value) => value !== undefined);
    const missing = slots.filter((_, at) => !found[at]);
    if (known.length > 0) cache.recordKnown(known);
    const sent = positionsToSend(entities, missing);
    const fetch = { cache, entities, slots, sent, missing };
    if (known.length === 0) return executeAll(execute, fetch);
    const values = knownEntities(fields, slots, found);
    if (missing.length === 0) return { data: joined(fields, values, { lists: undefined, sent }) };
    return executeMissing(execute, fetch, values);
  });
}

interface EntityFetch {
  readonly cache: RequestCache;
  readonly entities: EntityRequest;
  readonly slots: readonly EntitySlot[];
  readonly sent: SentPositions;
  readonly missing: readonly EntitySlot[];
}

/** Sends the request as it is. The receiver of the result checks it. */
function executeAll(execute: SubgraphExecutor, fetch: EntityFetch): MaybePromise<SubgraphResult> {
  const { cache, entities, sent } = fetch;
  return when(execute(cache.request), (result) => {
    if (!result.errors?.length) keep(result, listsOf(result, entities.fields, sent, cache.subgraph), fetch);
    return result;
  });
}

/**
 * Sends the request with the missing entities alone. If it fails, only these have an error. The result has no size: that of
 * the response is not the size of the joined data.
 */
async function executeMissing(
  execute: SubgraphExecutor,
  fetch: EntityFetch,
  known: KnownEntities,
): Promise<SubgraphResult> {
  const { cache, entities, sent, missing } = fetch;
  const { subgraph, request } = cache;
  const { fields } = entities;
  try {
    const result = await execute(reduced(request, entities, sent));
    const lists = listsOf(result, fields, sent, subgraph);
    if (!result.errors?.length && lists) {
      keep(result, lists, fetch);
      return { ...result, bytes: undefined, data: joined(fields, known, { lists, sent }) };
    }
    const errors = relocated(result.errors ?? [], fields, { sent, missing, hasData: lists !== undefined });
    return { ...result, bytes: undefined, data: joined(fields, known, { lists, sent }), errors };
  } catch (error) {
    if (request.signal?.aborted) throw error;
    return { data: joined(fields, known, { lists: undefined, sent }), errors: failureOf(error, subgraph, missing) };
  }
}

function keep(result: SubgraphResult, lists: EntityLists | undefined, { cache, entities, slots, sent }: EntityFetch) {
  const isOnly = entities.fields.length === 1;
  if (lists) cache.keep(result, (keyOf) => keptValues(lists, { slots, sent, isOnly, keyOf: keysOf(keyOf, entities) }));
}

function* keptValues(
  lists: EntityLists,
  {
    slots,
    sent,
    isOnly,
    keyOf,
  }: Pick<EntityFetch, 'slots' | 'sent'> & {
    readonly isOnly: boolean;
    readonly keyOf: (slot: EntitySlot) => string;
  },
): Iterable<KeptValue> {
  const indexes = new Map(
    [...sent].map(([variable, list]) => [variable, new Map(list.map((at, index) => [at, index]))]),
  );
  for (const slot of slots) {
    const index = indexes.get(slot.variable)!.get(slot.position);
    const data = index === undefined ? undefined : lists.get(slot.alias)![index];
    if (typeof data === 'object') yield { key: keyOf(slot), data, ...(isOnly && { position: index! }) };
  }
}

/** The selection of an entity is that of its field, so its alias is part of the key. */
function keysOf(keyOf: KeyOf, { otherText }: EntityRequest): (slot: EntitySlot) => string {
  return ({ alias, type, text }) => keyOf(type, alias, otherText, text);
}

function knownEntities(
  fields: readonly EntityField[],
  slots: readonly EntitySlot[],
  found: readonly (KnownValue | undefined)[],
): KnownEntities {
  const known = new Map(fields.map(({ alias }) => [alias, [] as (KnownValue['data'] | undefined)[]]));
  slots.forEach(({ alias }, at) => known.get(alias)!.push(found[at]?.data));
  return known;
}
