import type { Catalog } from './catalog';
import type { Loaders } from './loaders';
import type { ReadSide } from './read-side';

export interface WarmUpSettings {
  /** Milliseconds until no further round starts. Default 4,000. */
  readonly enoughMs?: number;
  /** Default 300. */
  readonly rounds?: number;
  /** Returns true when no further round should start. */
  readonly stopped?: () => boolean;
}

/**
 * Runs every query for random organisations, so that the database has compiled them before the first client comes: on
 * a cold database a first read takes seconds. Pass a read side without a cache and with a long deadline. Returns the
 * number of rounds. Never rejects: if the database fails, the first request reports it.
 */
export async function warmUp(
  readSide: ReadSide,
  { enoughMs = 4_000, rounds = 300, stopped = () => false }: WarmUpSettings = {},
): Promise<number> {
  const until = performance.now() + enoughMs;
  const isOver = () => stopped() || performance.now() > until;
  let round = 0;
  const runRounds = async () => {
    const { live } = await readSide.catalog.snapshot();
    const codes = await sampleCodes(readSide.loaders(), live.number);
    for (; round < rounds && codes.length > 0 && !isOver(); round++) {
      await runRound(round, codes, live.number, readSide);
    }
  };
  await runRounds().catch(() => undefined);
  return round;
}

/** An id that no measure and no rule has: a query without rows is compiled all the same. */
const NO_ID = '';

/** Returns codes from several parts of the release: a thousand after each of five start codes. */
async function sampleCodes(loaders: Loaders, release: number): Promise<readonly string[]> {
  const keys = ['', ...Array.from({ length: 4 }, randomCharacter)].map((after) => ({ after, release }));
  return [...new Set((await loaders.codes.loadMany(keys)).flat())];
}

/** Uses lists of 1, 20, 20 and 200 keys in turn. The search queries, which return many rows, run in every tenth round. */
async function runRound(round: number, codes: readonly string[], release: number, readSide: ReadSide): Promise<void> {
  const loaders = readSide.loaders();
  const length = [1, 20, 20, 200][round % 4] as number;
  const keys = Array.from({ length }, () => ({ code: random(codes), release }));
  const links = linkKeys(keys.slice(0, 20), readSide.catalog);
  await Promise.all([
    loaders.state.loadMany(keys),
    loaders.roles.loadMany(keys),
    loaders.outgoing.loadMany(keys),
    loaders.incoming.loadMany(links),
    loaders.predecessors.loadMany(keys),
    loaders.successors.loadMany(keys),
    loaders.findingsOf.loadMany(keys),
    loaders.measurements.loadMany(keys.map(({ code }) => ({ code, measure: NO_ID, generation: 0 }))),
    ...(round % 10 === 0 ? search(random(codes), release, loaders) : []),
  ]);
}

function linkKeys(keys: readonly { code: string; release: number }[], catalog: Catalog) {
  return catalog.linkTypes().flatMap((type) => keys.map((key) => ({ ...key, type })));
}

function search(code: string, release: number, loaders: Loaders) {
  return [
    loaders.search.load({ text: code, release }),
    loaders.fuzzy.load({ text: `${code} SURGERY`, release }),
    loaders.suggest.load({ text: code.slice(0, 2), release }),
    loaders.postcode.load({ postcode: `${code.slice(0, 2)}1`, release }),
    loaders.uprn.load({ uprn: code, release }),
    loaders.codes.load({ after: code, release }),
    loaders.published.load({ active: true, from: code, until: code, after: code, release }),
    loaders.holders.load({ role: 'RO209', release }),
    loaders.codeList.load({ list: 'role', release }),
    loaders.findings.load({ rule: NO_ID, code: '', hash: '', release }),
    loaders.findingCounts.load({ rule: NO_ID, release }),
    loaders.measures.load({ generation: 0 }),
    loaders.measured.load({ measure: NO_ID, generation: 0 }),
  ];
}

function random<T>(values: readonly T[]): T {
  return values[Math.floor(Math.random() * values.length)] as T;
}

function randomCharacter(): string {
  return Math.floor(Math.random() * 36)
    .toString(36)
    .toUpperCase();
}
