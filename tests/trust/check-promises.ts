import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { HOME } from '../../config';
import { isOf, isSoak, names, PROMISES, suitesOf, testFiles, type Promised } from './promises';
import { replaceGenerated, toMarkdown, type Seen } from './report';
import { readResults, runSuites, type TestResult } from './run-suites';
import { soak } from './soak/soak';

const DOCUMENT = join(HOME, 'docs', 'reliability.md');

/**
 * Checks the promises and prints the report. Returns 0 if all rows held, else 1.
 * Options: --rows 'attack 1,fault 2' (default: all), --minutes of the soak (default: 30), --scale of its sample
 * (default: national), --seed of its faults, and --write to put the report into docs/reliability.md.
 */
export async function checkPromises(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      minutes: { type: 'string', default: '30' },
      scale: { type: 'string', default: 'national' },
      seed: { type: 'string', default: '1' },
      results: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const rows = chosen(values.rows);
  const started = performance.now();
  const seen = new Map(await seenInTests(rows, values.results));
  for (const row of Number(values.minutes) > 0 ? rows.filter(isSoak) : [])
    seen.set(row.row, await seenInSoak(Number(values.minutes), values.scale, Number(values.seed)));
  const report = toMarkdown(head((performance.now() - started) / 60_000), rows, seen);
  process.stdout.write(`\n${report}\n`);
  if (values.write) await writeDocument(report);
  return rows.every(({ row }) => seen.get(row)?.held) ? 0 : 1;
}

async function writeDocument(report: string): Promise<void> {
  const text = replaceGenerated(readFileSync(DOCUMENT, 'utf8'), report);
  writeFileSync(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT }));
}

function chosen(names: string | undefined): readonly Promised[] {
  if (names === undefined) return PROMISES;
  return names.split(',').map((name) => {
    const found = PROMISES.find(({ row }) => row === name.trim());
    if (!found)
      throw new Error(
        `There is no row '${name.trim()}'. Rows are 'attack 1' to 'attack 90', 'fault 1' to 'fault 32' and others in tests/trust/rows.json.`,
      );
    return found;
  });
}

async function seenInTests(rows: readonly Promised[], file: string | undefined): Promise<readonly [string, Seen][]> {
  const tested = rows.filter((row) => !isSoak(row));
  const files = testFiles();
  const suites = [...new Set(tested.flatMap((row) => suitesOf(row, files)))];
  if (suites.length === 0) return [];
  const results = file === undefined ? await runSuites(suites) : readResults(file);
  return tested.map((row) => [row.row, seenOf(results.filter((result) => belongs(result, row)))]);
}

const belongs = ({ suite, name, status }: TestResult, row: Promised): boolean =>
  row.suites ? isOf(suite, row) : names(suite, name, row) || (status === 'failed' && name === 'the suite');

function seenOf(results: readonly TestResult[]): Seen {
  const seconds = results.reduce((sum, each) => sum + each.seconds, 0);
  const failed = results.find(({ status }) => status === 'failed');
  if (failed) return { held: false, seconds, text: `${failed.name}: ${failed.failure}` };
  const passed = results.filter(({ status }) => status === 'passed').length;
  const skipped = results.length - passed;
  if (results.length === 0) return { held: false, seconds, text: 'not run' };
  const text = `${passed} ${passed === 1 ? 'test' : 'tests'} passed${skipped > 0 ? `, ${skipped} not run` : ''}`;
  return { held: passed > 0, seconds, text };
}

async function seenInSoak(minutes: number, scale: string, seed: number): Promise<Seen> {
  const started = performance.now();
  const { held, text } = await soak({ minutes, scale, seed });
  return { held, text, seconds: (performance.now() - started) / 1000 };
}

function head(minutes: number) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: HOME, encoding: 'utf8' }).trim();
  return {
    date: new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
    commit,
    node: process.versions.node,
    minutes: Math.round(minutes),
  };
}
