import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { badInput } from '../../errors';
import { when, type MaybePromise } from '../../maybe-promise';
import { HierarchyPath } from '../../schema/hierarchy';
import { PathsArgs } from '../../schema/arguments';
import { toCode } from '../../domain/codes';
import type { Context } from '../../domain/context';
import { within, type Moment } from '../../domain/moment';
import { recordsOf } from '../../domain/records/organisation';
import { simplePaths, toPath, type Step } from '../../domain/hierarchy/path';
import { DEEPEST, walked, type Walk } from '../../domain/hierarchy/traverse';

const MOST_PATHS = 20;

@Resolver()
export class PathsResolver {
  @Query(() => [HierarchyPath], {
    description:
      "The hops from one organisation to another in a view, upwards, else downwards; simple paths, shortest first, for example from 'G81086' to 'Y59'; [] when there is none. Unknown codes are an error.",
  })
  paths(@Args(() => PathsArgs) args: PathsArgs, @Ctx() context: Context) {
    return paths(args, within(context.root, args.asOf, context), context);
  }
}

function paths({ from, to, view, limit }: PathsArgs, at: Moment, { loaders }: Context): MaybePromise<HierarchyPath[]> {
  if (limit < 1 || limit > MOST_PATHS) throw badInput(`limit takes 1 to ${MOST_PATHS}; got ${limit}.`);
  const walk: Walk = { view, direction: 'UP', at, loaders, maxDepth: DEEPEST };
  const [start, end] = [toCode(from), toCode(to)];
  return when(known([start, end], at, loaders), () =>
    when(upwards(start, end, limit, walk), (up) => {
      if (up.length > 0) return up.map((steps) => toPath(steps, at));
      return when(upwards(end, start, limit, walk), (down) => down.map((steps) => toPath([...steps].reverse(), at)));
    }),
  );
}

function upwards(from: string, to: string, limit: number, walk: Walk): MaybePromise<(readonly Step[])[]> {
  return when(walked(from, walk), (reached) => simplePaths(reached, to, limit));
}

/** Errors: BAD_USER_INPUT for a code that the release does not know. */
export function known(codes: readonly string[], at: Moment, loaders: Context['loaders']): MaybePromise<void> {
  return when(recordsOf(codes, at, loaders), (records) => {
    const unknown = codes.find((_, index) => records[index] === null);
    if (unknown !== undefined) throw badInput(`No organisation '${unknown}' in the release of ${at.release.id}.`);
  });
}
