import { Args, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { badInput } from '../../errors';
import type { StateRow } from '../../graph/keys';
import { all, when, type MaybePromise } from '../../maybe-promise';
import { OrganisationConnection } from '../../schema/connection';
import { Organisation } from '../../schema/organisation';
import { AncestorsArgs, ChildCountArgs, DescendantsArgs } from '../../schema/arguments';
import type { Context } from '../../domain/context';
import {
  byCode,
  codeAlone,
  listOf,
  wanted,
  type Listed,
  type ListedFilter,
} from '../../domain/hierarchy/linked-organisation';
import { within, type Moment } from '../../domain/moment';
import { OrganisationAt, statesOf } from '../../domain/records/organisation';
import { pageOf, questionOf } from '../../domain/page';
import { nearestFirst, toDepth, walked, walkedFrom, type Walk } from '../../domain/hierarchy/traverse';

const DEFAULT_DEPTH = 12;
const MOST_CODES = 10_000;

@Resolver(() => Organisation)
export class DescentResolver {
  @FieldResolver(() => [Organisation], {
    description:
      "Everyone above in a view, each once, nearest first, then by code, for example a practice's Sub ICB Location, ICB and region.",
  })
  ancestors(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => AncestorsArgs) { view, maxDepth, asOf }: AncestorsArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, asOf, context);
    return ancestors(
      code,
      { view, direction: 'UP', at, loaders: context.loaders, maxDepth: toDepth(maxDepth) },
      context,
    );
  }

  @FieldResolver(() => OrganisationConnection, {
    description:
      "Everyone below in a view, at any depth, each once, ordered by code, for example a region's practices. Walks through ends that were not active and leaves them out; `kinds` filters what is listed, not the walk.",
  })
  descendants(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => DescendantsArgs) args: DescendantsArgs,
    @Ctx() context: Context,
  ) {
    const at = within(moment, args.asOf, context);
    const question = questionOf('descendants', at, code, args.view, args.kinds, args.maxDepth);
    const walk = downwards(args, at, context, toDepth(args.maxDepth));
    return when(below(code, walk, args, context), (items) =>
      pageOf(listOf(items, codeAlone, code, at), args, question, context),
    );
  }

  @FieldResolver(() => [ID], {
    description:
      "The codes of `descendants`, unpaged, at most 10,000 (more is an error), for joining with other data, for example 'G81086'.",
  })
  descendantCodes(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => ChildCountArgs) args: ChildCountArgs,
    @Ctx() context: Context,
  ) {
    const walk = downwards(args, within(moment, args.asOf, context), context, DEFAULT_DEPTH);
    return when(below(code, walk, args, context), toDescendantCodes);
  }
}

/** Those of siblings are walked to side by side. */
function ancestors(code: string, walk: Walk, { derived, together }: Context): MaybePromise<OrganisationAt[]> {
  const question = `ancestors ${walk.view} ${walk.maxDepth}`;
  const found = derived.list<StateRow>(question, code, walk.at, () =>
    when(
      together.load(`${question} ${walk.at.text}`, [code], (codes) => ancestorsOf(codes, walk)),
      ([states]) => states!,
    ),
  );
  return when(found, (states) => states.map((state) => new OrganisationAt(state, walk.at)));
}

function ancestorsOf(codes: readonly string[], walk: Walk): MaybePromise<StateRow[][]> {
  return when(walkedFrom(codes, walk), (reached) =>
    all(reached.map((one) => statesOf(nearestFirst(one), walk.at, walk.loaders))),
  );
}

/** Descendants by code. */
export function below(code: string, walk: Walk, { kinds }: ListedFilter, { derived }: Context) {
  const { view, maxDepth, at } = walk;
  return derived.list<Listed>(`descendants ${view} ${maxDepth} ${kinds ?? ''}`, code, at, () =>
    when(descendants(code, walk, { kinds }), (items) => [...items].sort(byCode)),
  );
}

function downwards({ view }: Pick<Walk, 'view'>, at: Moment, { loaders }: Context, maxDepth: number): Walk {
  return { view, direction: 'DOWN', at, loaders, maxDepth };
}

/** Everyone below that is listed, with the links of one hop. */
export function descendants(code: string, walk: Walk, filter: ListedFilter): MaybePromise<readonly Listed[]> {
  const { at, loaders } = walk;
  return when(walked(code, walk), (reached) => {
    const first = reached.hops.get(code) ?? [];
    const linksOf = (below: string) => first.filter((hop) => hop.code === below).map(({ link }) => link);
    return when(statesOf(nearestFirst(reached), at, loaders), (states) => {
      const items = states.map((state) => ({
        state,
        links: reached.depths.get(state.code) === 1 ? linksOf(state.code) : [],
      }));
      return wanted(items, filter, at, loaders);
    });
  });
}

/** Codes, in the order of the items. Errors: BAD_USER_INPUT above 10,000. */
export function toDescendantCodes(items: readonly Listed[]): string[] {
  if (items.length > MOST_CODES)
    throw badInput(
      `descendantCodes names at most ${MOST_CODES} codes; there are ${items.length}. Ask for fewer kinds.`,
    );
  return items.map(({ state }) => state.code);
}
