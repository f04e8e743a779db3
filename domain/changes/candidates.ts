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
  /** Returns in which of the releases alone it is below the organisation of `within`; undefined for both. */
  placeOf(code: string): Place | undefined;
}

/** Returns the organisations of a scope that may have changed. Throws BAD_USER_INPUT for a code in neither release. */
export async function candidatesOf({ code, within }: Scope, pair: ReleasePair, context: Context): Promise<Candidates> {
  if (within !== null) return candidatesBelow(within, code, pair, context);
  return {
    after: (start) => (code === null ? changedBetween(pair, start, context) : code > start ? [code] : []),
    placeOf: () => undefined,
  };
}

function changedBetween(pair: ReleasePair, start: string, { changedCodes }: Context): Iterable<string> {
  return changedCodes(...numbersOf(pair), start);
}

/** The numbers of both releases, the earlier one first. */
function numbersOf({ before, after }: ReleasePair): [earlier: number, later: number] {
  const [from, to] = [before.release.number, after.release.number];
  return from < to ? [from, to] : [to, from];
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
  const candidateOf = (code: string): Below | undefined => {
    const found = all[firstFrom(all, code)];
    return found?.code === code ? found : undefined;
  };
  const one = only === null ? undefined : candidateOf(only);
  return {
    after: (start: string) => codesAfter(start, only === null ? all : one ? [one] : []),
    placeOf: (code: string) => candidateOf(code)?.place,
  };
}

function* codesAfter(start: string, below: readonly Below[]): Generator<string> {
  for (let at = firstFrom(below, start); at < below.length; at++) {
    const { code } = below[at]!;
    if (code > start) yield code;
  }
}

/** Returns the index of the first candidate whose code is not before `code`. They are in the order of their codes. */
function firstFrom(below: readonly Below[], code: string): number {
  let [low, high] = [0, below.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (below[middle]!.code < code) low = middle + 1;
    else high = middle;
  }
  return low;
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
  const places = new Map<string, Place | undefined>();
  await work.each(old!.length, (at) => void places.set(old![at]!, 'LEFT'));
  await work.each(now!.length, (at) => {
    const code = now![at]!;
    if (places.get(code) === 'LEFT') places.set(code, undefined);
    else if (!places.has(code)) places.set(code, 'ENTERED');
  });
  const either = await work.sort([...places.keys()], byText);
  const [earlier, later] = numbersOf(pair);
  return work.flatMap(either, (code): Below[] => {
    const place = places.get(code);
    return place || context.hasChanged(code, earlier, later) ? [{ code, place }] : [];
  });
}

async function codesBelow({ code, view }: Within, at: Moment, context: Context): Promise<readonly string[]> {
  const options = { view, direction: 'DOWN', at, loaders: context.loaders, maxDepth: MAX_DEPTH } as const;
  const found = await descendantsOf(code, options, {}, context);
  return context.loaders.work.map(found, ({ state }) => state.code);
}
