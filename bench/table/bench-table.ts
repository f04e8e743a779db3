import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../config';
import { CAN_PIN } from '../support/cpu';
import { endAll, endLater, isEnding } from '../support/ending';
import { once } from '../support/once';
import type { BenchContext, BenchDatabase } from './context';
import { writeDocuments } from './documents';
import { measureFederation } from './federation-part';
import { COMMITTED, readFigures, writeFigures, type AllFigures, type Figure, type PartName } from './figures';
import { measureTwoGateways } from './gateways-part';
import { measureGraph } from './graph-part';
import { measureKinds } from './kinds-part';
import { loadAll, type Loaded } from './load-part';
import { commitText, loadNow, machineText } from './machine';
import { HELP, readOptions, type TableOptions } from './options';
import { linkJars, openDatabase, releaseFiles } from './prepare';
import { measureStart } from './start-part';
import { printTable } from './table';

/** Figures of the last run, for --resume. */
const UNFINISHED = join(HOME, 'node_modules', '.bench-figures.json');
/** No part begins later than this after the start. */
const LIMIT_MS = 13 * 60_000;

interface Measured {
  readonly figures: readonly Figure[];
  readonly how: string;
}

interface Run extends BenchContext {
  store(): Promise<Loaded>;
}

const MEASURE: Readonly<Record<PartName, (run: Run) => Promise<Measured>>> = {
  load: async (run) => ({ figures: (await run.store()).figures, how: 'one load each' }),
  start: async (run) => ({ figures: await measureStart(run), how: 'medians of 3 starts' }),
  federation: measureFederation,
  graph: measureGraph,
  kinds: measureKinds,
  gateways: measureTwoGateways,
};

/** Measures all parts and prints one table: `npm run bench`. */
export async function benchTable(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  if (args.includes('--documents')) return writeDocuments();
  const options = readOptions(args);
  const started = performance.now();
  const dataDir = mkdtempSync(join(tmpdir(), 'ods-graph-bench-'));
  endLater(async () => rmSync(dataDir, { recursive: true, force: true }));
  const now = options.resume ? unfinished() : {};
  try {
    const run = runIn(dataDir, options);
    for (const part of options.parts) {
      if (now[part] || isEnding()) continue;
      if (performance.now() - started > LIMIT_MS) {
        console.error(`${part} is left out, because the time is over. Measure it with --resume.`);
        continue;
      }
      const figures = await measured(part, run).catch((error: unknown) => failed(part, error));
      if (figures) now[part] = figures;
      if (!options.quick) writeFigures(UNFINISHED, now);
    }
  } finally {
    await endAll();
  }
  printTable(now, readFigures(COMMITTED));
  console.log(`${Math.round((performance.now() - started) / 1_000)} s`);
  if (options.save) save(now);
}

/** The other parts are measured all the same. */
function failed(part: PartName, error: unknown): undefined {
  console.error(`${part} failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function runIn(dataDir: string, { quick }: TableOptions): Run {
  const store = once(async () => {
    await linkJars(dataDir);
    return loadAll(dataDir, await releaseFiles(dataDir, quick));
  });
  const database = once(async (): Promise<BenchDatabase> => {
    await store();
    return openDatabase(dataDir);
  });
  return { dataDir, isQuick: quick, store, database };
}

async function measured(part: PartName, run: Run) {
  console.error(`Measuring: ${part}${CAN_PIN ? '' : ', nothing is pinned to a core'}`);
  const { release } = await run.store();
  const before = loadNow();
  const { figures, how } = await MEASURE[part](run);
  return {
    ...{ date: new Date().toISOString().slice(0, 10), commit: commitText(), node: process.version },
    ...{ machine: machineText(), load: { before, after: loadNow() }, how, release },
    figures: figures.map(rounded),
  };
}

/** Four significant digits are more than the noise allows. */
function rounded(figure: Figure): Figure {
  const entries = Object.entries(figure).map(([name, value]) => [
    name,
    typeof value === 'number' ? Number(value.toPrecision(4)) : (value as unknown),
  ]);
  return Object.fromEntries(entries) as Figure;
}

/** The parts of the last run, as far as they are of this program and this Node.js. */
function unfinished(): AllFigures {
  const all = Object.entries(existsSync(UNFINISHED) ? readFigures(UNFINISHED) : {});
  const commit = commitText();
  return Object.fromEntries(all.filter(([, part]) => part.commit === commit && part.node === process.version));
}

function save(now: AllFigures): void {
  writeFigures(COMMITTED, { ...readFigures(COMMITTED), ...now });
  rmSync(UNFINISHED, { force: true });
  writeDocuments();
}
