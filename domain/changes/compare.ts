import type { Loaders } from '../../graph/loaders';
import type { FactKey, StateRow } from '../../graph/keys';
import type { OrganisationChange } from '../../schema/change';
import type { ChangeKind } from '../../schema/enums';
import type { Context } from '../context';
import { differences, type Said } from './difference';
import type { Moment } from '../moment';
import { keyOf, OrganisationAt } from '../records/organisation';

/** Two releases, each at the moment at which its organisations are shown. */
export interface Compared {
  readonly before: Moment;
  readonly after: Moment;
}

/** Which changes are asked for; null filters nothing. */
export interface Wanted {
  readonly kinds: readonly ChangeKind[] | null;
  readonly code: string | null;
}

/** Codes that are compared at once: at first, and at most when few of them turn out to be wanted. */
const FEWEST = 200;
const MOST = 1_000;

/**
 * The first changes, in order of code and beginning after one, at most `most`. What no release between the two has
 * touched is not looked at; the rest is compared a part at a time, for four reads each.
 */
export async function changesAfter(
  code: string,
  most: number,
  wanted: Wanted,
  compared: Compared,
  context: Context,
): Promise<OrganisationChange[]> {
  const found: OrganisationChange[] = [];
  const size = Math.min(Math.max(FEWEST, 2 * most), MOST);
  const candidates =
    wanted.code === null ? touchedBy(compared, code, context) : wanted.code > code ? [wanted.code] : [];
  for (const codes of parts(candidates, size)) {
    found.push(...(await changesOf(codes, wanted.kinds, compared, context.loaders)));
    if (found.length >= most) return found.slice(0, most);
  }
  return found;
}

function touchedBy({ before, after }: Compared, code: string, { touched }: Context): Iterable<string> {
  const [earlier, later] = [before.release.number, after.release.number].sort((a, b) => a - b);
  return touched(earlier!, later!, code);
}

/** A sequence in lists of a size, each twice as long as the one before, up to the longest. */
function* parts(codes: Iterable<string>, first: number): Generator<string[]> {
  let part: string[] = [];
  let size = first;
  for (const code of codes) {
    if (part.push(code) < size) continue;
    yield part;
    part = [];
    size = Math.min(2 * size, MOST);
  }
  if (part.length > 0) yield part;
}

/** What is known of one code before it is compared in full. */
interface Pair {
  readonly code: string;
  readonly before: StateRow | null;
  readonly after: StateRow | null;
  readonly kind: ChangeKind;
}

async function changesOf(
  codes: readonly string[],
  kinds: readonly ChangeKind[] | null,
  compared: Compared,
  loaders: Loaders,
): Promise<OrganisationChange[]> {
  const states = await loaders.state.loadMany(keysOf(codes, compared));
  const pairs = codes.flatMap((code, at) => pairOf(code, states[at]!, states[codes.length + at]!));
  const wanted = pairs.filter(({ kind }) => kinds === null || kinds.includes(kind));
  const both = wanted.filter(({ before, after }) => before && after);
  const said = await saidOf(both, compared, loaders);
  return wanted.flatMap(({ code, before, after, kind }) => {
    const shown = after ? new OrganisationAt(after, compared.after) : new OrganisationAt(before!, compared.before);
    const known = said.get(code);
    const detail = known ? differences(...known) : [];
    return known && detail.length === 0 ? [] : { code, kind, organisation: shown, detail };
  });
}

function keysOf(codes: readonly string[], { before, after }: Compared): FactKey[] {
  return [before, after].flatMap((moment) => codes.map((code) => keyOf(code, moment)));
}

/** Both states of a code with the kind of change that they may be; nothing when neither release describes it. */
function pairOf(code: string, was: StateRow | null, is: StateRow | null): Pair | [] {
  const [before, after] = [was, is].map((state) => (state?.unresolved ? null : state)) as [
    Pair['before'],
    Pair['after'],
  ];
  if (!before && !after) return [];
  if (!before || !after) return { code, before, after, kind: after ? 'ADDED' : 'REMOVED' };
  if (before.status === after.status) return { code, before, after, kind: 'CHANGED' };
  return { code, before, after, kind: after.status === 'ACTIVE' ? 'REOPENED' : 'CLOSED' };
}

/** What either release says of organisations that both describe, by code. */
async function saidOf(
  pairs: readonly Pair[],
  compared: Compared,
  { roles, outgoing, successors }: Loaders,
): Promise<Map<string, [before: Said, after: Said]>> {
  const keys = keysOf(
    pairs.map(({ code }) => code),
    compared,
  );
  const [held, links, successions] = await Promise.all([
    roles.loadMany(keys),
    outgoing.loadMany(keys),
    successors.loadMany(keys),
  ]);
  const said = (state: StateRow, at: number): Said => ({
    state,
    roles: held[at]!,
    links: links[at]!,
    successions: successions[at]!,
  });
  return new Map(
    pairs.map(({ code, before, after }, at) => [code, [said(before!, at), said(after!, pairs.length + at)]]),
  );
}
