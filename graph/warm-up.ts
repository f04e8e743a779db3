import type { Catalog } from './catalog';
import type { Loader, Loaders } from './loaders';
import type { ReadSide } from './read-side';

export interface WarmUpSettings {
  /** Milliseconds of rounds, at most. Default 4,000. */
  readonly enoughMs?: number;
  /** Rounds, at most. Default 300. */
  readonly rounds?: number;
  /** Milliseconds that every list must take at most in the last ten rounds. Default: none. */
  readonly fastMs?: number;
  /** Milliseconds after which no further round starts, although lists take longer than `fastMs`. Default: `enoughMs`. */
  readonly longestMs?: number;
  /** Whether the text index is built too, which takes seconds at national size. */
  readonly texts?: boolean;
  /** Returns true when no further round should start. */
  readonly stopped?: () => boolean;
}

export interface WarmUpResult {
  readonly rounds: number;
  /** Milliseconds of the slowest list in the last ten rounds. */
  readonly slowestMs: number;
  /** Why it ended early; undefined if it did not. */
  readonly error: Error | undefined;
}

/**
 * Runs every query for random organisations, with lists of every magnitude, so that the database has planned and
 * compiled them before the first client comes: on a cold database a first read takes seconds. Pass a read side without
 * a cache and with a long deadline. Never rejects: the result has the error.
 */
export async function warmUp(readSide: ReadSide, settings: WarmUpSettings = {}): Promise<WarmUpResult> {
  const { stopped = () => false } = settings;
  const started = performance.now();
  let [round, slowestMs] = [0, 0];
  let error: Error | undefined;
  try {
    let { live, known } = await readSide.catalog.snapshot();
    let codes = await sampleCodes(readSide.loaders(), live.number);
    if (settings.texts) await readSide.loaders().textIndex(live.number);
    while (codes.length > 0 && !stopped() && !isOver(round, slowestMs, performance.now() - started, settings)) {
      if (round % PASS === 0) slowestMs = 0;
      slowestMs = Math.max(slowestMs, await runRound(round++, codes, live.number, readSide));
      const next = await readSide.catalog.snapshot();
      if (next.known !== known) codes = await sampleCodes(readSide.loaders(), next.live.number);
      ({ live, known } = next);
    }
  } catch (caught) {
    error = caught as Error;
  }
  return { rounds: round, slowestMs: Math.round(slowestMs), error };
}

/** Rounds after which every query has run with every length. */
const PASS = 10;
/** Neo4j makes a plan for each magnitude of a list. The batch queue cuts lists at 2,000 keys. */
/** Lists read at once: fewer than a graph has connections. */
const AT_ONCE = 16;
/** In the first round, whose queries the database compiles: the requests of early clients get a share of its processors. */
const AT_ONCE_FIRST = 2;
const LENGTHS = [1, 5, 50, 200, 5, 50, 200, 50, 500, 2_000];

function isOver(round: number, slowestMs: number, elapsedMs: number, settings: WarmUpSettings): boolean {
  const { enoughMs = 4_000, rounds = 300, fastMs = Infinity, longestMs = enoughMs } = settings;
  if (elapsedMs > Math.max(longestMs, enoughMs)) return true;
  if (round < rounds && elapsedMs <= enoughMs) return false;
  return fastMs === Infinity || (round >= PASS && round % PASS === 0 && slowestMs <= fastMs);
}

/** An id that no measure and no rule has: a query without rows is compiled all the same. */
const NO_ID = '';
/** A text in the form of a postcode, in an area that does not exist. */
const NO_POSTCODE = 'QQ1 1AA';

/** Returns codes from several parts of the release: a thousand after each of five start codes. */
async function sampleCodes(loaders: Loaders, release: number): Promise<readonly string[]> {
  const keys = ['', ...Array.from({ length: 4 }, randomCharacter)].map((after) => ({ after, release }));
  return [...new Set((await loaders.codes.loadMany(keys)).flat())];
}

/** Returns the milliseconds of the slowest list. The queries that return many rows run once in each pass. */
async function runRound(round: number, codes: readonly string[], release: number, readSide: ReadSide): Promise<number> {
  const loaders = readSide.loaders();
  const keys = Array.from({ length: LENGTHS[round % PASS]! }, () => ({ code: random(codes), release }));
  const lists = [...byCode(keys, loaders, readSide.catalog)];
  if (round % PASS === 0) lists.push(...search(random(codes), release, loaders));
  const times: number[] = [];
  const atOnce = round === 0 ? AT_ONCE_FIRST : AT_ONCE;
  for (let from = 0; from < lists.length; from += atOnce)
    times.push(...(await Promise.all(lists.slice(from, from + atOnce).map(timed))));
  return Math.max(...times);
}

async function timed(list: () => unknown): Promise<number> {
  const started = performance.now();
  await list();
  return performance.now() - started;
}

type Keys = readonly { readonly code: string; readonly release: number }[];

function byCode(keys: Keys, loaders: Loaders, catalog: Catalog): (() => unknown)[] {
  return [
    list(loaders.state, keys),
    list(loaders.roles, keys),
    list(loaders.outgoing, keys),
    list(loaders.incoming, linkKeys(keys, catalog)),
    list(loaders.predecessors, keys),
    list(loaders.successors, keys),
    list(loaders.findingsOf, keys),
    list(
      loaders.measurements,
      keys.map(({ code }) => ({ code, measure: NO_ID, generation: 0 })),
    ),
  ];
}

/** As many keys as organisations, with the relationship types in turn. */
function linkKeys(keys: Keys, catalog: Catalog) {
  const types = catalog.linkTypes();
  return types.length === 0 ? [] : keys.map((key, at) => ({ ...key, type: types[at % types.length]! }));
}

function search(code: string, release: number, loaders: Loaders): (() => unknown)[] {
  return [
    list(loaders.uprn, [{ uprn: code, release }]),
    list(loaders.codes, [{ after: code, release }]),
    list(loaders.holders, [{ role: 'RO209', release }]),
    list(loaders.codeList, [{ list: 'role', release }]),
    list(loaders.relationship, [{ id: NO_ID, release }]),
    list(loaders.findings, [{ rule: NO_ID, code: '', hash: '', release }]),
    list(loaders.findingCounts, [{ rule: NO_ID, release }]),
    list(loaders.measures, [{ generation: 0 }]),
    list(loaders.dimensionValues, [{ code, measure: NO_ID, dimension: NO_ID, generation: 0 }]),
    list(loaders.measured, [{ measure: NO_ID, generation: 0 }]),
    list(loaders.extracts, [{ generation: 0 }]),
    list(loaders.values, [{ extract: 0, after: NO_ID }]),
    list(loaders.identities, [{ after: code, release }]),
    list(loaders.location, [{ postcode: NO_POSTCODE, generation: 0 }]),
    list(loaders.centre, [{ area: NO_ID, sectors: NO_ID, generation: 0 }]),
    list(loaders.postcodeFiles, [{ generation: 0 }]),
  ];
}

function list<Key>(loader: Loader<Key, unknown>, keys: readonly Key[]): () => unknown {
  return () => loader.loadMany(keys);
}

function random<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}

function randomCharacter(): string {
  return Math.floor(Math.random() * 36)
    .toString(36)
    .toUpperCase();
}
