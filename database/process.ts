import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Identifies a process by its number and start time, because the operating system reuses numbers. */
export interface ProcessId {
  readonly pid: number;
  /** Start time, in a format of the operating system. */
  readonly born: string;
}

/** Returns the process with this number, or null if there is none. */
export function identify(pid: number): ProcessId | null {
  const born = process.platform === 'linux' ? startTimeOnLinux(pid) : startTimeByPs(pid);
  return born === null ? null : { pid, born };
}

export function isAlive({ pid, born }: ProcessId): boolean {
  return identify(pid)?.born === born;
}

/**
 * Returns field 22 of /proc/PID/stat. Field 2 is the name in parentheses, which may contain spaces, so the fields are
 * counted after it. Returns null for a process that has ended: a zombie without other threads. As long as one of its threads
 * still ends, its ports and files are taken.
 */
function startTimeOnLinux(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'X' || (fields[0] === 'Z' && readdirSync(`/proc/${pid}/task`).length < 2)) return null;
    return fields[19] ?? null;
  } catch {
    return null;
  }
}

function startTimeByPs(pid: number): string | null {
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
    // The process has ended in the meantime.
  }
}

/**
 * Sends SIGTERM, then SIGKILL after `graceMs` milliseconds; 0 means SIGKILL at once. Resolves when the process has
 * ended.
 */
export async function terminate(target: ProcessId, graceMs: number): Promise<void> {
  signal(target, 'SIGCONT');
  signal(target, graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
  const since = performance.now();
  let forced = graceMs <= 0;
  while (isAlive(target)) {
    if (!forced && performance.now() - since > graceMs) {
      signal(target, 'SIGKILL');
      forced = true;
    }
    await sleep(25);
  }
}

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const exitHandlers = new Set<() => void>();

/**
 * Calls a synchronous handler when this process exits, or receives a signal that has no other listener. Returns a
 * function that removes the handler.
 */
export function onExit(handler: () => void): () => void {
  if (exitHandlers.size === 0) toggleListeners('on');
  exitHandlers.add(handler);
  return () => {
    exitHandlers.delete(handler);
    if (exitHandlers.size === 0) toggleListeners('off');
  };
}

function toggleListeners(how: 'on' | 'off'): void {
  process[how]('exit', runExitHandlers);
  for (const name of Object.keys(EXIT_CODES) as (keyof typeof EXIT_CODES)[]) process[how](name, exitOnSignal);
}

function runExitHandlers(): void {
  for (const handler of exitHandlers) handler();
}

/** Exits on a signal, unless the program has its own listener for it; then that listener decides when to exit. */
function exitOnSignal(name: NodeJS.Signals): void {
  if (process.listenerCount(name) === 1) process.exit(EXIT_CODES[name as keyof typeof EXIT_CODES]);
}
