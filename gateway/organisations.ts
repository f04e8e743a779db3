import type { Graph } from '../graph/graph';
import { createReads, type Reads } from '../graph/reads';
import type { MaybePromise } from '../graph/when';
import { createContext, type Context } from '../resolvers/context';
import { createCursors } from '../resolvers/cursor';
import type { Subgraph } from '../resolvers/subgraph';
import { clientSchema } from './client-schema';
import { openDoor, type Door } from './door';
import type { Limits } from './limits';
import { executeLocally } from './local';

export interface OrganisationsSettings {
  readonly subgraph: Subgraph;
  readonly graph: Graph;
  readonly limits: Limits;
  /** Bytes of cached facts. */
  readonly cacheBytes: number;
  /** Signs cursors. */
  readonly cursorSecret: string;
}

/** Our own subgraph on a graph: its door, the contexts of its requests, and whether it can answer. */
export interface Organisations {
  readonly reads: Reads;
  readonly door: Door;
  makeContext(asOf: string | undefined): MaybePromise<Context>;
  /** Settles when the database answers and a release is live. Errors: NO_RELEASE, DATABASE_*. */
  probe(): Promise<void>;
}

const PING = { name: 'ping', text: 'RETURN 1 AS one' };

export function openOrganisations(settings: OrganisationsSettings): Organisations {
  const { graph, limits, cacheBytes, cursorSecret } = settings;
  const reads = createReads(graph, { cacheBytes });
  const cursors = createCursors(cursorSecret);
  const schema = clientSchema(settings.subgraph.schema);
  return {
    reads,
    door: openDoor(schema, executeLocally(schema)),
    makeContext: (asOf) => createContext(reads, { asOf, limits, cursors }),
    async probe() {
      await graph.read(PING);
      await reads.catalog.snapshot();
    },
  };
}
