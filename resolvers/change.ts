import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { ChangeConnection } from '../schema/connection';
import { ChangesArgs } from '../schema/arguments';
import { changesBetween } from '../domain/changes/changes';
import type { Context } from '../domain/context';

@Resolver()
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    description:
      'The differences between two loaded releases, one entry per code, ordered by code. If `to` is the older release, ADDED and REMOVED change places, and so do CLOSED and REOPENED.',
  })
  changes(@Args(() => ChangesArgs) args: ChangesArgs, @Ctx() context: Context) {
    return changesBetween(args, context);
  }
}
