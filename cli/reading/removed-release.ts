import { isLoaded } from '../../graph/catalog';
import type { ReadSide } from '../../graph/read-side';
import type { ReleaseRow } from '../../ods/facts';
import { CommandError } from '../command';

/** Throws a CommandError if a release was removed from the graph: what was read of it may lack facts that are deleted. */
export async function refuseRemoved({ catalog }: ReadSide, release: ReleaseRow): Promise<void> {
  if (!(await isLoaded(catalog, release))) throw new CommandError(`The release ${release.id} was removed meanwhile.`);
}
