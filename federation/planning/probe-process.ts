import { spawn } from 'node:child_process';
import { plannerFile } from './planner';
import type { Probe } from './probe-queries';

/** What the planner said to the probes. */
export interface ProbeResults {
  /** How many probes were planned: fewer if the planner ends its process, or if the time is up. */
  readonly planned: number;
  /** The reason of each refusal, by query. */
  readonly refused: ReadonlyMap<string, string>;
  /** Whether the planner ended its process, at the last query that is refused. */
  readonly isEnded: boolean;
  /** Why the planner cannot read the supergraph at all. */
  readonly unreadable?: string;
}

/** The program of the process. It prints each query before it plans it, because a failure of the planner may end it. */
const PROGRAM = `
const { QueryPlanner } = require(process.argv[1]);
const { writeSync, readFileSync } = require('node:fs');
const print = (line) => writeSync(1, JSON.stringify(line) + '\\n');
const { sdl, probes } = JSON.parse(readFileSync(0, 'utf8'));
let planner;
try {
  planner = new QueryPlanner(sdl);
} catch (error) {
  print({ unreadable: error.message });
}
const isLabelled = planner && planner.overrideLabels.length + planner.overridePercentages.length > 0;
const states = isLabelled ? [[[], 100], [planner.overrideLabels, 0]] : [[[], 100]]; // no field with a label moves, or all
const refusal = (query) => {
  print({ query });
  try {
    for (const [labels, percentage] of states) planner.plan(query, undefined, new Set(labels), percentage);
  } catch (error) {
    return { query, refused: error.message };
  }
};
let planned = 0;
for (const { query, single } of planner ? probes : []) {
  print({ planned: planned++ });
  const all = refusal(query);
  if (!all) continue;
  const alone = single.map(refusal).filter(Boolean);
  for (const each of alone.length > 0 ? alone : [all]) print(each);
}
print({ planned, done: true });
`;

/** Plans probes in a process of its own, for at most some milliseconds. Rejects if the process cannot be started. */
export function planProbes(sdl: string, probes: readonly Probe[], mostMs: number): Promise<ProbeResults> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', PROGRAM, plannerFile()], {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: mostMs,
      env: {},
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
    child.on('error', reject);
    child.on('close', () => resolve(readResults(text, child.killed)));
    child.stdin.on('error', () => undefined); // the process has ended; its output says why
    child.stdin.end(JSON.stringify({ sdl, probes }));
  });
}

interface Line {
  readonly planned?: number;
  readonly query?: string;
  readonly refused?: string;
  readonly unreadable?: string;
  readonly done?: boolean;
}

function readResults(text: string, isTimeUp: boolean): ProbeResults {
  const lines = text
    .split('\n')
    .slice(0, -1) // the last line has no end
    .map((line) => JSON.parse(line) as Line);
  const refusals = lines.flatMap(({ query, refused }): [string, string][] =>
    query !== undefined && refused !== undefined ? [[query, refused]] : [],
  );
  const refused = new Map(refusals);
  const isEnded = !lines.at(-1)?.done && !isTimeUp;
  if (isEnded)
    refused.set(
      lines.findLast(({ query }) => query !== undefined)?.query ?? 'any query',
      'the planner ends its process',
    );
  const unreadable = lines.find((line) => line.unreadable !== undefined)?.unreadable;
  const planned = lines.findLast((line) => line.planned !== undefined)?.planned ?? 0;
  return { planned, refused, isEnded, ...(unreadable !== undefined && { unreadable }) };
}
