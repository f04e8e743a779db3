import type { DocumentNode } from 'graphql';
import type { MaybePromise } from '../maybe-promise';
import { compilePlan, inSequence } from './execution/plan-steps';
import type { Step, Tools } from './execution/fetch';
import { UNCOUNTED, type GraphMetrics } from '../telemetry/metrics';
import { decide, decidingVariables, readOperation, type Operation } from './planning/operation';
import { partsOf } from './planning/split-operation';
import { checkPlannable, type PlanLimits, type Planner, type PlanNode } from './planning/planner';
import { compileShape, type Shape } from './projection/project';
import type { Data } from './subgraphs/subgraph-executor';

/** An operation that can be executed: its conditions decided, planned and compiled once. */
export interface CompiledOperation extends Operation {
  readonly plans: readonly PlanNode[];
  readonly introspection: DocumentNode | undefined;
  readonly run: Step;
  readonly shape: Shape;
}

/** An operation that is known. */
export interface KnownOperation extends Operation {
  /** Plans and compiles it for the conditions that the variables decide; at once when that was done before. */
  compiled(variables: Readonly<Data>): MaybePromise<CompiledOperation>;
}

export type Know = (document: DocumentNode, operationName?: string | null) => KnownOperation;

/** Combinations of conditions kept for one operation; a client that sends ever new ones makes it begin anew. */
const MOST_COMBINATIONS = 64;

/**
 * Reads, plans and compiles validated operations, each once, however many requests wait for it. It knows them by their
 * document, whose identity Apollo Server keeps. Errors: BAD_USER_INPUT, GRAPHQL_VALIDATION_FAILED; planning rejects.
 */
export function createCompiler(
  planner: Planner,
  tools: Tools,
  limits: PlanLimits,
  metrics: Pick<GraphMetrics, 'planned'> = UNCOUNTED,
): Know {
  const make = (decided: Operation) => timed(compile(decided, planner, tools), metrics);
  const known = new WeakMap<DocumentNode, Map<string, KnownOperation>>();
  return (document, operationName) => {
    const operations = known.get(document) ?? new Map<string, KnownOperation>();
    known.set(document, operations);
    const name = operationName ?? '';
    let present = operations.get(name);
    if (!present) {
      const operation = readOperation(document, operationName, tools.supergraph.fieldNames);
      checkPlannable(operation, limits);
      present = { ...operation, compiled: combinations(operation, make, metrics) };
      operations.set(name, present);
    }
    return present;
  };
}

/** One compiled operation for each combination of conditions; a failure is not remembered. */
function combinations(
  operation: Operation,
  make: (decided: Operation) => Promise<CompiledOperation>,
  metrics: Pick<GraphMetrics, 'planned'>,
) {
  const deciding = decidingVariables(operation);
  const known = new Map<string, MaybePromise<CompiledOperation>>();
  return (variables: Readonly<Data>): MaybePromise<CompiledOperation> => {
    const combination = deciding.map((name) => (variables[name] === true ? 'y' : 'n')).join('');
    const present = known.get(combination);
    if (present) {
      metrics.planned('known');
      return present;
    }
    if (known.size >= MOST_COMBINATIONS) known.clear();
    const coming = make(decide(operation, variables));
    known.set(combination, coming);
    coming.then(
      (compiled) => known.set(combination, compiled),
      () => known.delete(combination),
    );
    return coming;
  };
}

async function timed<T>(making: Promise<T>, metrics: Pick<GraphMetrics, 'planned'>): Promise<T> {
  const started = performance.now();
  try {
    const made = await making;
    metrics.planned('made', (performance.now() - started) / 1_000);
    return made;
  } catch (error) {
    metrics.planned('failed');
    throw error;
  }
}

async function compile(decided: Operation, planner: Planner, tools: Tools): Promise<CompiledOperation> {
  const { supergraph } = tools;
  const { texts, introspection } = partsOf(decided, supergraph);
  const plans = (await Promise.all(texts.map(planner))).filter((plan) => plan !== undefined);
  const run = inSequence(plans.map((plan) => compilePlan(plan, tools)));
  const shape = compileShape(decided.operation, { ...decided, apiSchema: supergraph.apiSchema, supergraph });
  return { ...decided, plans, introspection, run, shape };
}
