import type { AllFigures, Figure } from '../table/figures';
import { missesOf } from './cache-misses';
import { simulate, type Outcome, type RequestKind } from './simulate';

/** An invented day of a large service: which of 100 requests ask what. `cold`: the same kind when no fact is cached. */
const DAY: readonly { share: number; what: string; part?: 'federation'; isCacheable?: boolean; cold?: string }[] = [
  { share: 15, what: 'the client has the response (304)', isCacheable: true },
  { share: 35, what: 'list of 100, response cached', isCacheable: true },
  { share: 15, what: 'suggestions', isCacheable: true },
  {
    share: 15,
    what: 'record with roles and parents',
    isCacheable: true,
    cold: 'record with roles and parents, nothing cached',
  },
  { share: 8, what: 'list of 100', cold: 'list of 100, nothing cached' },
  { share: 5, what: 'four levels', cold: 'four levels, nothing cached' },
  { share: 4, what: 'search' },
  { share: 1, what: 'practices counted by ICB' },
  { share: 2, what: 'federated answer', part: 'federation' },
];

export const PER_SECOND = 10_000;
const REQUESTS = 30_000;
const SEED = 20_261_130;
/** A gateway is added until it is busy for at most this share, and 99 % of the responses take at most so long. */
const MOST_BUSY = 0.7;
const MOST_MS = 50;
/** Bytes of all facts of one organisation in the cache: see "Memory of the cache" in docs/performance.md. */
const BYTES_PER_ORGANISATION = 1_500;
export const NATIONAL = 371_000;
const SKEW = 0.8;
const SCALED = 100;

export interface Sized extends Outcome {
  readonly perSecond: number;
  readonly gateways: number;
  readonly databaseCores: number;
}

/** How many gateways and cores of the database a day needs when a CDN answers a share of what it may keep. */
export function withCdn(figures: AllFigures, cdnShare: number): Sized {
  const mix = mixOf(figures, { cdnShare, misses: 0.01 });
  return sizeFor(mix, PER_SECOND * shareOf(mix));
}

export interface DataSize extends Sized {
  readonly organisations: number;
  /** Memory that all facts would take, and that the cache has, in MB. */
  readonly factsMb: number;
  readonly cacheMb: number;
  readonly misses: number;
}

/** The same day on a graph of another size, without a CDN. */
export function withData(figures: AllFigures, times: number, cacheMb: number): DataSize {
  const organisations = NATIONAL * times;
  const keys = Math.round(organisations / SCALED);
  const held = Math.round((cacheMb * 1e6) / BYTES_PER_ORGANISATION / SCALED);
  const misses = missesOf({ seed: SEED, keys, held, skew: SKEW, requests: 50_000 });
  const mix = mixOf(figures, { cdnShare: 0, misses });
  const factsMb = Math.round((organisations * BYTES_PER_ORGANISATION) / 1e6);
  return { ...sizeFor(mix, PER_SECOND), organisations, factsMb, cacheMb, misses };
}

const shareOf = (mix: readonly RequestKind[]) => mix.reduce((sum, { share }) => sum + share, 0);

/** The mix that reaches the gateways. Requests whose facts are not cached take the times of the cold ones. */
function mixOf(figures: AllFigures, { cdnShare, misses }: { cdnShare: number; misses: number }): RequestKind[] {
  return DAY.flatMap(({ share, what, part, isCacheable, cold }) => {
    const reaches = (share / 100) * (isCacheable ? 1 - cdnShare : 1);
    const warm = requestKindOf(find(figures, part ?? 'kinds', what), reaches * (cold ? 1 - misses : 1));
    return cold ? [warm, requestKindOf(find(figures, 'kinds', cold), reaches * misses)] : [warm];
  }).filter(({ share }) => share > 0);
}

function find(figures: AllFigures, part: 'federation' | 'kinds', what: string): Figure {
  const found = figures[part]?.figures.find((figure) => figure.what === what && figure.server === 'ours');
  if (!found) throw new Error(`bench/figures.json has no figure of: ${what}`);
  return found;
}

/** What the database does for a warm request is noise of the measurement. */
function requestKindOf({ what, cpu = 0, databaseCpu = 0, times }: Figure, share: number): RequestKind {
  const isCold = what.endsWith('nothing cached');
  return { name: what, share, cpu, databaseCpu: isCold ? databaseCpu : 0, times };
}

/** Adds gateways and cores of the database until both limits hold. */
function sizeFor(mix: readonly RequestKind[], perSecond: number): Sized {
  const shares = shareOf(mix);
  const average = (time: 'cpu' | 'databaseCpu') => mix.reduce((sum, each) => sum + each[time] * each.share, 0) / shares;
  const needed = (ms: number) => Math.max(1, Math.ceil((perSecond * ms) / 1_000 / MOST_BUSY));
  const databaseCores = needed(average('databaseCpu'));
  for (let gateways = needed(average('cpu')); ; gateways++) {
    const outcome = simulate({ seed: SEED, perSecond, requests: REQUESTS, gateways, databaseCores, mix });
    const isEnough = outcome.busy <= MOST_BUSY + 0.02 && outcome.p99 <= MOST_MS;
    if (isEnough || gateways > 1_000) return { ...outcome, perSecond: Math.round(perSecond), gateways, databaseCores };
  }
}

/** The rows of the day: the share, the kind, and whether a CDN may keep the response. */
export const dayRows = () => DAY.map(({ share, what, isCacheable }) => [`${share} %`, what, isCacheable ? 'yes' : '']);
