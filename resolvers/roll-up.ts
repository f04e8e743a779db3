import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { Kind } from '../ods/kinds';
import type { Loaders } from '../graph/loaders';
import type { MeasureRow, StateRow } from '../graph/keys';
import { rolesOfKinds } from '../domain/search/candidates';
import { when, type MaybePromise } from '../maybe-promise';
import { RollUp } from '../schema/roll-up';
import { RollUpArgs } from '../schema/arguments';
import { belongings } from '../domain/hierarchy/belongs-to';
import { toCode } from '../domain/codes';
import type { Context } from '../domain/context';
import { activeAt } from '../domain/records/dated';
import { ofKinds } from './kinds';
import { measureNamed, valuesOf } from '../domain/measures/values';
import { within, type Moment } from '../domain/moment';
import { known } from './hierarchy/paths';
import { statesOf } from '../domain/records/organisation';
import { toRollUp, type Placed } from '../domain/measures/roll-up-groups';
import { DEEPEST, nearestFirst, walked } from '../domain/hierarchy/traverse';

@Resolver()
export class RollUpResolver {
  @Query(() => RollUp, {
    description:
      'Counts, or sums a measure over, the organisations of a kind active on the date, grouped by the organisations of another kind that each belongs to (as `belongsTo`), for example the patients of practices by ICB.',
  })
  rollUp(@Args(() => RollUpArgs) args: RollUpArgs, @Ctx() context: Context) {
    const at = within(context.root, args.asOf, context);
    const { measure: id } = args;
    return when(typeof id === 'string' ? measureNamed(id, context) : null, (measure) =>
      when(placed(args, measure, at, context), (items) => toRollUp(items, measure, at)),
    );
  }
}

/** Every organisation that is counted, by code, with what it belongs to and its value. */
function placed(
  { of, by, view, within: under }: RollUpArgs,
  measure: MeasureRow | null,
  at: Moment,
  context: Context,
): MaybePromise<readonly Placed[]> {
  const { loaders, derived, snapshot } = context;
  const parent = under ? { code: toCode(under.code), view: under.view } : null;
  const values = measure ? `${measure.id} ${snapshot.generation}` : '';
  const question = `roll-up ${of} ${by} ${view} ${parent?.view ?? ''} ${values}`;
  return derived.list<Placed>(question, parent?.code ?? '', at, async () => {
    const codes = await (parent ? below(parent, at, loaders) : candidates(of, at, loaders));
    const states = await counted(codes, of, at, loaders);
    const own = states.map(({ code }) => code);
    const walk = { view, direction: 'UP', at, loaders, maxDepth: DEEPEST } as const;
    const belonged = await belongings(own, by, walk);
    const rows = measure ? await valuesOf(own, measure, at, context) : [];
    return states.map((state, index) => {
      const { found, reason } = belonged[index]!;
      return { state, above: found.map((one) => one.state), reason, value: measure ? (rows[index]?.value ?? null) : 1 };
    });
  });
}

/** What lies under an organisation. Errors: BAD_USER_INPUT for an unknown code. */
async function below({ code, view }: NonNullable<RollUpArgs['within']>, at: Moment, loaders: Loaders) {
  await known([code], at, loaders);
  return nearestFirst(await walked(code, { view, direction: 'DOWN', at, loaders, maxDepth: DEEPEST }));
}

/** Every code that may be of a kind: it held such a role at some time. */
async function candidates(of: Kind, { release }: Moment, loaders: Loaders): Promise<readonly string[]> {
  const roles = rolesOfKinds([of]);
  if (roles === null) return everybody(release.number, loaders);
  const holders = await loaders.holders.loadMany(roles.map((role) => ({ role, release: release.number })));
  return [...new Set(holders.flat())];
}

async function everybody(release: number, loaders: Loaders): Promise<readonly string[]> {
  const codes: string[] = [];
  for (let more = true; more;) {
    const next = await loaders.codes.load({ after: codes.at(-1) ?? '', release });
    more = next.length > 0;
    codes.push(...next);
  }
  return codes;
}

/** Those of some codes that are of a kind and active, by code. */
async function counted(codes: readonly string[], of: Kind, at: Moment, loaders: Loaders): Promise<StateRow[]> {
  const states = await statesOf([...codes].sort(), at, loaders);
  const open = states.filter((state) => activeAt(state, at)).map((state) => ({ state }));
  return (await ofKinds(open, [of], at, loaders)).map(({ state }) => state);
}
