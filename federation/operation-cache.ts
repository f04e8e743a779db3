import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { KnownError } from '../errors';
import type { MaybePromise } from '../maybe-promise';
import { decideBy, deniedIn, grantKey, requirementsIn, withoutDenied } from './authorization/denied-fields';
import { NOTHING_GRANTED, type Grants, type Requirement } from './authorization/requirement';
import { NO_METRICS, type FederationMetrics } from '../telemetry/metrics';
import { compilePlan, inSequence } from './execution/plan-steps';
import { createProviders, type ProvidersOf } from './execution/providers';
import type { CompileContext, Step } from './execution/fetch';
import type { JsonObject } from './json-object';
import { createOperationNames } from './subgraphs/operation-name';
import {
  applyConditions,
  conditionKey,
  conditionVariables,
  MAX_VARIANTS,
  withoutUndecided,
} from './planning/conditions';
import { readOperation, type Operation } from './planning/operation';
import { checkPlanLimits, type PlanLimits } from './planning/plan-limits';
import type { Planner, PlanNode } from './planning/planner';
import { trySelectFields, type SelectionContext } from './planning/selections';
import { NO_PROGRESS, progressKey, type Progress } from './planning/progress';
import { splitOperation, type SplitOperation } from './planning/split-operation';
import { compileProjection, type Projection } from './projection/project';

/** A planned and compiled operation without @skip and @include. */
export interface CompiledOperation extends Operation {
  readonly plans: readonly PlanNode[];
  /** The part that selects `__schema` or `__type`. */
  readonly introspection: DocumentNode | undefined;
  /** Values of variables that the plans have instead of literals. */
  readonly literals: ReadonlyMap<string, unknown>;
  /** The subgraphs that return the field at a path of the merged data. */
  readonly providersOf: ProvidersOf;
  readonly run: Step;
  readonly project: Projection;
  /** The selections that the client may not read. They are not planned. */
  readonly denied: ReadonlySet<FieldNode>;
}

export interface CachedOperation extends Operation {
  /** What the fields of the operation require of a client. */
  readonly requirements: readonly Requirement[];
  /**
   * Returns the compiled operation for the values of its @skip and @include variables, for the fields that move, and for what
   * the client has; a promise only if it is new. Without `grants`, the client has nothing.
   */
  variant(variables: Readonly<JsonObject>, progress?: Progress, grants?: Grants): MaybePromise<CompiledOperation>;
}

/** Looks up the operation of a validated document. Throws BAD_USER_INPUT and GRAPHQL_VALIDATION_FAILED. */
export type OperationCache = (document: DocumentNode, operationName?: string | null) => CachedOperation;

/**
 * Creates a cache that plans and compiles each operation once, however many requests wait for it. Its keys are the
 * documents themselves: Apollo Server's document store returns the same object for the same text.
 */
export function createOperationCache(
  planner: Planner,
  context: Omit<CompileContext, 'providersOf'>,
  limits: PlanLimits,
  metrics: Pick<FederationMetrics, 'recordPlan'> = NO_METRICS,
): OperationCache {
  const { access, apiSchema, fieldNames } = context.supergraph;
  const compileVariant = (operation: Operation, progress: Progress, grants: Grants) =>
    timed(
      compile(operation, grants, (query) => planner(query, progress), context),
      metrics,
    );
  const documents = new WeakMap<DocumentNode, Map<string, CachedOperation>>();
  return (document, operationName) => {
    const operations = documents.get(document) ?? new Map<string, CachedOperation>();
    documents.set(document, operations);
    const name = operationName ?? '';
    let cached = operations.get(name);
    if (!cached) {
      const operation = readOperation(document, operationName, fieldNames);
      checkPlanLimits(operation, limits);
      const requirements = requirementsIn(operation, access, apiSchema);
      const variant = variantsOf({ ...operation, requirements }, compileVariant, metrics);
      cached = { ...operation, requirements, variant };
      operations.set(name, cached);
    }
    return cached;
  };
}

/** Caches one compiled operation for each combination of @skip and @include values, of moved fields and of requirements that are met; no failures. */
function variantsOf(
  operation: Operation & Pick<CachedOperation, 'requirements'>,
  compileVariant: (operation: Operation, progress: Progress, grants: Grants) => Promise<CompiledOperation>,
  metrics: Pick<FederationMetrics, 'recordPlan'>,
) {
  const names = conditionVariables(operation);
  const variants = new Map<string, MaybePromise<CompiledOperation>>();
  return (variables: Readonly<JsonObject>, progress = NO_PROGRESS, grants = NOTHING_GRANTED) => {
    const conditions = `${conditionKey(names, variables)} ${grantKey(operation.requirements, grants)}`;
    const key = progress === NO_PROGRESS ? conditions : `${conditions} ${progressKey(progress)}`;
    const cached = variants.get(key);
    if (cached) {
      metrics.recordPlan('known');
      return cached;
    }
    if (variants.size >= MAX_VARIANTS) variants.clear();
    const pending = compileVariant(applyConditions(operation, variables), progress, grants);
    variants.set(key, pending);
    pending.then(
      (compiled) => variants.set(key, compiled),
      () => variants.delete(key),
    );
    return pending;
  };
}

async function timed<T>(planning: Promise<T>, metrics: Pick<FederationMetrics, 'recordPlan'>): Promise<T> {
  const started = performance.now();
  try {
    const planned = await planning;
    metrics.recordPlan('made', (performance.now() - started) / 1_000);
    return planned;
  } catch (error) {
    metrics.recordPlan('failed');
    throw error;
  }
}

async function compile(
  operation: Operation,
  grants: Grants,
  planner: Planner,
  context: Omit<CompileContext, 'providersOf'>,
): Promise<CompiledOperation> {
  const { supergraph } = context;
  const { access, apiSchema } = supergraph;
  const maySelect = access.isEmpty ? undefined : decideBy(access, grants);
  const denied = maySelect ? deniedIn(operation, maySelect, apiSchema) : NOTHING_DENIED;
  const projected = { ...operation, apiSchema, supergraph, denied };
  const project = compileProjection(operation.operation, projected);
  const readable = (whole: Operation) =>
    maySelect && denied.size > 0 ? withoutDenied(whole, maySelect, apiSchema) : whole;
  const { queries, introspection, literals } = failsAtRoot(operation.operation, projected)
    ? NOTHING_TO_FETCH
    : splitOperation(readable(withoutUndecided(operation)), supergraph);
  const plans = (await Promise.all(queries.map((query) => planner(query)))).filter((plan) => plan !== undefined);
  const providersOf = createProviders(plans);
  const nameOperation = createOperationNames(operation.operation.name?.value);
  const run = inSequence(plans.map((plan) => compilePlan(plan, { ...context, providersOf, nameOperation })));
  return { ...operation, plans, introspection, literals, providersOf, run, project, denied };
}

const NOTHING_DENIED: ReadonlySet<FieldNode> = new Set();
const NOTHING_TO_FETCH: SplitOperation = { queries: [], introspection: undefined, literals: new Map() };

/** Whether a condition of the root selection set is null: then nothing is executed. */
function failsAtRoot({ operation, selectionSet }: OperationDefinitionNode, context: SelectionContext): boolean {
  const root = context.apiSchema.getRootType(operation)!;
  return trySelectFields(root, [selectionSet], context) instanceof KnownError;
}
