import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { ReleaseRow } from '../graph/keys';
import { OdsRelease } from '../schema/release';
import { ReleaseArgs } from '../schema/arguments';
import type { Context } from '../domain/context';

@Resolver()
export class ReleaseResolver {
  @Query(() => [OdsRelease], { description: "The loaded releases, newest first, for example '2024-10-31'." })
  releases(@Ctx() { snapshot }: Context) {
    return snapshot.releases.map((row) => toRelease(row, snapshot.live));
  }

  @Query(() => OdsRelease, {
    nullable: true,
    description: "The live release, or the one asked for, for example '2024-10-31'; null when that is not loaded.",
  })
  release(@Args(() => ReleaseArgs) { id }: ReleaseArgs, @Ctx() { snapshot }: Context) {
    return releaseOf(id ?? snapshot.live.id, snapshot.releases, snapshot.live);
  }
}

/** The release of an id among the loaded ones, or null. */
export function releaseOf(id: string, loaded: readonly ReleaseRow[], live: ReleaseRow): OdsRelease | null {
  const row = loaded.find((release) => release.id === id.trim());
  return row ? toRelease(row, live) : null;
}

function toRelease(row: ReleaseRow, live: ReleaseRow): OdsRelease {
  return { ...row, isLive: row.number === live.number };
}
