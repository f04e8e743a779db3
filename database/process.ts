import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process, told apart from a later one that was given the same number. */
export interface ProcessId {
  readonly pid: number;
  /** When it was started, in the system's own notation. */
  readonly born: string;
}

/** The process with this number, or null when there is none. */
export function identify(pid: number): ProcessId | null {
  const born = process.platform === 'linux' ? bornOnLinux(pid) : bornByPs(pid);
  return born === null ? null : { pid, born };
}

export function isAlive({ pid, born }: ProcessId): boolean {
  return identify(pid)?.born === born;
}

/** Field 22 of /proc/PID/stat, counted after the name, which may hold spaces. A zombie has ended. */
function bornOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function bornByPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

export function signal(target: ProcessId, name: NodeJS.Signals): void {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, name);
  } catch {
    // It ended in between.
  }
}

/** Ends a process: politely, then by force after `politeMs`. Resolves once it is gone. */
export async function end(target: ProcessId, politeMs: number): Promise<void> {
  signal(target, 'SIGCONT');
  signal(target, politeMs > 0 ? 'SIGTERM' : 'SIGKILL');
  const since = performance.now();
  let forced = politeMs <= 0;
  while (isAlive(target)) {
    if (!forced && performance.now() - since > politeMs) {
      signal(target, 'SIGKILL');
      forced = true;
    }
    await sleep(25);
  }
}

const ENDINGS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const works = new Set<() => void>();

/**
 * Does the work, which must not wait, when this process ends by itself or by a signal that nobody else listens to.
 * Returns how to take that back.
 */
export function atEnd(work: () => void): () => void {
  if (works.size === 0) listenForEnd('on');
  works.add(work);
  return () => {
    works.delete(work);
    if (works.size === 0) listenForEnd('off');
  };
}

function listenForEnd(how: 'on' | 'off'): void {
  process[how]('exit', doWorks);
  for (const name of Object.keys(ENDINGS) as (keyof typeof ENDINGS)[]) process[how](name, leaveToOthers);
}

function doWorks(): void {
  for (const work of works) work();
}

/** A listener of the program's own, if there is one, decides when and how it ends. */
function leaveToOthers(name: NodeJS.Signals): void {
  if (process.listenerCount(name) === 1) process.exit(ENDINGS[name as keyof typeof ENDINGS]);
}
