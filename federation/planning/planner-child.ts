import { spawn, type ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { plannerFile, type PlanNode } from './planner';
import type { Progress } from './progress';

/** An operation to plan. */
export interface PlanJob {
  readonly job: number;
  /** The number of the supergraph. */
  readonly graph: number;
  /** The supergraph, if this process has not received it yet. */
  readonly sdl?: string;
  /** The number of a supergraph that is no longer needed. */
  readonly forget?: number;
  readonly operation: string;
  readonly progress: Progress;
}

/** What the process says about a job: its plan, or why the planner refuses it. */
export interface PlanAnswer {
  readonly job: number;
  readonly node?: PlanNode;
  readonly refused?: string;
}

export interface PlannerChildEvents {
  /** Called once, when the process can plan. */
  onReady(): void;
  onAnswer(answer: PlanAnswer): void;
  /** Called once, after the last answer. */
  onEnd(reason: string): void;
}

export interface PlannerChild {
  send(job: PlanJob): void;
  /** Whether this process must stay alive until the child answers. */
  keepAlive(isNeeded: boolean): void;
  /** Ends the process at once. */
  kill(): void;
}

/** The program of the process. It ends with the process that started it, and takes no notice of signals meant for that. */
const PROGRAM = `
const { QueryPlanner } = require(process.argv[1]);
const planners = new Map();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', async ({ job, graph, sdl, forget, operation, progress }) => {
  try {
    planners.delete(forget);
    if (sdl !== undefined) planners.set(graph, new QueryPlanner(sdl));
    if (!planners.has(graph)) throw new Error('The planner cannot read the supergraph.');
    const { node } = await planners.get(graph).planAsync(operation, undefined, new Set(progress.labels), progress.percentage);
    process.send({ job, node });
  } catch (error) {
    process.send({ job, refused: error.message });
  }
});
process.send({ isReady: true });
`;

/** Characters of the output that are kept: they state where the planner failed. */
const MOST_OUTPUT = 1_000;
/** Milliseconds until the process must be able to plan. */
const MOST_STARTING_MS = 30_000;

/**
 * Starts a process that plans. The planner is native code: on some operations it aborts the process that it runs in, and
 * nothing can prevent this from within.
 */
export function startPlannerChild({ onReady, onAnswer, onEnd }: PlannerChildEvents): PlannerChild {
  const child = spawn(process.execPath, ['-e', PROGRAM, plannerFile()], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: {},
  });
  const output = firstOutput(child);
  const starting = setTimeout(() => child.kill('SIGKILL'), MOST_STARTING_MS);
  let isOver = false;
  child.on('message', (message: PlanAnswer | { isReady: true }) => {
    if (!('isReady' in message)) return onAnswer(message);
    clearTimeout(starting);
    onReady();
  });
  const end = (cause: string) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(starting);
    onEnd([cause, output()].filter(Boolean).join(': '));
  };
  whenClosed(child, end);
  starting.unref();
  keepAlive(child, false);
  return {
    send: (job) => void child.send(job, () => undefined), // if it cannot be sent, the process has ended
    keepAlive: (isNeeded) => keepAlive(child, isNeeded),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Calls `end` when the process has ended and its last message was received. */
function whenClosed(child: ChildProcess, end: (cause: string) => void): void {
  let cause: string | undefined;
  child.on('error', ({ message }) => end(message));
  child.on('close', (code, signal) => {
    cause = signal ?? `exit code ${code}`;
    if (!child.connected) end(cause);
  });
  child.on('disconnect', () => {
    if (cause !== undefined) end(cause);
  });
}

function firstOutput(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    if (text.length < MOST_OUTPUT) text = (text + part).slice(0, MOST_OUTPUT);
  });
  return () => text.trim().replace(/\s+/g, ' ');
}

/** While a child is referenced, the event loop of this process does not end. */
function keepAlive(child: ChildProcess, isNeeded: boolean): void {
  for (const handle of [child, child.stderr as Socket | null, child.channel]) {
    if (isNeeded) handle?.ref();
    else handle?.unref();
  }
}
