import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress, Stages } from '../progress';
import { checkFreeSpace, BATCH_ROWS, type WriterSettings } from '../writing/journalled-writer';
import { StoreNotMade, type NewStore } from './new-store';
import { writeCsvFiles, type Imported } from './write-files';

/**
 * Makes a new store with the facts of a first release, not published. Returns false, and says why, if that did not
 * work: then there is still no store, and the release is written as any other.
 */
export async function importFirst(
  store: NewStore,
  folder: string,
  imported: Omit<Imported, 'batchRows'>,
  { freeSpace, batchRows = BATCH_ROWS }: WriterSettings,
  stages: Stages,
  report: Progress,
): Promise<boolean> {
  const own = join(folder, 'import');
  try {
    await mkdir(own);
    if (freeSpace) checkFreeSpace(freeSpace);
    const files = await stages.run('files', async () => writeCsvFiles(own, { ...imported, batchRows }));
    await stages.run('importing', () => store.make(files));
    return true;
  } catch (error) {
    if (!(error instanceof StoreNotMade)) throw error;
    report.line(`The release is written in small transactions, not imported at once: ${error.message}.`);
    return false;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
