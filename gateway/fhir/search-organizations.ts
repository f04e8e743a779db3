import { createHash } from 'node:crypto';
import { KnownError } from '../../errors';
import { beginningWith, begins, type BeginningPart } from '../../domain/search/prefix';
import type { Loaders } from '../../graph/loaders';
import { byText } from '../../ods/orders';
import type { HoldingRow, StateRow } from '../../graph/keys';
import type { Context } from '../../domain/context';
import { activeWanted, byDates, isActive } from './active';
import type { Moment } from '../../domain/moment';
import { keyOf } from '../../domain/records/organisation';

/** What a FHIR search asks of organisations: every part that is given must hold. A list is any of its values. */
export interface OrganisationsAsked {
  readonly codes?: readonly string[];
  readonly name?: string;
  readonly exactName?: string;
  readonly postcode?: string;
  readonly town?: string;
  readonly country?: string;
  /** Roles held at some time: one of each list. */
  readonly roles?: readonly (readonly string[])[];
  readonly withoutRoles?: readonly string[];
  /** Roles that are active: one of each list. */
  readonly activeRoles?: readonly (readonly string[])[];
  readonly active?: readonly boolean[];
  readonly changed?: readonly Bound[];
}

/** How a date compares with one that was given. */
export interface Bound {
  readonly is: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
  readonly date: string;
}

/** A search with more results than this is refused. */
export const MOST_RESULTS = 50_000;
/** Records asked about at once. */
const STEP = 5_000;

/**
 * Codes of the organisations that a search finds, in order; it is made once for each release and day. `signal` ends the
 * work. Errors: TOO_MANY_RESULTS, DATABASE_*.
 */
export async function organisationsFound(
  asked: OrganisationsAsked,
  at: Moment,
  { derived, loaders }: Pick<Context, 'derived' | 'loaders'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const question = createHash('sha256')
    .update(JSON.stringify([asked, byDates(at)]))
    .digest('base64url');
  return derived.list('fhir', question, at, () => found(asked, at, loaders, signal));
}

/** Refuses what has more results than a search may have. Errors: TOO_MANY_RESULTS. */
export function checkResults(results: number): void {
  if (results > MOST_RESULTS)
    throw new KnownError('TOO_MANY_RESULTS', `A search has at most ${MOST_RESULTS} results; this one has more.`);
}

async function found(
  asked: OrganisationsAsked,
  at: Moment,
  loaders: Loaders,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const kept: string[] = [];
  const codes = await candidates(asked, at, loaders);
  for (let from = 0; from < codes.length; from += STEP) {
    signal.throwIfAborted();
    kept.push(...(await keptOf(codes.slice(from, from + STEP), asked, at, loaders)));
  }
  checkResults(kept.length);
  return kept;
}

/** What the parts leave that need no record: in order, each once. */
async function candidates(asked: OrganisationsAsked, at: Moment, loaders: Loaders): Promise<readonly string[]> {
  const { withoutRoles = [] } = asked;
  const [sets, without] = await Promise.all([
    Promise.all(narrowing(asked, at, loaders)),
    holdersOf(withoutRoles, at, loaders),
  ]);
  const [smallest, ...others] = sets.sort((a, b) => a.length - b.length);
  const members = others.map((set) => new Set(set));
  const excluded = new Set(without);
  const codes = smallest ?? (await everyCode(at, loaders));
  return [...new Set(codes)]
    .filter((code) => !excluded.has(code) && members.every((set) => set.has(code)))
    .sort(byText);
}

function narrowing(asked: OrganisationsAsked, at: Moment, loaders: Loaders): Promise<readonly string[]>[] {
  const { codes, name = asked.exactName, postcode, town, roles = [], activeRoles = [] } = asked;
  const sets = [...roles, ...activeRoles].map((any) => holdersOf(any, at, loaders));
  const beginning = async (part: BeginningPart, text: string) => beginningWith(part, text, at.release.number, loaders);
  if (codes) sets.push(Promise.resolve(codes));
  if (name !== undefined) sets.push(beginning('name', name));
  if (postcode !== undefined) sets.push(beginning('postcode', postcode));
  if (town !== undefined) sets.push(beginning('town', town));
  return sets;
}

async function holdersOf(roles: readonly string[], at: Moment, loaders: Loaders): Promise<readonly string[]> {
  const keys = [...new Set(roles)].map((role) => ({ role, release: at.release.number }));
  return (await loaders.holders.loadMany(keys)).flat();
}

/** Every code of a release. Errors: TOO_MANY_RESULTS for a release that has more than a search may have. */
async function everyCode({ release }: Moment, loaders: Loaders): Promise<readonly string[]> {
  checkResults(release.organisations);
  const codes: string[] = [];
  for (let next: readonly string[] = ['']; next.length > 0; codes.push(...next))
    next = await loaders.codes.load({ after: codes.at(-1) ?? '', release: release.number });
  return codes;
}

async function keptOf(
  codes: readonly string[],
  asked: OrganisationsAsked,
  at: Moment,
  loaders: Loaders,
): Promise<readonly string[]> {
  const keys = codes.map((code) => keyOf(code, at));
  const states = await loaders.state.loadMany(keys);
  const left = states.flatMap((state) => (state && isWanted(state, asked, at) ? [state.code] : []));
  const { activeRoles = [] } = asked;
  if (activeRoles.length === 0) return left;
  const held = await loaders.roles.loadMany(left.map((code) => keyOf(code, at)));
  return left.filter((_, index) => activeRoles.every((any) => holdsAny(held[index]!, any, at)));
}

function isWanted(state: StateRow, asked: OrganisationsAsked, at: Moment): boolean {
  const { exactName, town, country, changed = [] } = asked;
  const active = activeWanted(asked.active, at);
  return (
    !state.unresolved &&
    (active === null || active.includes(isActive(state, at))) &&
    (exactName === undefined || state.name === exactName) &&
    (town === undefined || begins(state.town, town)) &&
    (country === undefined || begins(state.country, country)) &&
    changed.every((bound) => isWithin(state.lastChanged, bound))
  );
}

function holdsAny(held: readonly HoldingRow[], roles: readonly string[], at: Moment): boolean {
  return held.some((holding) => roles.includes(holding.code) && isActive(holding, at));
}

function isWithin(date: string | null, { is, date: given }: Bound): boolean {
  if (date === null) return false;
  const order = byText(date, given);
  return COMPARED[is](order);
}

const COMPARED: Readonly<Record<Bound['is'], (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};
