import { throttled, type Logger } from '../telemetry/logger';
import { NO_METRICS, type FederationMetrics } from '../telemetry/metrics';
import { buildFederation, type BuildContext } from './build-federation';
import type { Federation } from './federation';
import type { AnswerCache } from './caching/answer-cache';
import type { Contracts } from './contracts/contract-sdl';
import { createPlanProcess, type PlanProcess } from './planning/plan-process';
import { createExecutorPool, type ExecutorPool } from './subgraphs/executor-pool';
import { createOwnDocuments, createOwnExecutor, type OwnDocuments } from './subgraphs/own-executor';
import { differenceOf } from './supergraph/graph-difference';
import { createPoller, type PollIntervals } from './supergraph/poller';
import { createReadings } from './supergraph/readings';
import type { SdlFallback } from './supergraph/sdl-fallback';
import { createSdlStore } from './supergraph/sdl-store';
import type { LoadedSources, SupergraphSources } from './supergraph/sources';
import { debounced, repeatedly } from './supergraph/timers';

export interface SupergraphManagerSettings {
  readonly sources: SupergraphSources;
  readonly logger: Logger;
  /** Milliseconds that a request may take. The connections of a replaced supergraph stay open that long. */
  readonly timeoutMs: number;
  /** Bytes of the data of a response. Absent: no limit. */
  readonly maxResponseBytes?: number;
  readonly every?: Partial<PollIntervals>;
  /** Where the last known SDL of introspected subgraphs is kept. Absent: each of them has to give its SDL. */
  readonly sdlFolder?: string;
  /** Whether an operation is refused if it selects a field that the client may not read. Absent: this field is null. */
  readonly refuseUnauthorized?: boolean | undefined;
  /** Nothing is counted without it. */
  readonly metrics?: FederationMetrics;
  /** Keeps the responses of other teams' subgraphs. Absent: none is kept. */
  readonly answers?: AnswerCache | undefined;
  /** Variants of the client schema. Absent: none. */
  readonly contracts?: Contracts | undefined;
}

/** Serves the federation of a supergraph and reloads it when its sources change. */
export interface SupergraphManager {
  /** The federation that serves now. */
  readonly current: Federation;
  /** The federation of each contract that serves now, by name. */
  readonly contracts: ReadonlyMap<string, Federation>;
  /** Calls the listener with the new federation after each reload. Returns a function that removes the listener. */
  onChange(listener: (federation: Federation) => void): () => void;
  /** Reloads since the start. A refused supergraph never replaces the current one. */
  readonly reloads: { readonly taken: number; readonly refused: number };
  /** Subgraphs that are used with their last known SDL, or left out, because they do not give their SDL. */
  readonly fallbacks: readonly SdlFallback[];
  /** The operations that plans send to the subgraph of this process. */
  readonly ownDocuments: Omit<OwnDocuments, 'get'>;
  /** Stops polling and closes all connections. */
  close(): Promise<void>;
}

const DEFAULT_INTERVALS: PollIntervals = { files: 500, subgraphs: 30_000 };
/** Milliseconds beyond the deadline of a request until connections of a replaced supergraph are closed. */
const GRACE_MS = 1_000;

/** Loads the first supergraph. Rejects with a SubgraphsFileError, a CompositionError or a SupergraphError. */
export async function openSupergraphManager(settings: SupergraphManagerSettings): Promise<SupergraphManager> {
  const pool = createExecutorPool();
  const schemas = 1 + (settings.contracts?.list.length ?? 0);
  const planning = createPlanProcess({ logger: throttled(settings.logger), schemas });
  try {
    return await open(settings, { pool, planning });
  } catch (error) {
    planning.close();
    await pool.closeAllExcept([]);
    throw error;
  }
}

/** What all supergraphs share. */
interface Resources {
  readonly pool: ExecutorPool;
  readonly planning: PlanProcess;
}

async function open(settings: SupergraphManagerSettings, resources: Resources): Promise<SupergraphManager> {
  const { sources, logger, timeoutMs, every, metrics = NO_METRICS } = settings;
  const { pool, planning } = resources;
  const ownDocuments = createOwnDocuments();
  const context = contextOf(settings, resources, ownDocuments);
  metrics.observeBreakers(pool.breakers);
  const readings = openReadings(settings);
  const poller = createPoller(sources, pool, { ...DEFAULT_INTERVALS, ...every }, readings.store);
  const first = await poller.read();
  let current = await buildFederation(first, context);
  planning.start();
  await readings.use(first);

  const listeners = new Set<(federation: Federation) => void>();
  const reloads = { taken: 0, refused: 0 };
  const closeUnused = debounced(() => pool.closeAllExcept(current.httpSubgraphs), timeoutMs + GRACE_MS);
  const take = async (loaded: LoadedSources) => {
    const previous = current.federation.supergraph;
    current = await buildFederation(loaded, context);
    for (const listener of listeners) listener(current.federation);
    reloads.taken++;
    metrics.recordReload('taken');
    const difference = differenceOf(previous, current.federation.supergraph);
    const subgraphs = current.httpSubgraphs.map(({ name }) => name);
    logger.info({ subgraphs, ...difference }, 'the supergraph was reloaded');
  };
  const refuse = (reason: string) => {
    reloads.refused++;
    metrics.recordReload('refused');
    logger.error({ reason }, 'the supergraph was not reloaded: the previous one stays in use');
  };
  const reload = createReloader(first, { read: poller.read, take, refuse, use: readings.use });
  const polling = repeatedly(async () => {
    if (await poller.isDue()) await reload().finally(closeUnused.start);
  }, every?.files ?? DEFAULT_INTERVALS.files);

  return {
    get current() {
      return current.federation;
    },
    get contracts() {
      return current.contracts;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    get fallbacks() {
      return readings.fallbacks();
    },
    reloads,
    ownDocuments,
    async close() {
      polling.close();
      closeUnused.cancel();
      planning.close();
      await pool.closeAllExcept([]);
    },
  };
}

function openReadings({ logger, metrics = NO_METRICS, sdlFolder }: SupergraphManagerSettings) {
  const store = sdlFolder === undefined ? undefined : createSdlStore(sdlFolder);
  return createReadings({ logger, metrics, store });
}

function contextOf(
  settings: SupergraphManagerSettings,
  resources: Resources,
  ownDocuments: OwnDocuments,
): BuildContext {
  const { sources, logger, maxResponseBytes, refuseUnauthorized, answers, contracts, metrics = NO_METRICS } = settings;
  const { own, isSecured } = sources;
  const warn = (message: string) => logger.warn(message);
  const executeOwn = createOwnExecutor(own.schema, {}, ownDocuments);
  const access = { isSecured, refuseUnauthorized };
  return { own, executeOwn, ...resources, metrics, maxResponseBytes, ...access, answers, contracts, warn };
}

interface ReloadSteps {
  read(): Promise<LoadedSources>;
  /** Rejects for an invalid supergraph. */
  take(loaded: LoadedSources): Promise<void>;
  refuse(reason: string): void;
  /** Called with sources that are valid, also if nothing changed. */
  use(loaded: LoadedSources): Promise<void>;
}

/** Returns a function that reads the sources, takes new ones and refuses invalid ones, the same reason only once. */
function createReloader(first: LoadedSources, { read, take, refuse, use }: ReloadSteps): () => Promise<void> {
  let served = contentOf(first);
  let tried = served;
  let refusal = '';
  return async () => {
    try {
      const loaded = await read();
      refusal = '';
      const next = contentOf(loaded);
      const isNew = next !== tried && next !== served;
      tried = next;
      if (isNew) {
        await take(loaded);
        served = next;
      }
      if (next === served) await use(loaded);
    } catch (error) {
      const { message } = error as Error;
      if (message !== refusal) refuse(message);
      refusal = message;
    }
  };
}

/** What builds a supergraph, as text. */
function contentOf({ reading: _, ...content }: LoadedSources): string {
  return JSON.stringify(content);
}
