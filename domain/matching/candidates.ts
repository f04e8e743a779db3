import type { Loaders } from '../../graph/loaders';
import { kindsOf, type Kind } from '../../ods/kinds';
import type { RoleRow, StateRow } from '../../ods/facts';
import { periods } from '../../ods/periods';
import type { MatchedPart } from '../../ods/matching/matched-parts';
import { byText } from '../../ods/orders';
import { activeAt } from '../records/dated';
import type { Moment } from '../moment';
import { keyOf, OrganisationAt } from '../records/organisation';
import type { Compared } from './compare';
import type { ParsedItem } from './items';

/** A record that an item may mean, with its dates and kinds counted. */
export interface Candidate extends Omit<Compared, 'code'> {
  readonly organisation: OrganisationAt;
  readonly formerName: string | null;
}

/** What the score of a record is multiplied with. */
const OTHER_KIND = 0.8;
const NOT_ACTIVE = 0.9;
/** Without a date, a record that was closed so many years before may still be what an item means, but not likely. */
const YEARS_CLOSED = 3;

/** Reads the records of all items together and returns the candidates of each item, likeliest first. */
export async function candidatesOf(
  items: readonly ParsedItem[],
  compared: readonly (readonly Compared[])[],
  loaders: Loaders,
): Promise<Candidate[][]> {
  const [states, roles, formerNames] = await Promise.all([
    readAll(items, compared, (code, at) => keyOf(code, at), loaders.state),
    readAll(items, compared, (code, at, { kind }) => (kind === null ? null : keyOf(code, at)), loaders.roles),
    readAll(items, compared, formerKey, loaders.state),
  ]);
  return items.map((item, index) => {
    const found = compared[index]!.flatMap((each) => {
      const state = states.get(each) ?? null;
      if (state === null || state.unresolved) return [];
      const former = formerNames.get(each)?.name ?? null;
      return [toCandidate(each, item, state, roles.get(each) ?? [], former === state.name ? null : former)];
    });
    return found.sort(byScore);
  });
}

type ToKey<Key> = (code: string, at: Moment, item: ParsedItem, compared: Compared) => Key | null;

function formerKey(code: string, _at: Moment, _item: ParsedItem, { formerRelease }: Compared) {
  return formerRelease === null ? null : { code, release: formerRelease };
}

/** Loads one row for each compared record that has a key, all with one call. */
async function readAll<Key, Row>(
  items: readonly ParsedItem[],
  compared: readonly (readonly Compared[])[],
  toKey: ToKey<Key>,
  loader: { loadMany(keys: readonly Key[]): PromiseLike<readonly Row[]> | readonly Row[] },
): Promise<ReadonlyMap<Compared, Row>> {
  const keyed = items.flatMap((item, index) =>
    compared[index]!.flatMap((each) => {
      const key = toKey(each.code, item.at, item, each);
      return key === null ? [] : [{ each, key }];
    }),
  );
  const rows = await loader.loadMany(keyed.map(({ key }) => key));
  return new Map(keyed.map(({ each }, at) => [each, rows[at]!]));
}

function toCandidate(
  { code: _code, ...compared }: Compared,
  { at, kind }: ParsedItem,
  state: StateRow,
  roles: readonly RoleRow[],
  formerName: string | null,
): Candidate {
  const isKind = kind !== null && isOfKind(state, roles, kind, at);
  const factor = (kind === null || isKind ? 1 : OTHER_KIND) * dateFactor(state, at);
  const parts = compared.matchedOn.map((part) => (part === 'FORMER_NAME' && formerName === null ? 'NAME' : part));
  const matchedOn: readonly MatchedPart[] = isKind ? [...parts, 'KIND'] : parts;
  return {
    ...compared,
    organisation: new OrganisationAt(state, at),
    formerName,
    matchedOn,
    score: compared.score * factor,
    shortened: compared.shortened * factor,
  };
}

function isOfKind(state: StateRow, roles: readonly RoleRow[], kind: Kind, { date, basis }: Moment): boolean {
  return kindsOf(state, roles, date, basis).includes(kind);
}

/** A record that is not active is less likely: at a given date always, otherwise if it was closed years before. */
function dateFactor(state: StateRow, at: Moment): number {
  if (activeAt(state, at)) return 1;
  if (at.hasOwnDate) return NOT_ACTIVE;
  const since = `${Number(at.date.slice(0, 4)) - YEARS_CLOSED}${at.date.slice(4)}`;
  return periods(state, at.basis).some(({ end }) => end > since) ? 1 : NOT_ACTIVE;
}

/** Among equals, active ones come first, then by code. */
function byScore(a: Candidate, b: Candidate): number {
  const byActive = Number(b.organisation.isActive) - Number(a.organisation.isActive);
  return b.score - a.score || byActive || byText(a.organisation.code, b.organisation.code);
}
