import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { writeReleases } from '../../../sample/write-release';
import { createRandom, pick } from '../../oracle/comparison/draw';
import { compareChannel, CHANNELS } from '../../oracle/channels/compare-channels';
import type { Service } from '../../oracle/channels/channel';
import { readRelease, type Release } from '../../oracle/reading/release';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { runCommand } from '../../support/process/run-command';

jest.setTimeout(120_000); // commands are started, and the first reads of a new database are slow

/** Each is asked about a half of the organisations. */
const MOMENTS = [
  ['2022-06-30', 'LEGAL'],
  ['2024-09-30', 'OPERATIONAL'],
] as const;

let gateway: TestGateway;
let service: Service;
let release: Release;
let codes: readonly string[];
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-channels-test-'));
  release = await readRelease((await writeReleases(folder, { releases: [2] }))[0]!);
  rmSync(folder, { recursive: true, force: true });
  const random = createRandom(20_260_830);
  const known = [...release.entries.values()].flatMap(({ unresolved, code }) => (unresolved ? [] : [code]));
  const drawn = Array.from({ length: 20 }, () => pick(random, known));
  codes = [...new Set([...Object.values(KNOWN_CASES).filter((code) => known.includes(code)), ...drawn])];
  gateway = await openGateway(sampleGraph(), { reads: { deadlineMs: 20_000 }, limits: { timeoutMs: 60_000 } }); // the first reads of a new database are slow
  const { uri, password } = sharedNeo4j();
  const command = async (args: readonly string[]) => {
    const { code, out, notes } = await runCommand(args, { NEO4J_URI: uri, NEO4J_PASSWORD: password });
    if (code !== 0) throw new Error(notes);
    return out;
  };
  service = { url: gateway.url, command };
});
afterAll(() => gateway.close());

test.each(Object.keys(CHANNELS))(
  '%s says what the release says, of every known case and of others',
  async (channel) => {
    for (const [at, [date, basis]] of MOMENTS.entries()) {
      const half = codes.filter((_, index) => index % MOMENTS.length === at);
      const { facts, differences } = await compareChannel(channel, service, { release, date, basis }, half);
      expect(differences).toEqual([]);
      expect(facts).toBeGreaterThan(4 * half.length);
    }
  },
);
