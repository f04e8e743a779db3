import { execute as executeOn, getVariableValues, GraphQLError, specifiedRules, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';
import { clientPath } from './projection/client-path';
import { createCompiler, type CompiledOperation, type KnownOperation } from './operation-cache';
import { Faults, toErrors, unavailable } from './execution-errors';
import { UNCOUNTED, type GraphMetrics } from '../telemetry/metrics';
import { openPlanner, PLAN_LIMITS, type PlanLimits } from './planning/planner';
import { showPlan } from './planning/plan-report';
import type { ClientRequest, Data, SubgraphExecutor } from './subgraphs/subgraph-executor';
import { readSupergraph, type Supergraph } from './supergraph/supergraph';
import { WrittenData } from './projection/serialized-data';
import { watchOf } from '../telemetry/request-telemetry';
import { watchedSubgraph } from './subgraphs/instrumented-executor';

export interface FederationParts {
  /** A supergraph, composed here or elsewhere, as SDL or as it was read. */
  readonly supergraph: string | Supergraph;
  /** An executor for every subgraph of the supergraph, by its name. */
  readonly subgraphs: Readonly<Record<string, SubgraphExecutor>>;
  readonly limits?: PlanLimits;
  /** Absent: nothing is counted. */
  readonly metrics?: Pick<GraphMetrics, 'fetched' | 'planned'>;
}

/** What the executor reads of a request; what Apollo Server hands to a gateway's executor fits. */
export interface FederatedRequest {
  /** The schema that the document was validated with; a document that was validated with no other is validated here. */
  readonly schema?: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly request: {
    readonly variables?: Readonly<Data>;
    readonly http?: { readonly headers: { get(name: string): string | null | undefined } };
  };
  readonly context: unknown;
}

export interface Federation {
  readonly apiSchema: GraphQLSchema;
  readonly supergraph: Supergraph;
  /** The data of an answer is a WrittenData. */
  executor(request: FederatedRequest): Promise<ExecutionResult>;
}

/** Makes one graph of several subgraphs. Throws a SupergraphError when the supergraph cannot be served. */
export function createFederation(parts: FederationParts): Federation {
  const { supergraph: given, subgraphs, limits = PLAN_LIMITS, metrics = UNCOUNTED } = parts;
  const supergraph = typeof given === 'string' ? readSupergraph(given) : given;
  const { sdl, apiSchema } = supergraph;
  const know = createCompiler(openPlanner(sdl), { supergraph, executorOf: among(subgraphs, metrics) }, limits, metrics);
  return {
    apiSchema,
    supergraph,
    async executor(request) {
      const errors = request.schema === apiSchema ? [] : mistakes(apiSchema, request.document);
      if (errors.length > 0) return { errors };
      try {
        return await execute(know(request.document, request.operationName), request, supergraph);
      } catch (error) {
        return {
          errors: [error instanceof GraphQLError ? error : new GraphQLError('', { originalError: error as Error })],
        };
      }
    },
  };
}

/** The planner must never see a document that is not valid: a cyclic fragment would end the process. */
function mistakes(schema: GraphQLSchema, document: DocumentNode): GraphQLError[] {
  const errors = validate(schema, document, specifiedRules, { maxErrors: 5, hideSuggestions: true });
  const extensions = { code: 'GRAPHQL_VALIDATION_FAILED' };
  return errors.map(({ message, nodes }) => new GraphQLError(message, { nodes, extensions }));
}

async function execute(
  known: KnownOperation,
  { request, context }: FederatedRequest,
  { apiSchema }: Supergraph,
): Promise<ExecutionResult> {
  const { operation, names } = known;
  const given = getVariableValues(apiSchema, operation.variableDefinitions ?? [], request.variables ?? {}, {
    hideSuggestions: true,
  });
  if (given.errors) return { errors: given.errors };
  const variables: Data = given.coerced;
  for (const [name, other] of names.variables) if (Object.hasOwn(variables, name)) variables[other] = variables[name];

  const watch = watchOf(context);
  const planned = known.compiled(variables);
  const compiled = planned instanceof Promise ? await (watch?.planning(planned) ?? planned) : planned;
  const faults = new Faults();
  const data: Data = {};
  const client: ClientRequest = { context, headers: request.http?.headers, signal: signalOf(context) };
  const introspection = await introspect(compiled, variables, apiSchema);
  await compiled.run({ data, variables, client, faults });
  const bytes = compiled.shape(data, { introspection, faults, path: [] });
  const isAsMerged = faults.list.length === 0 && !compiled.introspection && names.areKept();
  const answer = bytes && new WrittenData(bytes, isAsMerged ? data : undefined).asData();
  const errors = toErrors(faults, (path) => clientPath(path, compiled));
  return {
    data: answer,
    ...(errors.length > 0 && { errors }),
    ...(watch?.fetches && { extensions: { queryPlan: showPlan(compiled.plans, watch.fetches, watch.planMs) } }),
  };
}

async function introspect({ introspection }: CompiledOperation, variableValues: Data, schema: GraphQLSchema) {
  if (!introspection) return {};
  const { data } = await executeOn({ schema, document: introspection, variableValues });
  return data ?? {};
}

function signalOf(context: unknown): AbortSignal | undefined {
  const signal = typeof context === 'object' && context !== null && 'signal' in context ? context.signal : undefined;
  return signal instanceof AbortSignal ? signal : undefined;
}

/** The executor of a subgraph by name; one that is missing fails its fetches only. */
function among(subgraphs: FederationParts['subgraphs'], metrics: Pick<GraphMetrics, 'fetched'>) {
  return (name: string): SubgraphExecutor => {
    const missing = () => Promise.reject(unavailable(name, 'no such executor'));
    return watchedSubgraph(name, Object.hasOwn(subgraphs, name) ? subgraphs[name]! : missing, metrics);
  };
}
