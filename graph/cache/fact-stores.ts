import type { LinkKey, OrganisationKey } from '../keys';
import type { ChangeEpochs } from './change-epochs';
import type { CachePartition, FactCache } from './fact-cache';
import type { FactStore } from './fact-store';

/** Where the result of a key is cached: the partition, and the id in it. */
interface Location<Key> {
  partition(key: Key): CachePartition;
  id(key: Key): string;
  /** Equal for keys that have the same result. */
  idOf(key: Key): string;
}

function storeAt<Key, Result>({ partition, id, idOf }: Location<Key>): FactStore<Key, Result> {
  return {
    idOf,
    get: (key) => partition(key).get(id(key)) as Result | undefined,
    set: (key, result) => partition(key).set(id(key), result),
  };
}

/** The releases of a request are known before its first key is made, so the epoch of a key does not change. */
function epochOf(key: OrganisationKey, changeEpochs: ChangeEpochs): number {
  return (key.epoch ??= changeEpochs.epochOf(key.code, key.release));
}

/** Facts of one organisation, cached by code and change epoch: after a new release only changed organisations are read again. */
export function organisationStore<Result>(
  cache: FactCache,
  changeEpochs: ChangeEpochs,
): FactStore<OrganisationKey, Result> {
  const partitions = cache.partitions<number>();
  return storeAt({
    partition: (key) => partitions(epochOf(key, changeEpochs)),
    id: ({ code }) => code,
    idOf: (key) => `${epochOf(key, changeEpochs)} ${key.code}`,
  });
}

/** Incoming relationships, cached by type, code and change epoch. For a type that no release has, `get` returns [] without a read. */
export function incomingStore<Row>(
  cache: FactCache,
  changeEpochs: ChangeEpochs,
  types: () => readonly string[],
): FactStore<LinkKey, readonly Row[]> {
  const byType = new Map<string, (epoch: number) => CachePartition>();
  const partitionsOf = (type: string) => {
    let partitions = byType.get(type);
    if (partitions === undefined) byType.set(type, (partitions = cache.partitions<number>()));
    return partitions;
  };
  const store = storeAt<LinkKey, readonly Row[]>({
    partition: (key) => partitionsOf(key.type)(epochOf(key, changeEpochs)),
    id: ({ code }) => code,
    idOf: (key) => `${epochOf(key, changeEpochs)} ${key.type} ${key.code}`,
  });
  return { ...store, get: (key) => (types().includes(key.type) ? store.get(key) : NONE) };
}

const NONE: readonly never[] = [];

/** Facts of a whole release, cached by release and id. */
export function releaseStore<Key extends { readonly release: number }, Result>(
  cache: FactCache,
  id: (key: Key) => string,
): FactStore<Key, Result> {
  const partitions = cache.partitions<number>();
  return storeAt({
    partition: ({ release }) => partitions(release),
    id,
    idOf: (key) => `${key.release} ${id(key)}`,
  });
}

/** Measures and their values, cached by generation and id, because a measure can be loaded again. */
export function generationStore<Key extends { readonly generation: number }, Result>(
  cache: FactCache,
  id: (key: Key) => string,
): FactStore<Key, Result> {
  const partitions = cache.partitions<number>();
  return storeAt({
    partition: ({ generation }) => partitions(generation),
    id,
    idOf: (key) => `${key.generation} ${id(key)}`,
  });
}

/** For a query that is read once as a whole: its rows would push out what the cache is for. */
export function uncached<Key, Result>(idOf: (key: Key) => string): FactStore<Key, Result> {
  return { idOf, get: () => undefined, set: () => undefined };
}
