import { createRequire } from 'node:module';
import type { PlanNode } from '@graphql-hive/router-query-planner' with { 'resolution-mode': 'import' };
import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { KnownError } from '../../errors';
import type { Fragments } from './fragments';
import type { Operation } from './operation';

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

/** The package ships CommonJS too, but its types know of ES modules only. */
const { QueryPlanner } = createRequire(__filename)('@graphql-hive/router-query-planner') as PlannerModule;

/** What may be planned. The planner's time grows with the square of the objects, and it cannot be interrupted. */
export interface PlanLimits {
  /** Selection sets nested in one another, fragments included; the planner itself gives up at 50. */
  readonly depth: number;
  /** Selection sets with every fragment written out; 500 take up to a second. */
  readonly objects: number;
  /** Fields with every fragment written out. */
  readonly fields: number;
}

export const PLAN_LIMITS: PlanLimits = { depth: 45, objects: 500, fields: 5_000 };

/** How many plans are made at once, each on a thread that file and name look-ups need too. */
const AT_ONCE = 2;

export type Planner = (text: string) => Promise<PlanNode | undefined>;

/**
 * Opens the planner on a supergraph that was checked. It is given validated operations only: a cyclic fragment kills the
 * process. Errors: INTERNAL_SERVER_ERROR, for a valid operation that the planner gives up on.
 */
export function openPlanner(supergraph: string): Planner {
  const planner = new QueryPlanner(supergraph);
  const noLabels = new Set<string>();
  const turn = inTurns(AT_ONCE);
  return (text) =>
    turn(async () => {
      try {
        return (await planner.planAsync(text, undefined, noLabels, 0)).node ?? undefined;
      } catch (cause) {
        throw new KnownError('INTERNAL_SERVER_ERROR', 'The operation is valid but could not be planned.', { cause });
      }
    });
}

/** Lets a number of tasks run at once; the others wait in their order. */
function inTurns(atOnce: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      return await task();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}

/** Refuses an operation that would take too long to plan. Errors: GRAPHQL_VALIDATION_FAILED. */
export function checkPlannable({ operation, fragments }: Operation, limits: PlanLimits): void {
  const { depth, objects, fields } = measure(operation, fragments);
  if (depth > limits.depth) throw tooMuch(`nests more than ${limits.depth} selection sets`);
  if (objects > limits.objects) throw tooMuch(`selects more than ${limits.objects} objects, fragments written out`);
  if (fields > limits.fields) throw tooMuch(`selects more than ${limits.fields} fields, fragments written out`);
}

function tooMuch(what: string): KnownError {
  return new KnownError('GRAPHQL_VALIDATION_FAILED', `The operation ${what}, the most that is planned.`);
}

interface Size {
  readonly depth: number;
  readonly objects: number;
  readonly fields: number;
}

/** The size of an operation with its fragments written out; each fragment is measured once, so the time is linear. */
function measure(operation: OperationDefinitionNode, fragments: Fragments): Size {
  const known = new Map<string, Size>();
  const ofFragment = (name: string): Size => {
    const size = known.get(name) ?? ofSet(fragments.get(name)!.selectionSet);
    known.set(name, size);
    return size;
  };
  const ofSet = ({ selections }: SelectionSetNode): Size => {
    const total = { depth: 1, objects: 0, fields: 0 };
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        total.fields++;
        if (!selection.selectionSet) continue;
        total.objects++;
      }
      const size =
        selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : ofSet(selection.selectionSet!);
      total.depth = Math.max(total.depth, size.depth + 1);
      total.objects += size.objects;
      total.fields += size.fields;
    }
    return total;
  };
  return ofSet(operation.selectionSet);
}
