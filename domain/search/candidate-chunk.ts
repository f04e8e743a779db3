import type { WorkBudget } from '../../work-budget';

/**
 * Candidates come in chunks, in the order of the search. The caller reads the facts of a chunk to decide which of its
 * codes match; `next` reads the following chunk.
 */
export interface CandidateChunk {
  readonly codes: readonly string[];
  readonly next: (() => Promise<CandidateChunk>) | null;
  /** Reads what is searched instead if no candidate of this chunk matches. */
  readonly otherwise?: (() => Promise<CandidateChunk>) | null;
}

/** Returns the first `max` candidates that pass `filter`, which is called with batches of candidates, in order. */
export async function scanCandidates(
  start: CandidateChunk,
  max: number,
  filter: (codes: readonly string[]) => Promise<readonly string[]> | readonly string[],
): Promise<string[]> {
  const kept: string[] = [];
  let step = Math.min(Math.max(2 * max, MIN_STEP), MAX_STEP);
  for (let chunk: CandidateChunk | undefined = start; chunk; chunk = await following(chunk, kept.length > 0)) {
    for (let from = 0; from < chunk.codes.length && kept.length < max;) {
      const to = from + step;
      kept.push(...(await filter(chunk.codes.slice(from, to))));
      from = to;
      step = Math.min(2 * step, MAX_STEP);
    }
    if (kept.length >= max) break;
  }
  return kept.slice(0, max);
}

/** Candidates per batch: enough to fill a page, few enough to keep each query short. */
const MIN_STEP = 40;
const MAX_STEP = 5_000;

/** Reads what follows a chunk, given whether any candidate so far has matched. */
export async function following(chunk: CandidateChunk, hasMatches: boolean): Promise<CandidateChunk | undefined> {
  return (await chunk.next?.()) ?? (hasMatches ? undefined : await chunk.otherwise?.());
}

/** Drops the candidates up to and including a code. Nothing is left when the code is not among them. */
export async function startAfter(chunk: CandidateChunk, after: string | null): Promise<CandidateChunk> {
  if (after === null) return chunk;
  const index = chunk.codes.indexOf(after);
  if (index >= 0) return { codes: chunk.codes.slice(index + 1), next: chunk.next };
  const next = chunk.next ?? chunk.otherwise;
  return next ? startAfter(await next(), after) : { codes: [], next: null };
}

/** Keeps the candidates that are in every set. */
export async function intersect(
  chunk: CandidateChunk,
  sets: readonly ReadonlySet<string>[],
  work: WorkBudget,
): Promise<CandidateChunk> {
  if (sets.length === 0) return chunk;
  const { codes, next, otherwise } = chunk;
  return {
    codes: await work.filter(codes, (code) => sets.every((set) => set.has(code))),
    next: next && (async () => intersect(await next(), sets, work)),
    otherwise: otherwise && (async () => intersect(await otherwise(), sets, work)),
  };
}
