import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { when } from '../../maybe-promise';
import { Belonging } from '../../schema/hierarchy';
import { Organisation } from '../../schema/organisation';
import { BelongsToArgs } from '../../schema/arguments';
import { belongings, type Belonged } from '../../domain/hierarchy/belongs-to';
import type { Context } from '../../domain/context';
import { within, type Moment } from '../../domain/moment';
import { OrganisationAt } from '../../domain/records/organisation';
import { toPath } from '../../domain/hierarchy/path';
import { DEEPEST, type Walk } from '../../domain/hierarchy/traverse';

@Resolver(() => Organisation)
export class BelongingResolver {
  @FieldResolver(() => Belonging, {
    description:
      "The organisations of a kind that it belongs to in a view, or why there is none, for example the ICB 'QWE' of a practice.",
  })
  belongsTo(
    @Root() { code, moment }: OrganisationAt,
    @Args(() => BelongsToArgs) { kind, view, asOf }: BelongsToArgs,
    @Ctx() context: Context,
  ) {
    return belonging(code, kind, view, within(moment, asOf, context), context);
  }
}

/** What siblings belong to is found side by side. */
function belonging(
  code: string,
  kind: BelongsToArgs['kind'],
  view: BelongsToArgs['view'],
  at: Moment,
  { loaders, derived, together }: Context,
) {
  const walk: Walk = { view, direction: 'UP', at, loaders, maxDepth: DEEPEST };
  const question = `belonging ${kind} ${view}`;
  const found = derived.list<Belonged>(question, code, at, () =>
    together.load(`${question} ${at.text}`, [code], (codes) => belongings(codes, kind, walk)),
  );
  return when(found, ([belonged]) => toBelonging(belonged!, at));
}

function toBelonging({ found, reason, stoppedAt }: Belonged, at: Moment): Belonging {
  return {
    organisations: found.map(({ state }) => new OrganisationAt(state, at)),
    reason,
    stoppedAt: stoppedAt && new OrganisationAt(stoppedAt, at),
    paths: found.map(({ steps }) => toPath(steps, at)),
  };
}
