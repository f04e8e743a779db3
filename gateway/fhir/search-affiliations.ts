import { KnownError } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import { byText, startOf } from '../../ods/orders';
import type { CodeListRow } from '../../ods/facts';
import { relationshipTypeByCode } from '../../domain/records/code-lists';
import type { Context } from '../../domain/context';
import { activeFilter, isActive } from './active';
import { affiliationsInOrder, type AffiliationOrder } from './sort';
import type { Moment } from '../../domain/moment';
import { keyOf } from '../../domain/records/organisation';
import { RelationshipAt } from '../../domain/records/relationship';

/** Conditions of a search for relationships. All that are present must match; a list matches any of its values. */
export interface AffiliationFilter {
  readonly ids?: readonly string[];
  readonly sources?: readonly string[];
  readonly targets?: readonly string[];
  readonly types?: readonly string[];
  readonly active?: readonly boolean[];
}

/** A relationship with the code list entry of its type. */
export interface TypedRelationship {
  readonly relationship: RelationshipAt;
  readonly type: CodeListRow;
}

/** Searches with more results are rejected. */
const MAX_RESULTS = 50_000;

type SearchContext = Pick<Context, 'loaders' | 'linkTypes'>;

/**
 * Returns the relationships that match, in the wanted order, then by source, type, target, start and id.
 * Throws TOO_MANY_RESULTS, DATABASE_*.
 */
export async function findAffiliations(
  { filter, sort = [] }: { readonly filter: AffiliationFilter; readonly sort?: AffiliationOrder },
  at: Moment,
  context: SearchContext,
): Promise<readonly RelationshipAt[]> {
  const { work } = context.loaders;
  const { sources, targets, types } = filter;
  const active = activeFilter(filter.active, at);
  const found = await work.filter(
    await storedRelationships(filter, at, context),
    ({ sourceCode, targetCode, row }) =>
      (!sources || sources.includes(sourceCode)) &&
      (!targets || targets.includes(targetCode)) &&
      (!types || types.includes(row.type)) &&
      (active === null || active.includes(isActive(row, at))),
  );
  if (found.length > MAX_RESULTS)
    throw new KnownError('TOO_MANY_RESULTS', `The search has more than ${MAX_RESULTS} results.`);
  return work.sort(found, affiliationsInOrder(sort, compareRelationships));
}

/** Loads the types of relationships. */
export function loadTypes(
  relationships: readonly RelationshipAt[],
  at: Moment,
  { loaders }: Pick<Context, 'loaders'>,
): MaybePromise<TypedRelationship[]> {
  return loaders.work.mapTogether(relationships, async (relationship) => ({
    relationship,
    type: await relationshipTypeByCode(relationship.row.type, at, loaders),
  }));
}

/** Returns the relationships with the given ids; an id may have several. */
export async function affiliationsById(ids: readonly string[], at: Moment, { loaders }: Pick<Context, 'loaders'>) {
  const keys = ids.map((id) => ({ id, release: at.release.number }));
  const found = await loaders.relationship.loadMany(keys);
  return found.flat().map((row) => new RelationshipAt(row, at, row.source, true));
}

/** Reads the relationships that match the most selective condition. */
function storedRelationships(filter: AffiliationFilter, at: Moment, context: SearchContext): Promise<RelationshipAt[]> {
  if (filter.ids) return affiliationsById(filter.ids, at, context);
  return filter.sources ? fromSources(filter.sources, at, context) : toTargets(filter, at, context);
}

async function fromSources(
  codes: readonly string[],
  at: Moment,
  { loaders }: SearchContext,
): Promise<RelationshipAt[]> {
  const links = await loaders.outgoing.loadMany(codes.map((code) => keyOf(code, at)));
  const rows = codes.flatMap((code, index) => links[index]!.map((row) => ({ code, row })));
  return loaders.work.map(rows, ({ code, row }) => new RelationshipAt(row, at, code, true));
}

async function toTargets(
  { targets = [], types }: AffiliationFilter,
  at: Moment,
  { loaders, linkTypes }: SearchContext,
): Promise<RelationshipAt[]> {
  const wanted = linkTypes.filter((type) => !types || types.includes(type));
  const keys = targets.flatMap((code) => wanted.map((type) => ({ ...keyOf(code, at), type })));
  const links = await loaders.incoming.loadMany(keys);
  const rows = keys.flatMap(({ code }, index) => links[index]!.map((row) => ({ code, row })));
  return loaders.work.map(rows, ({ code, row }) => new RelationshipAt(row, at, code, false));
}

function compareRelationships(a: RelationshipAt, b: RelationshipAt): number {
  return (
    byText(a.sourceCode, b.sourceCode) ||
    byText(a.row.type, b.row.type) ||
    byText(a.targetCode, b.targetCode) ||
    byText(startOf(a.row), startOf(b.row)) ||
    byText(a.row.id, b.row.id) ||
    byText(`${a.row.operational} ${a.row.legal}`, `${b.row.operational} ${b.row.legal}`)
  );
}
