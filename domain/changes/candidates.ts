import { badInput } from '../../errors';
import { byText } from '../../ods/orders';
import type { Within } from '../../schema/within';
import { toCode } from '../codes';
import type { Context } from '../context';
import { descendantsOf } from '../hierarchy/descendants';
import { MAX_DEPTH } from '../hierarchy/traverse';
import type { Moment } from '../moment';
import { recordOf } from '../records/organisation';
import type { Place } from './groups';

/** The two releases to compare, each as the moment at which its organisations are shown. */
export interface ReleasePair {
  readonly before: Moment;
  readonly after: Moment;
}

/** Of which organisations the changes are asked for; null does not filter. */
export interface Scope {
  readonly code: string | null;
  readonly within: Within | null;
}

/** The organisations that may have changed. */
export interface Candidates {
  /** Returns the codes after `code`, in order. */
  after(code: string): Iterable<string>;
  /** Those that are below the organisation of `within` in one of the releases only. */
  readonly places: ReadonlyMap<string, Place>;
}

/** Returns the organisations of a scope that may have changed. Throws BAD_USER_INPUT for a code in neither release. */
export async function candidatesOf({ code, within }: Scope, pair: ReleasePair, context: Context): Promise<Candidates> {
  if (within !== null) return candidatesBelow(within, code, pair, context);
  return {
    after: (start) => (code === null ? changedBetween(pair, start, context) : code > start ? [code] : []),
    places: new Map(),
  };
}

function changedBetween({ before, after }: ReleasePair, start: string, { changedCodes }: Context): Iterable<string> {
  const [earlier, later] = [before.release.number, after.release.number].sort((a, b) => a - b);
  return changedCodes(earlier!, later!, start);
}

/** An organisation that is below another in one of two releases; without a place in both. */
interface Below {
  readonly code: string;
  readonly place: Place | undefined;
}

async function candidatesBelow(within: Within, only: string | null, pair: ReleasePair, context: Context) {
  const top = toCode(within.code);
  const { view } = within;
  await requireRecord(top, pair, context);
  const key = `candidates below in ${view} since ${pair.before.cacheKey}`;
  const all = await context.memo.list<Below>(key, top, pair.after, () =>
    findCandidates({ code: top, view }, pair, context),
  );
  const below = only === null ? all : all.filter(({ code }) => code === only);
  return {
    after: (start: string) => codesAfter(start, below),
    places: new Map(below.flatMap(({ code, place }) => (place ? [[code, place] as const] : []))),
  };
}

function* codesAfter(start: string, below: readonly Below[]): Generator<string> {
  for (const { code } of below) if (code > start) yield code;
}

/** Throws BAD_USER_INPUT if neither release has a record or a stub of the code. */
async function requireRecord(code: string, { before, after }: ReleasePair, { loaders }: Context): Promise<void> {
  const records = await Promise.all([before, after].map((at) => recordOf(code, at, loaders)));
  if (records.every((record) => record === null))
    throw badInput(`No organisation '${code}' in the release of ${before.release.id} or that of ${after.release.id}.`);
}

/**
 * Returns what is below an organisation in either release and may have changed, by code: what a release between the two
 * changed, and what is below it in only one of them.
 */
async function findCandidates(within: Within, pair: ReleasePair, context: Context): Promise<readonly Below[]> {
  const { work } = context.loaders;
  const [old, now] = await Promise.all([pair.before, pair.after].map((at) => codesBelow(within, at, context)));
  const [wasBelow, isBelow] = [new Set(old), new Set(now)];
  const changed = new Set(changedBetween(pair, '', context));
  const either = await work.sort([...new Set([...wasBelow, ...isBelow])], byText);
  return work.flatMap(either, (code): Below[] => {
    const isMoved = wasBelow.has(code) !== isBelow.has(code);
    if (!isMoved && !changed.has(code)) return [];
    return [{ code, place: !isMoved ? undefined : isBelow.has(code) ? 'ENTERED' : 'LEFT' }];
  });
}

async function codesBelow({ code, view }: Within, at: Moment, context: Context): Promise<readonly string[]> {
  const options = { view, direction: 'DOWN', at, loaders: context.loaders, maxDepth: MAX_DEPTH } as const;
  const found = await descendantsOf(code, options, {}, context);
  return context.loaders.work.map(found, ({ state }) => state.code);
}
