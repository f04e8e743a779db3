import { createRequire } from 'node:module';
import type { Progress } from './progress';
import type { PlanNode } from '@graphql-hive/router-query-planner' with { 'resolution-mode': 'import' };

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

/**
 * The file of the planner. Load it only in a process of its own: it is native code that aborts its process on some
 * operations. The package has a CommonJS build, but its types cover the ES modules only.
 */
export const plannerFile = (): string => createRequire(__filename).resolve('@graphql-hive/router-query-planner');

/** Plans the text of an operation; undefined for an operation that needs no fetch. Rejects with NOT_PLANNABLE or OVERLOADED. */
export type Planner = (operation: string, progress?: Progress) => Promise<PlanNode | undefined>;
