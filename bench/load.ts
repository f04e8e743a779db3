import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadReport } from '../graph-seed/load-report';

/** A measured load: one row of the printed table. */
export interface LoadRow {
  readonly load: string;
  /** Elapsed time, including the start of the program. */
  readonly seconds: number;
  /** Peak resident memory of the loader. */
  readonly megabytes: number;
  readonly organisations: number;
  readonly roles: number;
  readonly relationships: number;
  /** Seconds by stage, from the report. */
  readonly stages: string;
}

const PROGRAM = join(__dirname, '../dist/cli/main.js');
const { NEO4J_JARS, ODS_RELEASES, BENCH_SCALE = 'national' } = process.env;

/**
 * Measures time and memory of `ods-graph load` into a new local Neo4j. Loads the sample, the sample at national size and,
 * if ODS_RELEASES is set, the real releases; each as a first load and as a difference. Run: `npm run bench load`.
 * Set NEO4J_JARS=FOLDER to use jars from `db fetch --to`.
 */
export async function benchLoad(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-bench-'));
  try {
    const rows: LoadRow[] = [];
    const small = await sample(folder, '1');
    rows.push(
      ...(await inNewStore(folder, [
        ['sample, first', small[0]],
        ['sample, difference', small[1]],
        ['sample, again', small[1]],
      ])),
    );
    const large = await sample(folder, BENCH_SCALE);
    rows.push(
      ...(await inNewStore(folder, [
        [`scale ${BENCH_SCALE}, first`, large[0]],
        [`scale ${BENCH_SCALE}, difference`, large[1]],
      ])),
    );
    const real = realReleases();
    const names = ['real, first', 'real, difference', 'real, again'];
    rows.push(
      ...(await inNewStore(
        folder,
        [...real, ...real.slice(-1)].map((file, at) => [names[at] as string, file]),
      )),
    );
    print(rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sample(folder: string, scale: string): Promise<string[]> {
  const { out } = await run(['sample', join(folder, `sample-${scale}`), '--scale', scale], {});
  return out.trim().split('\n');
}

/** Paths of the real releases, ordered by date; empty if ODS_RELEASES is not set. */
function realReleases(): string[] {
  if (!ODS_RELEASES || !existsSync(ODS_RELEASES)) return [];
  const folders = readdirSync(ODS_RELEASES)
    .filter((name) => name.startsWith('release-'))
    .sort();
  return folders.flatMap((name) =>
    readdirSync(join(ODS_RELEASES, name))
      .filter((file) => file.endsWith('.zip'))
      .map((file) => join(ODS_RELEASES, name, file)),
  );
}

async function inNewStore(
  folder: string,
  loads: readonly (readonly [string, string | undefined])[],
): Promise<LoadRow[]> {
  if (loads.length === 0) return [];
  const env = { DATA_DIR: mkdtempSync(join(folder, 'data-')) };
  if (NEO4J_JARS) await run(['db', 'fetch', '--from', NEO4J_JARS], env);
  try {
    const rows: LoadRow[] = [];
    for (const [name, file] of loads) {
      // The first load makes the store and starts the database itself; the others find it running.
      if (rows.length === 1) await run(['db', 'start'], env);
      rows.push(await measured(name, file as string, env));
    }
    return rows;
  } finally {
    await run(['db', 'stop'], env);
  }
}

async function measured(load: string, file: string, env: Record<string, string>): Promise<LoadRow> {
  const started = performance.now();
  const { out, megabytes } = await run(['load', file, '--json'], env);
  const seconds = (performance.now() - started) / 1_000;
  const [report] = JSON.parse(out) as [LoadReport];
  const { records: organisations, roles, relationships, seconds: stages } = report;
  const links = Object.values(relationships).reduce((sum, count) => sum + count, 0);
  return {
    load,
    seconds,
    megabytes,
    organisations,
    roles,
    relationships: links,
    stages: report.outcome === 'UNCHANGED' ? 'nothing to do' : stageText(stages),
  };
}

const stageText = (stages: LoadReport['seconds']) =>
  Object.entries(stages)
    .map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)}`)
    .join(', ');

/** Runs the program and returns its stdout and its peak resident memory (VmHWM of Linux). */
async function run(args: readonly string[], env: Record<string, string>): Promise<{ out: string; megabytes: number }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, NEO4J_URI: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  let megabytes = 0;
  child.stdout.on('data', (chunk) => (out += chunk));
  const timer = setInterval(() => (megabytes = Math.max(megabytes, peak(child.pid as number))), 250);
  const [code] = await once(child, 'close');
  clearInterval(timer);
  if (code !== 0) throw new Error(`ods-graph ${args.join(' ')} ended with ${code}`);
  return { out, megabytes };
}

function peak(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function print(rows: readonly LoadRow[]): void {
  console.log('| load | s | MB | organisations | roles | relationships | stages |');
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  for (const { load, seconds, megabytes, organisations, roles, relationships, stages } of rows)
    console.log(
      `| ${[load, seconds.toFixed(1), megabytes, organisations, roles, relationships, stages].join(' | ')} |`,
    );
}
