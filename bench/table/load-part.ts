import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { LoadReport } from '../../graph-seed/load-report';
import { endLater } from '../support/ending';
import type { Figure } from './figures';
import { MAIN } from './context';

export interface Loaded {
  readonly figures: readonly Figure[];
  /** The releases in words. */
  readonly release: string;
}

/** Loads releases into a new store, one after another, each with the start of the database. */
export async function loadAll(dataDir: string, files: readonly string[]): Promise<Loaded> {
  const figures: Figure[] = [];
  const dates: string[] = [];
  let last: LoadReport | undefined;
  for (const file of files) {
    const { report, seconds, megabytes, cpu } = await load(dataDir, file);
    const what = last ? 'load of the next release' : 'first load';
    figures.push({ what, server: 'ours', value: seconds, unit: 's', noise: 0, cpu });
    figures.push({ what: `${what}, memory of the loader`, server: 'ours', value: megabytes, unit: 'MB', noise: 0 });
    dates.push(report.release);
    last = report;
  }
  const name = last!.isSample ? 'the sample of' : 'the releases of';
  return { figures, release: `${name} ${dates.join(' and ')} with ${last!.organisations} organisations` };
}

async function load(dataDir: string, file: string) {
  const started = performance.now();
  const env = { ...process.env, NEO4J_URI: '', NEO4J_PASSWORD: '', DATA_DIR: dataDir };
  const child = spawn(process.execPath, [...MAIN, 'load', file, '--json'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close') as Promise<[number]>;
  const done = endLater(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await closed;
  });
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  const used = { megabytes: 0, cpu: 0 };
  const timer = setInterval(() => Object.assign(used, look(child.pid!) ?? used), 100);
  const [code] = await closed;
  clearInterval(timer);
  await done();
  if (code !== 0) throw new Error(`ods-graph load ${file} ended with ${code}.`);
  const [report] = JSON.parse(out) as [LoadReport];
  return { report, seconds: (performance.now() - started) / 1_000, ...used };
}

/** Peak memory in MB and CPU seconds of a process so far. Linux only. */
function look(pid: number) {
  try {
    const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return { megabytes: Math.round((Number(peak) * 1_024) / 1e6), cpu: (Number(stat[11]) + Number(stat[12])) / 100 };
  } catch {
    return undefined;
  }
}
