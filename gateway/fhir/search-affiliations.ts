import { KnownError } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import { byText, startOf } from '../../ods/orders';
import type { CodeListRow } from '../../ods/facts';
import { relationshipTypeByCode } from '../../domain/records/code-lists';
import type { Context } from '../../domain/context';
import { boundsOf } from '../cost/release-bounds';
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

/** Searches with more results are rejected, and those that read twice as many relationships. */
const MAX_RESULTS = 50_000;
const MAX_READ = 2 * MAX_RESULTS;
/** Relationships that are read together, by the measured lengths of the lists. */
const READ_AT_ONCE = 20_000;

/** The context of a search. `charge` takes points from the client. */
type SearchContext = Pick<Context, 'loaders' | 'linkTypes' | 'snapshot'> & {
  readonly charge: (points: number) => Promise<void>;
};

/**
 * Returns the relationships that match, in the wanted order, then by source, type, target, start and id. It charges for
 * those that it reads, as soon as they are read. Throws TOO_MANY_RESULTS, DATABASE_*.
 */
export async function findAffiliations(
  { filter, sort = [] }: { readonly filter: AffiliationFilter; readonly sort?: AffiliationOrder },
  at: Moment,
  context: SearchContext,
): Promise<readonly RelationshipAt[]> {
  const { work } = context.loaders;
  const [sources, targets, types] = [filter.sources, filter.targets, filter.types].map(
    (codes) => codes && new Set(codes),
  );
  const active = activeFilter(filter.active, at);
  const found = await work.filter(
    await storedRelationships(filter, at, context),
    ({ sourceCode, targetCode, row }) =>
      (!sources || sources.has(sourceCode)) &&
      (!targets || targets.has(targetCode)) &&
      (!types || types.has(row.type)) &&
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

function fromSources(codes: readonly string[], at: Moment, context: SearchContext): Promise<RelationshipAt[]> {
  return inGroups(codes, context, async (group) => {
    const links = await context.loaders.outgoing.loadMany(group.map((code) => keyOf(code, at)));
    return group.flatMap((code, index) => links[index]!.map((row) => new RelationshipAt(row, at, code, true)));
  });
}

function toTargets(
  { targets = [], types }: AffiliationFilter,
  at: Moment,
  context: SearchContext,
): Promise<RelationshipAt[]> {
  const wanted = context.linkTypes.filter((type) => !types || types.includes(type));
  return inGroups(targets, context, async (group) => {
    const keys = group.flatMap((code) => wanted.map((type) => ({ ...keyOf(code, at), type })));
    const links = await context.loaders.incoming.loadMany(keys);
    return context.loaders.work.flatMap(keys, ({ code }, index) =>
      links[index]!.map((row) => new RelationshipAt(row, at, code, false)),
    );
  });
}

/** Reads the relationships of some organisations, those of a group together. Throws TOO_MANY_RESULTS as soon as they are too many. */
async function inGroups(
  codes: readonly string[],
  { snapshot, charge }: SearchContext,
  read: (group: readonly string[]) => Promise<readonly RelationshipAt[]>,
): Promise<RelationshipAt[]> {
  const bounds = boundsOf(snapshot);
  const found: RelationshipAt[] = [];
  for (const group of groupsOf(codes, (code) => bounds?.lengthOf(code, 'relationships') ?? Infinity)) {
    const relationships = await read(group);
    if (found.length + relationships.length > MAX_READ)
      throw new KnownError('TOO_MANY_RESULTS', `The search reads more than ${MAX_READ} relationships.`);
    await charge(Math.floor(relationships.length / RELATIONSHIPS_PER_POINT));
    for (const relationship of relationships) found.push(relationship);
  }
  return found;
}

const RELATIONSHIPS_PER_POINT = 32;

/** Returns the codes in groups that have few relationships together, or one code with many. */
export function groupsOf(codes: readonly string[], lengthOf: (code: string) => number): string[][] {
  const groups: string[][] = [];
  let left = 0;
  for (const code of codes) {
    const length = lengthOf(code);
    if (groups.length === 0 || length > left) {
      groups.push([]);
      left = READ_AT_ONCE;
    }
    groups.at(-1)!.push(code);
    left -= length;
  }
  return groups;
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
