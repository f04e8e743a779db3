import type { Catalog } from './catalog';
import type { Loaders } from './loaders';
import type { Reads } from './read-side';

export interface WarmUpSettings {
  /** Milliseconds after which it is enough. Default 4,000. */
  readonly enoughMs?: number;
  /** Times that each question about single organisations is asked. Default 300. */
  readonly rounds?: number;
  /** Answers true when nobody waits for it any more. */
  readonly stopped?: () => boolean;
}

/**
 * Asks every question about random organisations until the database has compiled what it runs: a cold one answers its
 * first clients in seconds. `reads` should keep nothing and be patient. Never fails: the first client is told what is
 * wrong. Answers the number of rounds done.
 */
export async function warmUp(
  reads: Reads,
  { enoughMs = 4_000, rounds = 300, stopped = () => false }: WarmUpSettings = {},
): Promise<number> {
  const until = performance.now() + enoughMs;
  const over = () => stopped() || performance.now() > until;
  let round = 0;
  const ask = async () => {
    const { live } = await reads.catalog.snapshot();
    const codes = await someCodes(reads.loaders(), live.number);
    for (; round < rounds && codes.length > 0 && !over(); round++) {
      await askRound(round, codes, live.number, reads);
    }
  };
  await ask().catch(() => undefined);
  return round;
}

/** No measure's and no rule's id: what finds nothing is compiled all the same. */
const ANY = '';

/** Codes from all over the release: a thousand after each of some random starts. */
async function someCodes(loaders: Loaders, release: number): Promise<readonly string[]> {
  const keys = ['', ...Array.from({ length: 4 }, randomCharacter)].map((after) => ({ after, release }));
  return [...new Set((await loaders.codes.loadMany(keys)).flat())];
}

/** Lists of one, of a page and of a level in turn; what finds many organisations at once only now and then. */
async function askRound(round: number, codes: readonly string[], release: number, reads: Reads): Promise<void> {
  const loaders = reads.loaders();
  const length = [1, 20, 20, 200][round % 4] as number;
  const keys = Array.from({ length }, () => ({ code: random(codes), release }));
  const links = linkKeys(keys.slice(0, 20), reads.catalog);
  await Promise.all([
    loaders.state.loadMany(keys),
    loaders.roles.loadMany(keys),
    loaders.outgoing.loadMany(keys),
    loaders.incoming.loadMany(links),
    loaders.predecessors.loadMany(keys),
    loaders.successors.loadMany(keys),
    loaders.findingsOf.loadMany(keys),
    loaders.measurements.loadMany(keys.map(({ code }) => ({ code, measure: ANY, generation: 0 }))),
    ...(round % 10 === 0 ? find(random(codes), release, loaders) : []),
  ]);
}

function linkKeys(keys: readonly { code: string; release: number }[], catalog: Catalog) {
  return catalog.linkTypes().flatMap((type) => keys.map((key) => ({ ...key, type })));
}

function find(code: string, release: number, loaders: Loaders) {
  return [
    loaders.search.load({ text: code, release }),
    loaders.fuzzy.load({ text: `${code} SURGERY`, release }),
    loaders.suggest.load({ text: code.slice(0, 2), release }),
    loaders.postcode.load({ postcode: `${code.slice(0, 2)}1`, release }),
    loaders.uprn.load({ uprn: code, release }),
    loaders.codes.load({ after: code, release }),
    loaders.holders.load({ role: 'RO209', release }),
    loaders.codeList.load({ list: 'role', release }),
    loaders.findings.load({ rule: ANY, code: '', hash: '', release }),
    loaders.findingCounts.load({ rule: ANY, release }),
    loaders.measures.load({ generation: 0 }),
    loaders.measured.load({ measure: ANY, generation: 0 }),
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
