import { byText, startOf } from '../../ods/orders';
import type { CodeListRow } from '../../graph/keys';
import { relationshipTypeNamed } from '../../domain/records/code-lists';
import type { Context } from '../../domain/context';
import { activeWanted, isActive } from './active';
import { checkResults } from './search-organizations';
import type { Moment } from '../../domain/moment';
import { keyOf } from '../../domain/records/organisation';
import { RelationshipAt } from '../../domain/records/relationship';

/** What a FHIR search asks of relationships: every part that is given must hold. A list is any of its values. */
export interface AffiliationsAsked {
  readonly ids?: readonly string[];
  readonly sources?: readonly string[];
  readonly targets?: readonly string[];
  readonly types?: readonly string[];
  readonly active?: readonly boolean[];
}

/** What a FHIR OrganizationAffiliation is made of. */
export interface FhirAffiliation {
  readonly relationship: RelationshipAt;
  readonly type: CodeListRow;
}

type Found = Pick<Context, 'loaders' | 'linkTypes'>;

/** The relationships that a search finds, by source, type, target, start, id. Errors: TOO_MANY_RESULTS, DATABASE_*. */
export async function affiliationsFound(
  asked: AffiliationsAsked,
  at: Moment,
  context: Found,
): Promise<readonly RelationshipAt[]> {
  const active = activeWanted(asked.active, at);
  const found = (await stored(asked, at, context))
    .filter(({ sourceCode }) => !asked.sources || asked.sources.includes(sourceCode))
    .filter(({ targetCode }) => !asked.targets || asked.targets.includes(targetCode))
    .filter(({ row }) => !asked.types || asked.types.includes(row.type))
    .filter(({ row }) => active === null || active.includes(isActive(row, at)));
  checkResults(found.length);
  return found.sort(byEnds);
}

/** Relationships with the names of their types. */
export function affiliationsNamed(
  relationships: readonly RelationshipAt[],
  at: Moment,
  { loaders }: Pick<Context, 'loaders'>,
): Promise<FhirAffiliation[]> {
  return Promise.all(
    relationships.map(async (relationship) => ({
      relationship,
      type: await relationshipTypeNamed(relationship.row.type, at, loaders),
    })),
  );
}

/** The relationships under one of some ids. */
export async function affiliationsOf(ids: readonly string[], at: Moment, { loaders }: Pick<Context, 'loaders'>) {
  const keys = ids.map((id) => ({ id, release: at.release.number }));
  const found = await loaders.relationship.loadMany(keys);
  return found.flat().map((row) => new RelationshipAt(row, at, row.source, true));
}

/** Those that the most exact part of a search leaves. */
function stored(asked: AffiliationsAsked, at: Moment, context: Found): Promise<RelationshipAt[]> {
  if (asked.ids) return affiliationsOf(asked.ids, at, context);
  return asked.sources ? fromSources(asked.sources, at, context) : toTargets(asked, at, context);
}

async function fromSources(codes: readonly string[], at: Moment, { loaders }: Found): Promise<RelationshipAt[]> {
  const links = await loaders.outgoing.loadMany(codes.map((code) => keyOf(code, at)));
  return codes.flatMap((code, index) => links[index]!.map((row) => new RelationshipAt(row, at, code, true)));
}

async function toTargets(
  { targets = [], types }: AffiliationsAsked,
  at: Moment,
  { loaders, linkTypes }: Found,
): Promise<RelationshipAt[]> {
  const wanted = linkTypes.filter((type) => !types || types.includes(type));
  const keys = targets.flatMap((code) => wanted.map((type) => ({ ...keyOf(code, at), type })));
  const links = await loaders.incoming.loadMany(keys);
  return keys.flatMap(({ code }, index) => links[index]!.map((row) => new RelationshipAt(row, at, code, false)));
}

function byEnds(a: RelationshipAt, b: RelationshipAt): number {
  return (
    byText(a.sourceCode, b.sourceCode) ||
    byText(a.row.type, b.row.type) ||
    byText(a.targetCode, b.targetCode) ||
    byText(startOf(a.row), startOf(b.row)) ||
    byText(a.row.id, b.row.id) ||
    byText(`${a.row.operational} ${a.row.legal}`, `${b.row.operational} ${b.row.legal}`)
  );
}
