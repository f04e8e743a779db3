import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { createLogger, throttled } from '../../../telemetry/logger';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is that a slow reader of the log does not hold the process');

function captured(level = 'info') {
  const lines: string[] = [];
  const logger = createLogger({ level, destination: { write: (line: string) => void lines.push(line) } });
  return { logger, lines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('a line is one JSON object with time and level, and an error is serialised', () => {
  const { logger, lines } = captured();
  logger.error({ err: new Error('a\nb'), requestId: 'x' }, 'failed');
  expect(lines()).toEqual([
    {
      level: 50,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      requestId: 'x',
      msg: 'failed',
      err: expect.objectContaining({ message: 'a\nb' }),
    },
  ]);
});

test('lines below the level are not written', () => {
  const { logger, lines } = captured('error');
  logger.warn('not this');
  expect(lines()).toEqual([]);
});

test('excess errors are dropped and the number of dropped lines is logged', async () => {
  const { logger, lines } = captured();
  const log = throttled(logger, { perSecond: 5 });
  for (let at = 0; at < 100; at++) log.error({ at }, 'failed');
  expect(lines().length).toBeLessThanOrEqual(12);
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  log.error({}, 'again');
  const droppedLines = lines().reduce((sum, { dropped = 0 }) => sum + Number(dropped), 0);
  expect(lines().filter(({ msg }) => msg === 'failed').length + droppedLines).toBe(100);
});

test('fault 27: a destination that accepts no data does not block the process', async () => {
  const script = `
    const { createLogger } = require('./telemetry/logger');
    let dropped = 0;
    const logger = createLogger({ level: 'info', onDropped: (lines) => void (dropped += lines) });
    const started = performance.now();
    let at = 0;
    const turn = setInterval(() => {
      for (let n = 0; n < 100; n++) logger.info({ text: 'x'.repeat(1000) }, 'line');
      if (++at < 50) return;
      clearInterval(turn);
      process.stdout.write(JSON.stringify({ ms: performance.now() - started, rss: process.memoryUsage().rss, dropped }), () => process.kill(process.pid, 'SIGKILL'));
    }, 1);`;
  const child = spawn(process.execPath, ['-r', join(HOME, 'tests/support/typescript.cjs'), '-e', script], {
    cwd: HOME,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stderr.pause();
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  await once(child.stdout, 'end');
  child.kill('SIGKILL');
  const { ms, rss, dropped } = JSON.parse(out) as { ms: number; rss: number; dropped: number };
  expect([dropped > 3_000, dropped <= 5_000]).toEqual([true, true]); // 5,000 lines of a kilobyte, of which one megabyte waits
  expect(ms).toBeLessThan(5_000);
  expect(rss).toBeLessThan(200_000_000);
});
