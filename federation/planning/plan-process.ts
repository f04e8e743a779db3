import { KnownError } from '../../errors';
import type { ErrorLog } from '../../telemetry/logger';
import type { PlanNode, Planner } from './planner';
import { NO_PROGRESS, progressKey, type Progress } from './progress';
import { startPlannerChild, type PlanAnswer, type PlannerChild } from './planner-child';
import { RefusedOperations } from './refused-operations';
import { inPlannerOrder } from './subgraph-order';
import { withoutValues } from './without-values';

export interface PlanProcessSettings {
  /** Receives each operation that cannot be planned. */
  readonly logger?: ErrorLog;
  /** Milliseconds after which the planning of an operation is given up. */
  readonly timeoutMs?: number;
  /** Supergraphs that are served at the same time: contracts have one each. Absent: one. */
  readonly schemas?: number;
}

/** Plans in a process of its own. If the planner aborts that process, another one is started, and this process goes on. */
export interface PlanProcess {
  /** Returns the planner of a checked supergraph. */
  plannerOf(sdl: string): Planner;
  /** Starts the process before the first operation needs it. */
  start(): void;
  /** Ends the process. Operations that are not planned yet are rejected. */
  close(): void;
}

export function createPlanProcess(settings: PlanProcessSettings = {}): PlanProcess {
  const queue = new PlanQueue(settings);
  let graphs = 0;
  return {
    plannerOf(sdl) {
      const { sdl: ordered, restoreNames } = inPlannerOrder(sdl);
      const graph = { number: graphs++, sdl: ordered };
      return async (operation, progress = NO_PROGRESS) => {
        const node = await queue.plan(graph, operation, progress);
        return node && restoreNames(node);
      };
    },
    start: () => void queue.startedChild(),
    close: () => queue.close(),
  };
}

interface Graph {
  readonly number: number;
  readonly sdl: string;
}

interface Job {
  readonly graph: Graph;
  readonly operation: string;
  readonly progress: Progress;
  readonly resolve: (node: PlanNode | undefined) => void;
  readonly reject: (error: KnownError) => void;
  /** Whether the process ended while it planned this operation, perhaps because of another one. */
  isSuspect?: boolean;
  isLate?: boolean;
  timer?: NodeJS.Timeout;
}

/** Operations planned at the same time. */
const CONCURRENCY = 2;
/** Supergraphs that the process holds: those that are served, those of requests that began before a reload, and one more. */
const mostGraphs = (schemas: number) => 2 * schemas + 1;
/** The largest operation that is allowed takes about a second. */
const TIMEOUT_MS = 10_000;

/**
 * When the process ends, the operations that it planned are planned again, one at a time. An operation during which it ends
 * again is refused from then on; the others are not affected.
 */
class PlanQueue {
  private readonly waiting: Job[] = [];
  private readonly running = new Map<number, Job>();
  private readonly refused = new RefusedOperations();
  private child: PlannerChild | undefined;
  private isReady = false;
  private isClosed = false;
  /** The numbers of the supergraphs that the process holds, that used last at the end. */
  private graphs: number[] = [];
  private jobs = 0;

  constructor(private readonly settings: PlanProcessSettings) {}

  async plan(graph: Graph, operation: string, progress: Progress): Promise<PlanNode | undefined> {
    if (this.isClosed) throw stopping();
    if (this.refused.has(graph.number, refusalKey(operation, progress))) throw notPlannable();
    return new Promise((resolve, reject) => {
      this.waiting.push({ graph, operation, progress, resolve, reject });
      this.beginNext();
    });
  }

  /** Returns the running process, or a new one. */
  startedChild(): PlannerChild {
    if (this.child) return this.child;
    this.graphs = [];
    this.isReady = false;
    const child = startPlannerChild({
      onReady: () => {
        if (this.child !== child) return; // it was closed
        this.isReady = true;
        this.beginNext();
      },
      onAnswer: (answer) => this.answered(answer),
      onEnd: (reason) => {
        if (this.child !== child) return;
        this.child = undefined;
        this.ended(reason);
      },
    });
    this.child = child;
    return child;
  }

  close(): void {
    this.isClosed = true;
    this.child?.kill();
    this.child = undefined;
    for (const job of this.takeAll()) job.reject(stopping());
  }

  private beginNext(): void {
    const child = this.waiting.length === 0 ? this.child : this.startedChild();
    child?.keepAlive(this.waiting.length + this.running.size > 0);
    if (!child || !this.isReady) return;
    for (let job = this.waiting[0]; job; job = this.waiting[0]) {
      const isAlone = [job, ...this.running.values()].some(({ isSuspect }) => isSuspect);
      if (this.running.size >= (isAlone ? 1 : CONCURRENCY)) return;
      this.waiting.shift();
      this.begin(job, child);
    }
  }

  private begin(job: Job, child: PlannerChild): void {
    const number = this.jobs++;
    this.running.set(number, job);
    job.timer = setTimeout(() => {
      job.isLate = true;
      child.kill();
    }, this.settings.timeoutMs ?? TIMEOUT_MS);
    const { graph, operation, progress } = job;
    child.send({ job: number, graph: graph.number, operation, progress, ...this.use(graph) });
  }

  /** What the process must be told before it uses a supergraph. */
  private use({ number, sdl }: Graph): { readonly sdl?: string; readonly forget?: number } {
    const others = this.graphs.filter((each) => each !== number);
    const isHeld = others.length < this.graphs.length;
    const forget = !isHeld && others.length >= mostGraphs(this.settings.schemas ?? 1) ? others.shift() : undefined;
    this.graphs = [...others, number];
    return { ...(!isHeld && { sdl }), ...(forget !== undefined && { forget }) };
  }

  private answered({ job: number, node, refused }: PlanAnswer): void {
    const job = this.running.get(number);
    if (!job) return;
    clearTimeout(job.timer);
    this.running.delete(number);
    if (refused === undefined) job.resolve(node ?? undefined);
    else this.refuse(job, refused);
    this.beginNext();
  }

  private ended(reason: string): void {
    if (!this.isReady) return this.failAll(reason);
    for (const job of this.takeRunning().reverse()) {
      if (job.isLate) this.refuse(job, 'the planner takes too long');
      else if (job.isSuspect) this.refuse(job, `the planner ended its process: ${reason}`);
      else this.waiting.unshift(Object.assign(job, { isSuspect: true }));
    }
    this.beginNext();
  }

  private refuse({ graph, operation, progress, reject }: Job, reason: string): void {
    this.refused.add(graph.number, refusalKey(operation, progress));
    this.settings.logger?.error({ reason, operation: withoutValues(operation) }, 'an operation cannot be planned');
    reject(notPlannable(reason));
  }

  private failAll(reason: string): void {
    this.settings.logger?.error({ reason }, 'the process of the query planner cannot be started');
    const message = 'The query planner cannot be started.';
    for (const job of this.takeAll()) job.reject(new KnownError('OVERLOADED', message, { cause: new Error(reason) }));
  }

  private takeAll(): Job[] {
    return [...this.takeRunning(), ...this.waiting.splice(0)];
  }

  private takeRunning(): Job[] {
    const jobs = [...this.running.values()];
    this.running.clear();
    for (const { timer } of jobs) clearTimeout(timer);
    return jobs;
  }
}

const refusalKey = (operation: string, progress: Progress) => `${progressKey(progress)} ${operation}`;

const stopping = () => new KnownError('OVERLOADED', 'The gateway is stopping.');

const MESSAGE =
  'The operation is valid but cannot be planned: the query planner fails on this combination of fields of the subgraphs.';

function notPlannable(reason?: string): KnownError {
  const cause = reason === undefined ? {} : { cause: new Error(reason) };
  return new KnownError('NOT_PLANNABLE', MESSAGE, cause);
}
