import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOME } from '../../config';

/** One test that ran. */
export interface TestResult {
  /** The path of the suite below tests/, without '.test.ts'. */
  readonly suite: string;
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'pending' | 'todo';
  readonly seconds: number;
  /** The first line of the first error. */
  readonly failure?: string;
}

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: TestResult['status'];
      readonly duration?: number | null;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Runs suites with Jest, which prints its progress. A suite that could not run is one failed test. */
export async function runSuites(suites: readonly string[]): Promise<readonly TestResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-trust-'));
  const file = join(folder, 'results.json');
  try {
    const paths = suites.map((suite) => `tests/${suite}.test.ts`);
    const jest = join(HOME, 'node_modules', 'jest', 'bin', 'jest.js');
    const args = [jest, '--json', `--outputFile=${file}`, '--runTestsByPath', ...paths];
    const child = spawn(process.execPath, args, { cwd: HOME, stdio: ['ignore', 'ignore', 'inherit'] });
    await once(child, 'close');
    return readResults(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads what `jest --json` has written. */
export function readResults(file: string): readonly TestResult[] {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
  return testResults.flatMap(({ name, status, message, assertionResults }): TestResult[] => {
    const suite = name.replaceAll('\\', '/').replace(/^.*\/tests\/|\.test\.ts$/g, '');
    if (assertionResults.length === 0 && status === 'failed')
      return [{ suite, name: 'the suite', status: 'failed', seconds: 0, failure: firstLine(message) }];
    return assertionResults.map(({ fullName, status: outcome, duration, failureMessages = [] }) => ({
      suite,
      name: fullName,
      status: outcome,
      seconds: (duration ?? 0) / 1000,
      ...(failureMessages[0] ? { failure: firstLine(failureMessages[0]) } : {}),
    }));
  });
}

const COLOURS = /\u001b\[\d+m/g;
const firstLine = (text: string): string => text.replace(COLOURS, '').split('\n', 1)[0] as string;
