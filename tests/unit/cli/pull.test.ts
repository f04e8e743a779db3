import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError, reportError } from '../../../cli/command';
import { tellWebhook } from '../../../cli/pull/tell-webhook';
import { watch } from '../../../cli/pull/watch';
import { silentReport } from '../../../cli/report';
import { readConfig } from '../../../config';
import type { LoadReport } from '../../../graph-seed/load-report';
import { Unavailable } from '../../../updates/errors';
import { runCommand } from '../../support/process/run-command';
import { fileName, KEY, someBytes, startTrudStandIn, type TrudStandIn } from '../../support/updates/trud-stand-in';

const MARCH = { date: '2024-03-29', bytes: someBytes(2_000) };
let service: TrudStandIn;
let folder: string;
beforeAll(async () => {
  service = await startTrudStandIn([MARCH]);
  folder = mkdtempSync(join(tmpdir(), 'ods-graph-pull-command-'));
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command and searches the key in all that it prints. */
async function pull(args: readonly string[], env: Record<string, string> = {}) {
  const settings = { TRUD_API_KEY: KEY, TRUD_URL: service.url, RELEASE_DIR: folder, LOG_LEVEL: 'debug', ...env };
  const result = await runCommand(['pull', '--download-only', ...args], settings);
  expect(`${result.out}${result.notes}`.toLowerCase()).not.toContain(KEY);
  return result;
}

test('exits 0 after a download and 4 if there is nothing new; prints the list as text and JSON without addresses', async () => {
  const dry = await pull(['--dry-run']);
  expect(dry).toMatchObject({ code: 0, out: `2024-03-29  ${fileName(MARCH.date)}  2,000 bytes  new\n` });
  expect(await pull([])).toMatchObject({ code: 0, out: `Downloaded: ${fileName(MARCH.date)}.\n` });
  expect(await pull([])).toMatchObject({ code: 4, out: '', notes: expect.stringContaining('Nothing new.') });
  expect(await pull(['--since', '2025-01-01'])).toMatchObject({ code: 4 });
  expect(readdirSync(join(folder, 'item-341'))).toEqual([fileName(MARCH.date)]);
  const { code, out } = await pull(['--list', '--json']);
  expect([code, JSON.parse(out)]).toEqual([
    0,
    expect.objectContaining({ releases: [expect.objectContaining({ date: MARCH.date, state: 'NEW', bytes: 2_000 })] }),
  ]);
});

test('exits 5 if the service refuses the key or the item, and 6 if it cannot be used', async () => {
  expect(await pull([], { TRUD_API_KEY: '0123456789' })).toMatchObject({ code: 5 });
  expect(await pull(['--item', '58'])).toMatchObject({ code: 5, notes: expect.stringContaining('item 58') });
  const context = { report: silentReport, env: {} };
  expect(reportError(new Unavailable('maintenance'), context)).toBe(6);
});

test.each([
  [['--since', '2024-02-30'], 'Expected a date such as 2024-10-31.'],
  [['--keep', '0'], 'Expected a whole number'],
  [['--item', 'ods'], 'Expected the number of an item'],
  [['--watch', '8d'], 'Expected an interval from 1m to 7d'],
])('exits 2 for %j', async (args, message) => {
  expect(await pull(args)).toMatchObject({ code: 2, notes: expect.stringContaining(message) });
});

test.each([
  [{ TRUD_API_KEY: '' }, 'Set TRUD_API_KEY to the key'],
  [{ TRUD_API_KEY: `${KEY}/x` }, 'TRUD_API_KEY: expected the key on the account page'],
  [{ TRUD_URL: 'http://trud.example.org' }, 'with https'],
  [{ HTTPS_PROXY: 'nonsense' }, 'HTTPS_PROXY is not an address'],
  [{ RELEASE_WEBHOOK_URL: 'https://hooks.example.org/t0ken' }, 'RELEASE_WEBHOOK_SECRET: expected a secret'],
  [{ RELEASE_WEBHOOK_SECRET: 'whsec_short-but-long-enough' }, 'whsec_ and at least 16 bytes in Base64'],
])('exits 2 for the settings %j', async (env, message) => {
  const { code, notes } = await pull([], env);
  expect([code, notes]).toEqual([2, expect.stringContaining(message)]);
  expect(notes).not.toContain('t0ken');
});

test('the sample is not told to the webhook, and nothing without its address', async () => {
  const secret = { RELEASE_WEBHOOK_URL: 'http://127.0.0.1:1/', RELEASE_WEBHOOK_SECRET: 'a secret of sixteen' };
  const contextOf = (env: Record<string, string>) => ({
    ...{ env, config: () => readConfig(env), out: () => undefined, report: silentReport },
  });
  await tellWebhook({ isSample: true } as LoadReport, contextOf(secret));
  await tellWebhook({ isSample: false } as LoadReport, contextOf({}));
});

describe('watching', () => {
  const runWatch = async (look: () => Promise<void>, times: number) => {
    const lines: string[] = [];
    let stop: () => void;
    const signal = new Promise<void>((resolve) => (stop = resolve));
    const waits: number[] = [];
    await watch(
      look,
      { env: {}, report: { line: (text) => lines.push(text), progress: () => undefined, done: () => undefined } },
      {
        ...{ intervalMs: 60_000, stop: { requested: false, signal, repeated: signal } },
        wait: async (ms) => {
          if (waits.push(ms) === times) stop();
        },
      },
    );
    return { lines, waits };
  };

  test('looks at once and after each interval, reports failures, and ends with a signal', async () => {
    const outcomes = [4, 6, 1];
    const { lines, waits } = await runWatch(async () => {
      throw new CommandError('nothing today', outcomes.shift() as 1);
    }, 3);
    expect(waits).toEqual([60_000, 60_000, 60_000]);
    expect(lines.filter((line) => line === 'nothing today')).toHaveLength(3);
  });

  test('ends with wrong usage or settings', async () => {
    const look = () => Promise.reject(new CommandError('wrong', 2));
    await expect(runWatch(look, 3)).rejects.toThrow('wrong');
  });
});
