import { badInput } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import type { ReleaseRow } from '../../ods/facts';

/**
 * Yields the pages as long as the releases that they are read from are loaded: the facts of a removed release are deleted.
 * Throws BAD_USER_INPUT.
 */
export async function* whileLoaded<Page>(
  pages: AsyncIterable<Page>,
  releases: readonly ReleaseRow[],
  isLoaded: (release: ReleaseRow) => MaybePromise<boolean>,
): AsyncGenerator<Page, void, void> {
  for await (const page of pages) {
    for (const release of releases)
      if (!(await isLoaded(release))) throw badInput(`The release ${release.id} was removed during the export.`);
    yield page;
  }
}
