import type { GraphQLSchema } from 'graphql';
import { openChangingDoor } from '../gateway/graphql/reloadable-gateway';
import type { Door } from '../gateway/graphql/fixed-gateway';
import type { GraphSources, GraphText } from './supergraph/sources';
import { watchGraph, type Intervals } from './supergraph/poller';
import type { Logger } from '../telemetry/logger';
import { makeGraph } from './build-federation';
import { UNCOUNTED, type GraphMetrics } from '../telemetry/metrics';
import { executeOwn } from './subgraphs/own-executor';
import { openRemotes, type Remotes } from './subgraphs/executor-pool';
import { afterwards, repeatedly } from './supergraph/timers';

export interface GraphsSettings {
  readonly sources: GraphSources;
  /** Our own subgraph, executable. */
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** Milliseconds that a request may take: for so long an old graph keeps its connections. */
  readonly timeoutMs: number;
  readonly every?: Partial<Intervals>;
  /** Absent: nothing is counted. */
  readonly metrics?: GraphMetrics;
}

/** The graph of all subgraphs, changed whenever its sources do. */
export interface Graphs {
  readonly door: Door;
  /** Changes since the start. A graph that is refused never replaces the one that is served. */
  readonly changes: { readonly taken: number; readonly refused: number };
}

const EVERY: Intervals = { files: 500, subgraphs: 30_000 };
/** Milliseconds beyond the deadline of a request until connections of an old graph are closed. */
const SPARE_MS = 1_000;

/** Makes the first graph. Throws a SubgraphsFileError, a CompositionError or a SupergraphError that says what is wrong. */
export async function openGraphs(settings: GraphsSettings): Promise<Graphs> {
  const remotes = openRemotes();
  try {
    return await open(settings, remotes);
  } catch (error) {
    await remotes.keepOnly([]);
    throw error;
  }
}

async function open(settings: GraphsSettings, remotes: Remotes): Promise<Graphs> {
  const { sources, schema, logger, timeoutMs, every, metrics = UNCOUNTED } = settings;
  const intervals = { ...EVERY, ...every };
  const tools = { own: { schema, execute: executeOwn(schema) }, remotes, metrics };
  metrics.followBreakers(remotes.breakers);
  const watch = watchGraph(sources, remotes, intervals);
  const first = await watch.read();
  let live = makeGraph(first, tools);

  const changes = { taken: 0, refused: 0 };
  const tidy = afterwards(() => remotes.keepOnly(live.remotes), timeoutMs + SPARE_MS);
  const take = (text: GraphText) => {
    live = makeGraph(text, tools);
    door.change(live.federation);
    changes.taken++;
    metrics.changed('taken');
    logger.info({ subgraphs: live.remotes.map(({ name }) => name) }, 'the graph has changed');
  };
  const refuse = (reason: string) => {
    changes.refused++;
    metrics.changed('refused');
    logger.error({ reason }, 'the graph was not changed: the one before goes on serving');
  };
  const look = looker(first, { read: watch.read, take, refuse });
  const looking = repeatedly(async () => {
    if (await watch.isDue()) await look().finally(tidy.start);
  }, intervals.files);

  const door = openChangingDoor(live.federation, async () => {
    looking.close();
    tidy.cancel();
    await remotes.keepOnly([]);
  });
  return { door, changes };
}

interface Look {
  read(): Promise<GraphText>;
  /** Throws what is wrong with the graph. */
  take(text: GraphText): void;
  refuse(reason: string): void;
}

/** Looks at the sources: takes what is new, refuses what is wrong, and says the same thing only once. */
function looker(first: GraphText, { read, take, refuse }: Look): () => Promise<void> {
  let served = JSON.stringify(first);
  let tried = served;
  let refusal = '';
  return async () => {
    try {
      const text = await read();
      refusal = '';
      const next = JSON.stringify(text);
      if (next === tried) return;
      tried = next;
      if (next === served) return;
      take(text);
      served = next;
    } catch (error) {
      const { message } = error as Error;
      if (message !== refusal) refuse(message);
      refusal = message;
    }
  };
}
