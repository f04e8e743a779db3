import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isEmpty, needsSample } from '../../../cli/load-sample';
import { KnownError } from '../../../errors';

const stop = { requested: false };

describe('whether the graph is empty', () => {
  afterEach(() => jest.restoreAllMocks());

  /** A probe that fails with each error in turn, while two minutes pass between its calls. */
  function probeWith(errors: KnownError[]) {
    const real = performance.now();
    let calls = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => real + calls * 120_000);
    return async () => {
      calls++;
      const error = errors.shift();
      if (error) throw error;
    };
  }
  const lines: string[] = [];
  const report = { line: (text: string) => void lines.push(text) } as never;
  const slow = () => new KnownError('DATABASE_TIMEOUT', 'The database did not answer within 2000 ms.');

  test('is decided when the database answers, however long that takes, and the wait is reported', async () => {
    const probe = probeWith([slow(), slow(), slow(), new KnownError('NO_RELEASE', 'No release is loaded.')]);
    expect(await isEmpty(probe, { report }, stop)).toBe(true);
    expect(lines[0]).toBe('Waiting for the database: The server of the database does not answer.');
  });

  test('is false with a release, and undefined after a signal to stop', async () => {
    expect(await isEmpty(probeWith([slow()]), { report }, stop)).toBe(false);
    expect(await isEmpty(probeWith([]), { report }, { requested: true })).toBeUndefined();
  });
});

test('the sample is loaded into an empty graph, and completed if its load was interrupted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-mark-'));
  const config = { DATA_DIR: folder };
  expect([needsSample(true, config), needsSample(false, config)]).toEqual([true, false]);
  writeFileSync(join(folder, 'sample-unfinished'), '');
  expect(needsSample(false, config)).toBe(true);
  rmSync(folder, { recursive: true });
});
