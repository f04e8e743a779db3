import type { FactCache, Space } from './fact-cache';
import type { Facts } from '../batching/batch-queue';
import type { FactKey, LinkKey } from '../keys';
import type { Touches } from './change-epochs';

/** Where the answer of a key is kept: in which space of the cache, under which id. */
interface Place<Key> {
  space(key: Key): Space;
  id(key: Key): string;
  /** Equal for keys with one answer. */
  equal(key: Key): string;
}

function factsAt<Key, Answer>({ space, id, equal }: Place<Key>): Facts<Key, Answer> {
  return {
    idOf: equal,
    get: (key) => space(key).get(id(key)) as Answer | undefined,
    set: (key, answer) => space(key).set(id(key), answer),
  };
}

/** Facts of one organisation: kept by code and epoch, so that a new release costs only what it touched. */
export function factsOfCode<Answer>(cache: FactCache, touches: Touches): Facts<FactKey, Answer> {
  const spaces = cache.spaces<number>();
  return factsAt({
    space: ({ code, release }) => spaces(touches.epochOf(code, release)),
    id: ({ code }) => code,
    equal: ({ code, release }) => `${touches.epochOf(code, release)} ${code}`,
  });
}

/** Facts of one organisation and relationship type; of a type that no release names it is known that there are none. */
export function factsOfLink<Row>(
  cache: FactCache,
  touches: Touches,
  types: () => readonly string[],
): Facts<LinkKey, readonly Row[]> {
  const kinds = new Map<string, (epoch: number) => Space>();
  const spacesOf = (type: string) => {
    let spaces = kinds.get(type);
    if (spaces === undefined) kinds.set(type, (spaces = cache.spaces<number>()));
    return spaces;
  };
  const facts = factsAt<LinkKey, readonly Row[]>({
    space: ({ code, release, type }) => spacesOf(type)(touches.epochOf(code, release)),
    id: ({ code }) => code,
    equal: ({ code, release, type }) => `${touches.epochOf(code, release)} ${type} ${code}`,
  });
  return { ...facts, get: (key) => (types().includes(key.type) ? facts.get(key) : NONE) };
}

const NONE: readonly never[] = [];

/** Facts of a release as a whole, by a name of any kind. */
export function factsOfRelease<Key extends { readonly release: number }, Answer>(
  cache: FactCache,
  id: (key: Key) => string,
): Facts<Key, Answer> {
  const spaces = cache.spaces<number>();
  return factsAt({ space: ({ release }) => spaces(release), id, equal: (key) => `${key.release} ${id(key)}` });
}

/** Figures, which can be loaded anew: kept by the generation of the measures. */
export function factsOfGeneration<Key extends { readonly generation: number }, Answer>(
  cache: FactCache,
  id: (key: Key) => string,
): Facts<Key, Answer> {
  const spaces = cache.spaces<number>();
  return factsAt({ space: ({ generation }) => spaces(generation), id, equal: (key) => `${key.generation} ${id(key)}` });
}
