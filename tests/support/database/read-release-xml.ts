import { readPart } from '../../../graph-seed/reading/read-part';
import type { Manifest } from '../../../graph-seed/reading/manifest';
import type { PublishedRecord } from '../../../graph-seed/reading/record';

/** Reads one XML file of a release from memory, in chunks of a size. */
export async function readReleaseXml(xml: string | Buffer, chunkSize = 65_536) {
  const bytes = Buffer.from(xml);
  async function* stream() {
    for (let from = 0; from < bytes.length; from += chunkSize) yield bytes.subarray(from, from + chunkSize);
  }
  const records: PublishedRecord[] = [];
  let manifest: Manifest | undefined;
  const skipped = await readPart(
    { name: 'made.xml', bytes: bytes.length, stream },
    { manifest: (found) => (manifest = found), record: (record) => records.push(record) },
  );
  return { manifest: manifest!, records, skipped };
}
