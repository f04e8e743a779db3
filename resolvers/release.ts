import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { OdsRelease } from '../schema/release';
import { ReleaseArgs } from '../schema/arguments';
import type { Context } from '../domain/context';
import { loadedReleases, releaseWithId } from '../domain/releases';

@Resolver()
export class ReleaseResolver {
  @Query(() => [OdsRelease], { description: 'The loaded releases, newest first.' })
  releases(@Ctx() context: Context) {
    return loadedReleases(context);
  }

  @Query(() => OdsRelease, {
    nullable: true,
    description:
      'The release with this id, or the live release if there is no `id`. Null if the release is not loaded.',
  })
  release(@Args(() => ReleaseArgs) { id }: ReleaseArgs, @Ctx() context: Context) {
    return releaseWithId(id, context);
  }
}
