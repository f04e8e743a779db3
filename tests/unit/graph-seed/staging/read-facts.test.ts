import { join } from 'node:path';
import { LoadRefused } from '../../../../graph-seed/errors';
import type { Manifest } from '../../../../graph-seed/reading/manifest';
import type { Part } from '../../../../graph-seed/reading/release-file';
import { readFacts, type ThreadSettings } from '../../../../graph-seed/staging/read-facts';
import type { ReadBatch } from '../../../../graph-seed/staging/record-facts';
import { organisation, releaseXml, type ReleaseInput } from '../../../support/database/release-builder';

const THREAD: ThreadSettings = { program: join(__dirname, '../../../support/facts-thread.cjs'), leastBytes: 0 };
const HERE: ThreadSettings = { program: null };

function partOf(xml: string, chunk = 1_000): Part {
  const bytes = Buffer.from(xml);
  async function* stream() {
    for (let from = 0; from < bytes.length; from += chunk) yield bytes.subarray(from, from + chunk);
  }
  return { name: 'Full.xml', bytes: bytes.length, stream };
}

async function read(part: Part, settings: ThreadSettings, onBatch: (batch: ReadBatch) => void = () => undefined) {
  const events: unknown[] = [];
  let bytes = 0;
  const sink = {
    manifest: (manifest: Manifest) => void events.push(manifest),
    batch: (batch: ReadBatch) => {
      onBatch(batch);
      events.push(...batch.records);
      for (const [kind, lines] of batch.rows) events.push([kind, Buffer.from(lines).toString()]);
    },
  };
  const skipped = await readFacts(
    part,
    { date: null, recordsBefore: 7, remembers: false, memo: null },
    sink,
    (all) => (bytes = all),
    settings,
  );
  return { events, skipped, bytes };
}

const RELEASE: ReleaseInput = {
  full: [
    ...Array.from({ length: 40 }, (_, at) => organisation(`P${at}`, { name: `É &quot;${at}&quot;\n\u{1F3E5}` })),
    organisation('C1').replace('<Name>', '<Unknown><a/></Unknown><Name>'),
  ],
};

test('a thread of its own gives the same manifest, records and skipped elements, in the same order', async () => {
  const xml = releaseXml(RELEASE);
  const found = await read(partOf(xml), THREAD);
  expect(found.events.filter((event) => !Array.isArray(event))).toHaveLength(42);
  expect(found.events).toContainEqual(['states', expect.stringMatching(/^8\t[0-9a-f]{16}\tP0\t\[/)]);
  expect(found.skipped.size).toBe(1);
  expect(found).toEqual(await read(partOf(xml), HERE));
});

test.each([
  ['broken at its end', releaseXml(RELEASE).slice(0, -40)],
  ['broken in a record', releaseXml(RELEASE).replace('</Name>', '</Nam>')],
  ['of another version', releaseXml({ ...RELEASE, version: '3-0-0' })],
])('a file that is %s is refused for the same reason', async (_, xml) => {
  const error = await read(partOf(xml), HERE).catch((refused: Error) => refused);
  expect(error).toBeInstanceOf(LoadRefused);
  await expect(read(partOf(xml), THREAD)).rejects.toEqual(error);
});

test('an error of the receiver or of the file ends the thread', async () => {
  const fails = () => {
    throw new LoadRefused('not this one');
  };
  await expect(read(partOf(releaseXml(RELEASE)), THREAD, fails)).rejects.toThrow('not this one');
  const part = partOf(releaseXml(RELEASE));
  async function* broken() {
    yield* part.stream();
    throw new LoadRefused('cut short');
  }
  await expect(read({ ...part, stream: broken }, THREAD)).rejects.toThrow('cut short');
});
