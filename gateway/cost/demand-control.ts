import type { GraphQLRequestContext } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { KnownError } from '../../errors';
import { listSizesOf } from '../../federation/supergraph/list-sizes';
import type { JsonObject } from '../../federation/json-object';
import { costTooHigh, ResponseBudget } from '../../federation/execution/response-budget';
import { createVariableCoercion, type CoerceVariables } from '../../federation/subgraphs/coerce-variables';
import { fragmentsOf, type Fragments } from '../../federation/planning/fragments';
import { SerializedData } from '../../federation/projection/serialized-data';
import type { ErrorLog } from '../../telemetry/logger';
import type { Metrics } from '../../telemetry/metrics';
import type { CostMetrics } from '../../telemetry/metrics/cost';
import { formatError } from '../http/errors/error-response';
import { identityDetails } from '../graphql/observe-operation';
import type { RequestContext, RequestInfo, ResponseContext } from '../graphql/request-context';
import type { Limits } from '../limits';
import { actualCost, type ActualOperation, type ListCounts } from './actual';
import type { Cost } from './cost';
import { readCostDirectives, type CostModel } from './cost-directives';
import type { Estimate } from './estimate';
import { createEstimates } from './known-estimates';
import { boundsOf } from './release-bounds';

/** Whether an operation above the limit is rejected, or executed and counted. */
export type CostMode = 'enforce' | 'measure';

export interface DemandControlSettings {
  readonly limits: Pick<Limits, 'cost' | 'page' | 'codes'>;
  readonly mode: CostMode;
  readonly log: ErrorLog;
  readonly metrics: Pick<Metrics, 'cost'>;
}

/** Estimates, limits and measures the cost of operations. */
export interface DemandControl {
  /** Reads the cost directives of a schema. Call it before operations are validated with the schema. */
  addSchema(schema: GraphQLSchema, sdl: string): void;
  /** Estimates a validated operation before it is planned. Throws COST_ESTIMATED_TOO_EXPENSIVE. */
  checkEstimate(context: GraphQLRequestContext<RequestContext>): void;
  /** Measures the cost of a response. */
  recordActual(context: ResponseContext): void;
}

export function createDemandControl({ limits, mode, log, metrics }: DemandControlSettings): DemandControl {
  const models = new WeakMap<GraphQLSchema, CostModel>();
  const estimate = createEstimates();
  const pricesOf = new WeakMap<object, Estimate['prices']>();
  const limit = limits.cost;
  return {
    addSchema: (schema, sdl) => void models.set(schema, readCostDirectives(sdl, limits, listSizesOf(schema))),
    checkEstimate(context) {
      const { schema, request, contextValue } = context;
      const operation = toCostedOperation(context, models);
      const coerced = operation && coercionOf(schema, operation.operation)({ ...request.variables });
      if (!operation || !coerced) return; // Apollo Server and the executor report a missing operation or an invalid variable.
      const { request: info } = contextValue;
      const organisations = Math.max(...contextValue.releases.map((release) => release.organisations));
      const bounds = boundsOf(contextValue.snapshot);
      const { cost: estimated, prices } = estimate({ variables: coerced, organisations, bounds, ...operation });
      pricesOf.set(info, prices);
      info.cost = { estimated, limit };
      if (mode === 'enforce') info.budget = budgetOf({ prices, ...operation }, info, { limit, log, metrics });
      metrics.cost.recordEstimate(estimated);
      if (estimated <= limit) return;
      if (mode === 'enforce') throw tooExpensive(info.cost);
      metrics.cost.recordOverLimit();
      log.warn(
        { estimated, limit, requestId: info.id, ...identityDetails(info) },
        'an operation may cost more than COST_LIMIT',
      );
    },
    recordActual({ response: { body }, contextValue, ...context }) {
      const { request: info } = contextValue;
      const result = body.kind === 'single' ? body.singleResult.data : undefined;
      const data = result instanceof SerializedData ? result.object : result;
      const operation = toCostedOperation(context, models);
      if (!data || !operation || !info.cost) return;
      const { estimated } = info.cost;
      const prices = pricesOf.get(info) ?? new Map();
      const lists: ListCounts = new Map();
      const actual = actualCost(data, { prices, lists, ...operation });
      for (const [field, counted] of lists) metrics.cost.recordLists(field, counted);
      info.cost = { estimated, actual, limit };
      metrics.cost.recordActual(actual);
      if (actual <= estimated) return;
      metrics.cost.recordUnderestimate();
      log.warn(
        { estimated, actual, requestId: info.id, ...identityDetails(info) },
        'a list was longer than its @listSize states',
      );
      if (mode === 'enforce' && actual > limit) refuse(body, costTooHigh(actual, limit));
    },
  };
}

type PricedOperation = NonNullable<ReturnType<typeof toCostedOperation>> & Pick<Estimate, 'prices'>;

/** Ends the execution of an operation over several subgraphs. The log names the longest list. */
function budgetOf(
  operation: PricedOperation,
  info: RequestInfo,
  { limit, log, metrics }: Pick<DemandControlSettings, 'log' | 'metrics'> & { readonly limit: number },
): ResponseBudget {
  return new ResponseBudget({
    limit,
    costOf: (data, keyOf) => actualCost(data, { ...operation, keyOf }),
    onEnd({ message: reason }, merged) {
      const longest =
        merged && recordLists(merged.data, { ...operation, keyOf: merged.keyOf }, metrics.cost.recordLists);
      const details = { reason, longest, requestId: info.id, ...identityDetails(info) };
      log.warn(details, 'an operation was ended: its response costs more than COST_LIMIT');
    },
  });
}

/** Records the lists of other subgraphs. Returns the longest, for example '120000 items of Query.shops (shops)'. */
function recordLists(data: JsonObject, operation: ActualOperation, record: CostMetrics['recordLists']): string {
  const lists: ListCounts = new Map();
  actualCost(data, { ...operation, lists });
  let [longest, most] = ['', 0];
  for (const [field, counted] of lists) {
    record(field, counted);
    if (counted.longest <= most) continue;
    [longest, most] = [`${counted.longest} items of ${field} (${counted.subgraph})`, counted.longest];
  }
  return longest;
}

/** Replaces the data of a response by an error. */
function refuse(body: ResponseContext['response']['body'], error: KnownError): void {
  if (body.kind !== 'single') return;
  delete body.singleResult.data;
  body.singleResult.errors = [formatError(error, error)];
}

type OperationContext = Pick<GraphQLRequestContext<RequestContext>, 'schema' | 'document' | 'operation'>;

function toCostedOperation(
  { schema, document, operation }: OperationContext,
  models: WeakMap<GraphQLSchema, CostModel>,
) {
  const model = models.get(schema);
  if (!document || !operation || !model) return undefined;
  let fragments = fragmentsOfDocuments.get(document);
  if (!fragments) fragmentsOfDocuments.set(document, (fragments = fragmentsOf(document)));
  return { schema, operation, fragments, model };
}

/** Returns the coercion of the variables of an operation, which is prepared once. */
function coercionOf(schema: GraphQLSchema, operation: OperationDefinitionNode): CoerceVariables {
  let coerce = coercions.get(operation);
  if (!coerce) coercions.set(operation, (coerce = createVariableCoercion(schema, operation)));
  return coerce;
}

/** A parsed document belongs to one schema: Apollo Server keeps documents apart by schema. */
const coercions = new WeakMap<OperationDefinitionNode, CoerceVariables>();

const fragmentsOfDocuments = new WeakMap<DocumentNode, Fragments>();

function tooExpensive({ estimated, limit }: Pick<Cost, 'estimated' | 'limit'>): KnownError {
  return new KnownError(
    'COST_ESTIMATED_TOO_EXPENSIVE',
    `The operation may cost ${estimated} points, one for each object and for what it reads; the limit is ${limit}. Request fewer items per page, fewer levels, or fewer nested lists.`,
    { extensions: { cost: { estimated, limit } } },
  );
}
