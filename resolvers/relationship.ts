import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { LinkRow } from '../graph/keys';
import { both, type MaybePromise } from '../maybe-promise';
import { RelationshipConnection } from '../schema/connection';
import type { LinkDirection } from '../schema/enums';
import { Organisation } from '../schema/organisation';
import { Relationship, RelationshipType } from '../schema/relationship';
import { AsOfArgs, RelationshipsArgs } from '../schema/arguments';
import { entries, relationshipTypeNamed } from '../domain/records/code-lists';
import { toFilter } from '../domain/codes';
import type { Context } from '../domain/context';
import { activeAt } from '../domain/records/dated';
import { within, type Moment } from '../domain/moment';
import { endOf, keyOf, type OrganisationAt } from '../domain/records/organisation';
import { pageOf, questionOf } from '../domain/page';
import { compareRelationships, keysetOfRelationship, RelationshipAt } from '../domain/records/relationship';

@Resolver(() => Organisation)
export class RelationshipsResolver {
  @FieldResolver(() => RelationshipConnection, {
    description:
      "Raw relationships, both ways unless `direction` says, by type, other code, start (none first), id, for example the RE4 to 'QWE'. Only those that held on the date unless `includeInactive`.",
  })
  relationships(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => RelationshipsArgs) args: RelationshipsArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, args.asOf, context);
    return relationshipsOf(code, at, args, context);
  }

  @Query(() => [RelationshipType], {
    description: "The relationship code list of a release, by number, for example 'RE2' before 'RE10'.",
  })
  relationshipTypes(@Args(() => AsOfArgs) { asOf }: AsOfArgs, @Ctx() context: Context) {
    return entries('relationship', within(context.root, asOf, context), context.loaders);
  }
}

@Resolver(() => Relationship)
export class RelationshipResolver {
  @FieldResolver(() => RelationshipType, { description: "Its type, for example 'RE4', IS COMMISSIONED BY." })
  type(@Root() { row, moment }: RelationshipAt, @Ctx() { loaders }: Context) {
    return relationshipTypeNamed(row.type, moment, loaders);
  }

  @FieldResolver(() => Organisation, {
    description: "The organisation that stores it, for example a practice of 'RE4'.",
  })
  source(@Root() { sourceCode, moment }: RelationshipAt, @Ctx() { loaders }: Context) {
    return endOf(sourceCode, moment, loaders);
  }

  @FieldResolver(() => Organisation, {
    description: "The organisation it points at, for example a commissioner of 'RE4'.",
  })
  target(@Root() { targetCode, moment }: RelationshipAt, @Ctx() { loaders }: Context) {
    return endOf(targetCode, moment, loaders);
  }
}

/** The page of an organisation's relationships that was asked for. */
function relationshipsOf(code: string, at: Moment, args: RelationshipsArgs, context: Context) {
  const { types, direction, includeInactive } = args;
  const wanted = toFilter(types, 'types', context.limits.codes);
  const question = questionOf('relationships', at, code, wanted, direction, includeInactive);
  const [outgoing, incoming] = linksOf(code, at, direction, wanted, context);
  return both(outgoing, incoming, (up, down) => {
    const items = relationshipsAt(code, at, up, down.flat()).filter(
      ({ row }) => (wanted === null || wanted.includes(row.type)) && (includeInactive || activeAt(row, at)),
    );
    return pageOf({ items, keysetOf: keysetOfRelationship, nodeOf: (item) => item }, args, question, context);
  });
}

type Links = MaybePromise<readonly LinkRow[]>;

/** The stored links that may be wanted: outgoing ones of all types, incoming ones by type. */
function linksOf(
  code: string,
  at: Moment,
  direction: LinkDirection | null | undefined,
  wanted: readonly string[] | null,
  { loaders, linkTypes }: Context,
): [outgoing: Links, incoming: MaybePromise<readonly (readonly LinkRow[])[]>] {
  const key = keyOf(code, at);
  const types = linkTypes.filter((type) => wanted === null || wanted.includes(type));
  return [
    direction === 'DOWN' ? [] : loaders.outgoing.load(key),
    direction === 'UP' ? [] : loaders.incoming.loadMany(types.map((type) => ({ ...key, type }))),
  ];
}

/** The links of an organisation at a moment, in order; one that leads to itself is there once. */
export function relationshipsAt(
  code: string,
  at: Moment,
  outgoing: readonly LinkRow[],
  incoming: readonly LinkRow[],
): RelationshipAt[] {
  const others = outgoing.length > 0 ? incoming.filter(({ other }) => other !== code) : incoming;
  return [
    ...outgoing.map((row) => new RelationshipAt(row, at, code, true)),
    ...others.map((row) => new RelationshipAt(row, at, code, false)),
  ].sort(compareRelationships);
}
