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
