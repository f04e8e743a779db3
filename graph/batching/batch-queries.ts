import type { ChangeEpochs } from '../cache/change-epochs';
import type { FactCache } from '../cache/fact-cache';
import type { Deadline, Graph, Statement } from '../graph';
import { addressQueries } from './address-queries';
import { collected, listOfEach, many, one } from './batch-functions';
import type { BatchQueries, BatchQueryBuilder } from './batch-query';
import { BatchQueue } from './batch-queue';
import { exportQueries } from './export-queries';
import { findingQueries } from './finding-queries';
import { measureQueries } from './measure-queries';
import { postcodeQueries } from './postcode-queries';
import { recordQueries } from './record-queries';
import { relationshipQueries } from './relationship-queries';

export interface BatchQueriesSettings {
  readonly graph: Graph;
  readonly queries: Readonly<Record<keyof BatchQueries, Statement>>;
  readonly cache: FactCache;
  readonly changeEpochs: ChangeEpochs;
  /** The relationship types of the loaded releases. */
  readonly linkTypes: () => readonly string[];
  readonly deadlineMs: Deadline;
}

/** Creates the batch queries of a process, each with its own queue and its own part of the cache. */
export function createBatchQueries(settings: BatchQueriesSettings): BatchQueries {
  const { cache } = settings;
  const builder = createBuilder(settings);
  return {
    ...recordQueries(settings, builder),
    ...relationshipQueries(settings, builder),
    ...addressQueries(cache, builder),
    ...findingQueries(cache, builder),
    ...measureQueries(cache, builder),
    ...postcodeQueries(cache, builder),
    ...exportQueries(cache, builder),
  };
}

function createBuilder({ graph, queries, deadlineMs }: BatchQueriesSettings): BatchQueryBuilder {
  return {
    query(name, store, run) {
      const queue = new BatchQueue(run, store, { deadlineMs });
      return { name, get: store.get, idOf: store.idOf, run: (keys, ids) => queue.run(keys, ids) };
    },
    rows: (name, decode, options) => many(graph, () => queries[name], decode, options),
    lists: (name, order) => listOfEach(graph, queries[name], order),
    single: (name, decode) => one(graph, queries[name], decode),
    collected: (name, decode, toParameters) => collected(graph, queries[name], decode, toParameters),
  };
}
