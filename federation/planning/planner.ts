import { createRequire } from 'node:module';
import type { PlanNode } from '@graphql-hive/router-query-planner' with { 'resolution-mode': 'import' };
import { KnownError } from '../../errors';

export type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNode,
  FetchNodePathSegment,
  FetchRewrite,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner' with { 'resolution-mode': 'import' };

type PlannerModule = typeof import('@graphql-hive/router-query-planner', { with: { 'resolution-mode': 'import' } });

/** The package has a CommonJS build, but its types cover the ES modules only. */
const load = createRequire(__filename);
const PACKAGE = '@graphql-hive/router-query-planner';
const { QueryPlanner } = load(PACKAGE) as PlannerModule;

/** The file of the planner, for a process of its own. */
export const plannerFile = (): string => load.resolve(PACKAGE);

/** Plans made at the same time. Each one takes a thread of the pool that also serves file reads and DNS look-ups. */
const CONCURRENCY = 2;

/** Plans the text of an operation; undefined for an operation that needs no fetch. */
export type Planner = (operation: string) => Promise<PlanNode | undefined>;

/**
 * Creates the planner of a checked supergraph. Pass it validated operations only: a cyclic fragment ends the process.
 * Rejects with INTERNAL_SERVER_ERROR where the planner fails on a valid operation.
 */
export function createPlanner(supergraph: string): Planner {
  const planner = new QueryPlanner(supergraph);
  const noLabels = new Set<string>();
  const limited = limitConcurrency(CONCURRENCY);
  return (operation) =>
    limited(async () => {
      try {
        return (await planner.planAsync(operation, undefined, noLabels, 0)).node ?? undefined;
      } catch (cause) {
        throw new KnownError('INTERNAL_SERVER_ERROR', 'The operation is valid but could not be planned.', { cause });
      }
    });
}

/** Runs at most this many tasks at the same time; the others wait in order. */
function limitConcurrency(limit: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await task();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
