import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { HOME } from '../../config';

/** The machine in a few words, for example "2 cores of AMD EPYC 7B13, 24 GB". */
export function machineText(): string {
  const cores = cpus();
  const model = (cores[0]?.model ?? 'an unknown processor').replace(/\(R\)|\(TM\)| @.*| CPU/g, '').trim();
  return `${cores.length} cores of ${model}, ${Math.round(totalmem() / 2 ** 30)} GB`;
}

/** The load average of the last minute. */
export const loadNow = () => Number(loadavg()[0]!.toFixed(1));

/** The commit, with "and changes" if files differ from it; "unknown" outside of a work tree. */
export function commitText(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: HOME, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', ':!bench', ':!docs');
    return git('rev-parse', '--short=7', 'HEAD') + (changed === '' ? '' : ' and changes');
  } catch {
    return 'unknown';
  }
}
