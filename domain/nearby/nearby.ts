import type { Loaders } from '../../graph/loaders';
import type { WorkBudget } from '../../work-budget';
import type { Near } from '../../schema/nearby/near';
import type { Context } from '../context';
import type { Moment } from '../moment';
import type { CandidateChunk } from '../search/candidate-chunk';
import { findCandidates, type SearchCriteria } from '../search/candidates';
import { circleOf } from './centre';
import { placesIn } from './places';

/** The organisations near a place: codes in order of distance, and the distance of each in metres. */
export interface Nearby {
  readonly codes: readonly string[];
  readonly metres: ReadonlyMap<string, number>;
}

/** Returns the organisations of the moment's release that `near` names. Throws BAD_USER_INPUT, see `circleOf`. */
export async function organisationsNear(near: Near, at: Moment, context: Context): Promise<Nearby> {
  const { work } = context.loaders;
  const circle = await circleOf(near, context);
  const found = await (await placesIn(at, context)).within(circle, work);
  const codes = await work.map(found, ({ code }) => code);
  const metres = new Map<string, number>();
  await work.each(found.length, (index) => void metres.set(found[index]!.code, found[index]!.metres));
  return { codes, metres };
}

/** Returns the distance of an organisation in kilometres; null if it is not near. */
export function distanceIn(nearby: Nearby | null, code: string): number | null {
  const metres = nearby?.metres.get(code);
  return metres === undefined ? null : metres / 1_000;
}

/** Returns the candidates of a search near a place, nearest first. Everything but their order is as in `findCandidates`. */
export async function candidatesNear(
  nearby: Nearby,
  criteria: SearchCriteria,
  loaders: Loaders,
): Promise<CandidateChunk> {
  const { after, ...others } = criteria;
  const among = others.among ?? nearby.codes;
  const found = isOpen(others) ? null : await allOf(await findCandidates({ ...others, among, after: null }, loaders));
  const codes = found === null ? nearby.codes : await inOrderOf(nearby, found, loaders.work);
  if (!after) return { codes, next: null };
  const last = codes.indexOf(after);
  return { codes: last < 0 ? [] : codes.slice(last + 1), next: null };
}

/** Returns the codes that are near, nearest first. */
async function inOrderOf(nearby: Nearby, codes: readonly string[], work: WorkBudget): Promise<string[]> {
  const wanted = new Set<string>();
  await work.each(codes.length, (index) => void wanted.add(codes[index]!));
  return work.filter(nearby.codes, (code) => wanted.has(code));
}

/** Returns the candidates that are near, nearest first, after the code that was typed. */
export async function nearestOf(
  candidates: CandidateChunk,
  exact: string,
  nearby: Nearby,
  { work }: Loaders,
): Promise<CandidateChunk> {
  const suggested = await allOf(candidates);
  const codes = await inOrderOf(nearby, suggested, work);
  const isTyped = suggested.includes(exact);
  return { codes: isTyped ? [exact, ...codes.filter((code) => code !== exact)] : codes, next: null };
}

/** What a cursor of a search depends on besides the release: the place, and the postcodes that it is found with. */
export function nearScope({ postcode, latitude, longitude, km }: Near, { postcodes }: Context['snapshot']): string {
  return JSON.stringify([postcode, latitude, longitude, km, postcodes]);
}

/** Whether a search has no criterion besides its place. */
function isOpen({ text, postcode, uprn, roles, kinds, among }: SearchCriteria): boolean {
  const lists = [roles, kinds].some((list) => list && list.length > 0);
  return !lists && !among && [text, postcode, uprn].every((each) => typeof each !== 'string');
}

async function allOf(start: CandidateChunk): Promise<string[]> {
  const codes: string[] = [];
  for (let chunk: CandidateChunk | undefined = start; chunk; chunk = await chunk.next?.()) codes.push(...chunk.codes);
  return codes;
}
