/** The program of the thread that parses a file of a release: chunks of XML in, records and their rows out. */
import { parentPort, workerData } from 'node:worker_threads';
import { LoadRefused } from '../errors';
import type { Manifest } from '../reading/manifest';
import { PartReader } from '../reading/read-part';
import { packBatch } from './packed-batch';
import { RecordMemo } from '../memo/record-memo';
import { partSink, type ThreadAnswer, type ThreadInput } from './read-facts';
import { RecordRows } from './record-facts';

const { file, date, recordsBefore, remembers, memo } = workerData as ThreadInput;
const rows = new RecordRows(recordsBefore, date, memo && new RecordMemo(memo));
let manifest: Manifest | undefined;

const receive = (read: Manifest) => {
  rows.date ??= read.publicationDate;
  manifest = read;
};
const reader = new PartReader(file, partSink(rows, remembers, receive));

parentPort!.on('message', (chunk: Uint8Array | null) => {
  const found = answer(chunk);
  parentPort!.postMessage(found, [found.packed.bytes.buffer as ArrayBuffer]);
});

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
  const found = { packed: packBatch(rows.take()), ...(manifest && { manifest }) };
  manifest = undefined;
  return found;
}
