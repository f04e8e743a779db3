import { spawn } from 'node:child_process';
import { plannerFile } from './planner';
import type { Probe } from './probe-queries';

/** What the planner said to the probes. */
export interface ProbeResults {
  /** The reason of each refusal, by query. */
  readonly refused: ReadonlyMap<string, string>;
  /** Why the planner cannot read the supergraph at all. */
  readonly unreadable?: string;
}

/** The program of the process. It prints each query before it plans it, because a failure of the planner may end it. */
const PROGRAM = `
const { QueryPlanner } = require(process.argv[1]);
const { writeSync, readFileSync } = require('node:fs');
const print = (line) => writeSync(1, JSON.stringify(line) + '\\n');
const { sdl, probes, most } = JSON.parse(readFileSync(0, 'utf8'));
let planner;
try {
  planner = new QueryPlanner(sdl);
} catch (error) {
  print({ unreadable: error.message });
}
const labels = new Set();
const refusal = (query) => {
  print({ query });
  try {
    planner.plan(query, undefined, labels, 0);
  } catch (error) {
    return { query, refused: error.message };
  }
};
let count = 0;
for (const { query, single } of planner ? probes : []) {
  const all = refusal(query);
  if (!all) continue;
  const alone = single.map(refusal).filter(Boolean);
  for (const each of alone.length > 0 ? alone : [all]) print(each), count++;
  if (count >= most) break;
}
print({ done: true });
`;

/** Milliseconds after which the process is ended. */
const MOST_MS = 60_000;

/** Plans probes in a process of its own, until some are refused. Rejects if the process cannot be started. */
export function planProbes(sdl: string, probes: readonly Probe[], most: number): Promise<ProbeResults> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', PROGRAM, plannerFile()], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: MOST_MS,
      env: {},
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.on('error', reject);
    child.on('close', () => resolve(readResults(text)));
    child.stdin.on('error', () => undefined); // the process has ended; its output says why
    child.stdin.end(JSON.stringify({ sdl, probes, most }));
  });
}

interface Line {
  readonly query?: string;
  readonly refused?: string;
  readonly unreadable?: string;
  readonly done?: boolean;
}

function readResults(text: string): ProbeResults {
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const refusals = lines.flatMap(({ query, refused }): [string, string][] =>
    query !== undefined && refused !== undefined ? [[query, refused]] : [],
  );
  const refused = new Map(refusals);
  const last = lines.at(-1);
  if (!last?.done) refused.set(last?.query ?? 'any query', 'the planner fails and would end the process');
  const unreadable = lines.find((line) => line.unreadable !== undefined)?.unreadable;
  return { refused, ...(unreadable !== undefined && { unreadable }) };
}
