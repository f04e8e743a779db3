import {
  execute as executeOn,
  getVariableValues,
  GraphQLError,
  OperationTypeNode,
  specifiedRules,
  validate,
} from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { NO_METRICS, type FederationMetrics } from '../telemetry/metrics';
import { telemetryOf, type RequestTelemetry } from '../telemetry/request-telemetry';
import { grantsOf, refusedOperation } from './authorization/authorizer';
import { ANONYMOUS, type Identity } from './authorization/requirement';
import { ExecutionErrors, toGraphQLErrors, unavailable } from './execution-errors';
import type { JsonObject } from './json-object';
import { createOperationCache, type CachedOperation, type CompiledOperation } from './operation-cache';
import { PLAN_LIMITS, type PlanLimits } from './planning/plan-limits';
import { progressOf, type OverrideRules } from './planning/progress';
import { describePlan, reportPlan } from './planning/plan-report';
import type { ResponseBudget } from './execution/response-budget';
import type { StubRules } from './execution/stubs';
import type { PlanProcess } from './planning/plan-process';
import { clientPath } from './projection/client-path';
import { SerializedData } from './projection/serialized-data';
import { instrumentExecutor } from './subgraphs/instrumented-executor';
import type { RequestSharing } from './subgraphs/request-sharing';
import type { ClientHeaders, ClientRequest, SubgraphExecutor } from './subgraphs/subgraph-executor';
import { readSupergraph, type Supergraph } from './supergraph/supergraph';

export interface FederationOptions {
  /** The supergraph, as SDL or already read. */
  readonly supergraph: string | Supergraph;
  /** The executor of every subgraph, by subgraph name. */
  readonly subgraphs: Readonly<Record<string, SubgraphExecutor>>;
  /** The addresses of the subgraphs that are called over HTTP, by subgraph name, for traces. */
  readonly urls?: Readonly<Record<string, string>>;
  readonly stubs?: StubRules | undefined;
  /** Who turns on the labels of @override. Absent: nobody. */
  readonly overrides?: OverrideRules | undefined;
  /** Where operations are planned; whoever created it closes it. */
  readonly planning: PlanProcess;
  readonly limits?: PlanLimits;
  /** Bytes of the data of a response. Absent: no limit. */
  readonly maxResponseBytes?: number | undefined;
  /** Whether an operation is refused if it selects a field that the client may not read. Absent: this field is null. */
  readonly refuseUnauthorized?: boolean | undefined;
  /** Which requests may be answered by one execution. Absent: there are no subgraphs over HTTP. */
  readonly sharing?: RequestSharing | undefined;
  /** Nothing is counted without it. */
  readonly metrics?: Pick<FederationMetrics, 'recordFetch' | 'recordPlan'>;
  /** Wraps the executor of a subgraph by one that keeps its responses. Absent: nothing is kept. */
  cacheAnswers?: ((name: string, execute: SubgraphExecutor) => SubgraphExecutor) | undefined;
}

/** The parts of a request that the executor reads. Apollo Server's `GatewayGraphQLRequestContext` satisfies it. */
export interface FederatedRequest {
  /** The schema that the document was validated with. A document validated with another schema, or none, is validated here. */
  readonly schema?: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly request: {
    readonly variables?: Readonly<JsonObject>;
    readonly http?: Pick<ClientRequest, 'values' | 'responseHeaders'> & { readonly headers: ClientHeaders };
  };
  readonly context: unknown;
  /** Who asks. Absent: a client without credentials. */
  readonly identity?: Identity | undefined;
  /** Called if the response depends on who asks. */
  onIdentityUsed?(): void;
  /** Ends the execution when the response costs too much. Absent: without a limit. */
  readonly budget?: ResponseBudget | undefined;
}

export interface Federation {
  readonly apiSchema: GraphQLSchema;
  readonly supergraph: Supergraph;
  /** Who turns on the labels of @override. Absent: nobody. */
  readonly overrides?: OverrideRules | undefined;
  readonly sharing?: RequestSharing | undefined;
  /** Executes an operation. The `data` of the result is a SerializedData. */
  executor(request: FederatedRequest): Promise<ExecutionResult>;
}

/** Creates the executor of a supergraph over its subgraphs. Throws a SupergraphError for an invalid supergraph. */
export function createFederation(options: FederationOptions): Federation {
  const { supergraph: given, stubs, overrides, sharing, maxResponseBytes } = options;
  const { planning, limits = PLAN_LIMITS, metrics = NO_METRICS } = options;
  const supergraph = typeof given === 'string' ? readSupergraph(given) : given;
  const { sdl, apiSchema } = supergraph;
  const context = { supergraph, stubs, executorOf: executorLookup(options, metrics) };
  const operations = createOperationCache(planning.plannerOf(sdl), context, limits, metrics);
  const progress = progressOf(supergraph, overrides);
  return {
    apiSchema,
    supergraph,
    overrides,
    sharing,
    async executor(request) {
      const errors = request.schema === apiSchema ? [] : validationErrors(apiSchema, request.document);
      if (errors.length > 0) return { errors };
      try {
        return await execute(operations(request.document, request.operationName), request, {
          supergraph,
          progress,
          maxBytes: maxResponseBytes,
          refuseUnauthorized: options.refuseUnauthorized,
        });
      } catch (error) {
        return {
          errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })],
        };
      }
    },
  };
}

/** Validates a document, because the planner must not receive an invalid one: it fails on a cyclic fragment. */
function validationErrors(schema: GraphQLSchema, document: DocumentNode): GraphQLError[] {
  const errors = validate(schema, document, specifiedRules, { maxErrors: 5, hideSuggestions: true });
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions }));
}

interface ExecuteOptions {
  readonly supergraph: Supergraph;
  readonly progress: ReturnType<typeof progressOf>;
  readonly maxBytes: number | undefined;
  readonly refuseUnauthorized: boolean | undefined;
}

async function execute(
  cached: CachedOperation,
  given: FederatedRequest,
  { supergraph: { apiSchema }, progress, maxBytes, refuseUnauthorized }: ExecuteOptions,
): Promise<ExecutionResult> {
  const { request, document, operationName, context, budget } = given;
  const { operation, names } = cached;
  const values = getVariableValues(apiSchema, operation.variableDefinitions ?? [], request.variables ?? {}, {
    hideSuggestions: true,
  });
  if (values.errors) return { errors: values.errors };
  const variables: JsonObject = values.coerced;
  for (const [name, safe] of names.variables) if (Object.hasOwn(variables, name)) variables[safe] = variables[name];

  const telemetry = telemetryOf(context);
  const decided = grantsFor(cached, given);
  const grants = decided instanceof Promise ? await decided : decided;
  const planned = cached.variant(
    variables,
    progress({ document, operationName, variables: request.variables, headers: request.http?.headers }),
    grants,
  );
  const compiled = planned instanceof Promise ? await (telemetry?.timePlan(planned) ?? planned) : planned;
  if (refuseUnauthorized && compiled.denied.size > 0) return { errors: [refusedOperation(compiled, compiled.denied)] };
  for (const [name, value] of compiled.literals) variables[name] = value;
  if (telemetry?.recorded) describeIn(telemetry, compiled);
  const errors = new ExecutionErrors(compiled.providersOf);
  const data: JsonObject = {};
  const mutates = operation.operation === OperationTypeNode.MUTATION;
  const client = clientOf(request.http, context, mutates);
  const introspection = await introspect(compiled, variables, apiSchema);
  budget?.watch(data, names.planKey);
  await compiled.run({ data, variables, client, errors, budget });
  if (budget?.error) return { errors: [budget.error] };
  const bytes = compiled.project(data, { introspection, errors, path: [], maxBytes });
  errors.addUnsentErrors();
  const isAsMerged = errors.list.length === 0 && !compiled.introspection && names.areUnchanged();
  const reported = toGraphQLErrors(errors, (path) => clientPath(path, compiled));
  return {
    data: bytes && new SerializedData(bytes, isAsMerged ? data : undefined).asData(),
    ...(reported.length > 0 && { errors: reported }),
    ...(telemetry?.fetches && {
      extensions: {
        queryPlan: {
          ...reportPlan(compiled.plans, telemetry.fetches, telemetry.planMs),
          reads: telemetry.databaseReads,
        },
      },
    }),
  };
}

/** What the client has of what the operation requires. */
function grantsFor({ requirements }: CachedOperation, request: FederatedRequest) {
  if (requirements.length > 0) request.onIdentityUsed?.();
  return grantsOf(requirements, request.identity ?? ANONYMOUS);
}

function describeIn(telemetry: RequestTelemetry, { plans }: CompiledOperation): void {
  telemetry.describePlan = () => describePlan(plans, telemetry.recorded ?? [], telemetry.planMs);
}

async function introspect({ introspection }: CompiledOperation, variableValues: JsonObject, schema: GraphQLSchema) {
  if (!introspection) return {};
  const { data } = await executeOn({ schema, document: introspection, variableValues });
  return data ?? {};
}

/** Apollo Server's own request has more than is handed on. Written out: Node.js 20 is slow with properties after a spread. */
function clientOf(
  { headers, values, responseHeaders }: Partial<ClientRequest> = {},
  context: unknown,
  mutates: boolean,
): ClientRequest {
  return { context, headers, values, responseHeaders, signal: signalOf(context), mutates };
}

function signalOf(context: unknown): AbortSignal | undefined {
  const signal = typeof context === 'object' && context !== null && 'signal' in context ? context.signal : undefined;
  return signal instanceof AbortSignal ? signal : undefined;
}

/** Returns the lookup of executors by subgraph name. For a missing executor, only its own fetches fail. */
function executorLookup(
  { subgraphs, urls = {}, cacheAnswers }: Pick<FederationOptions, 'subgraphs' | 'urls' | 'cacheAnswers'>,
  metrics: Pick<FederationMetrics, 'recordFetch'>,
) {
  return (name: string): SubgraphExecutor => {
    const missing = () => Promise.reject(unavailable(name, 'no such executor'));
    const found = Object.hasOwn(subgraphs, name) ? subgraphs[name]! : missing;
    const execute = instrumentExecutor(name, found, metrics, urls[name]);
    return cacheAnswers?.(name, execute) ?? execute;
  };
}
