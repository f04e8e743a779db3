import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress, Stages } from '../progress';
import { checkFreeSpace, BATCH_ROWS, type WriterSettings } from '../writing/journalled-writer';
import { StoreNotMade, type CsvFiles, type NewStore } from './new-store';
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
    if (freeSpace) checkFreeSpace(freeSpace);
    const files = await stages.run('files', async () => writeFiles(own, { ...imported, batchRows }));
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

/** A release that is written in transactions needs none of these files, so it may fit where they do not. */
async function writeFiles(own: string, imported: Imported): Promise<CsvFiles> {
  try {
    await mkdir(own);
    return writeCsvFiles(own, imported);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
    throw new StoreNotMade(`the folder for temporary files is full (${message})`, { cause: error });
  }
}
