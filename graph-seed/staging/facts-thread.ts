/** The program of the thread that parses a file of a release: chunks of XML in, facts of records out. */
import { parentPort, workerData } from 'node:worker_threads';
import { LoadRefused } from '../errors';
import type { Manifest } from '../reading/manifest';
import { PartReader } from '../reading/read-part';
import type { ThreadAnswer, ThreadInput } from './read-facts';
import { toReadRecord } from './record-facts';

const { file, date } = workerData as ThreadInput;
let published = date;
let manifest: Manifest | undefined;
let records: string[] = [];

const reader = new PartReader(file, {
  manifest: (read) => {
    published ??= read.publicationDate;
    manifest = read;
  },
  record: (record) => void records.push(JSON.stringify(toReadRecord(record, published!))),
});

parentPort!.on('message', (chunk: Uint8Array | null) => parentPort!.postMessage(answer(chunk)));

function answer(chunk: Uint8Array | null): ThreadAnswer {
  try {
    if (chunk) reader.write(chunk);
    else reader.end();
    return { ...read(), ...(chunk === null && { skipped: reader.skipped }) };
  } catch (error) {
    if (error instanceof LoadRefused) return { ...read(), refused: error.message };
    throw error;
  }
}

/** Returns what was read since the last answer. */
function read(): ThreadAnswer {
  const found = { records: `[${records.join(',')}]`, ...(manifest && { manifest }) };
  records = [];
  manifest = undefined;
  return found;
}
