/** What is known of a running importer, and why it ended. */
import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { STALLED_MS } from './start-progress';

const LOOK_MS = 1_000;

/**
 * Waits until an importer ends, as long as it writes to its folder. Resolves with 0 if it succeeded, else with what it did.
 * One that writes nothing for `stalledMs` is ended.
 */
export async function untilEnd(child: ChildProcess, folder: string, stalledMs = STALLED_MS): Promise<0 | string> {
  const watching = new AbortController();
  const ended = endOf(child).finally(() => watching.abort());
  const stalled = untilStalled(folder, stalledMs, watching.signal).then(() => {
    child.kill('SIGKILL');
    return `wrote nothing for ${Math.round(stalledMs / 1000)} s and was ended`;
  });
  const first = await Promise.race([ended, stalled.catch(() => ended)]);
  await ended.catch(() => undefined);
  return first;
}

function endOf(child: ChildProcess): Promise<0 | string> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code === 0 ? 0 : `ended with ${code ?? signal}`));
  });
}

async function untilStalled(folder: string, stalledMs: number, signal: AbortSignal): Promise<void> {
  let seen = '';
  let grewAt = performance.now();
  while (performance.now() - grewAt <= stalledMs) {
    await sleep(Math.min(LOOK_MS, stalledMs), undefined, { signal });
    const state = stateOf(folder);
    if (state !== seen) grewAt = performance.now();
    seen = state;
  }
}

/** Sizes and times of all files of a folder. Mapped files keep their size while they are written. */
function stateOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const of = (name: string) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found ? [found.size, found.mtimeMs] : [];
  };
  return JSON.stringify(names.map(of));
}

/**
 * Returns the last errors in the output of an importer, for a message; '' if there are none. The output begins with an overview,
 * and lines of the stack follow an error.
 */
export function causeIn(console: string): string {
  const lines = readFileSync(console, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /error|exception|caused by/i.test(line) && !/^at |^WARNING|--verbose/.test(line));
  const last = [...new Set(lines)].slice(-3);
  return last.length === 0 ? '' : ` (${last.join('; ').replace(/\.$/, '').slice(0, 400)})`;
}
