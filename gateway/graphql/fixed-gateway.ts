import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { print, printSchema, stripIgnoredCharacters } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import type { OverrideRules } from '../../federation/planning/progress';
import type { RequestSharing } from '../../federation/subgraphs/request-sharing';
import type { ExecuteOperation } from '../../federation/subgraphs/schema-executor';
import { requestTimeout } from '../http/errors/request-errors';
import type { RequestContext } from './request-context';
import { limitedResponse } from './response-size';
import { roundMs, toPlanReport, type FetchReport, type PlanReport } from '../../federation/planning/plan-report';
import type { RequestTelemetry } from '../../telemetry/request-telemetry';
import { withTimeLimit } from '../../time-limit';
import { OWN_SUBGRAPH } from '../own-subgraph';

/** Apollo Server's source of the schema and executor of operations. */
export type GatewayInterface = ApolloServerOptionsWithGateway<RequestContext>['gateway'] & {
  /** Who turns on the labels of @override now. Absent: nobody. */
  overrides?(): OverrideRules;
  /** What the settings of the subgraphs say of sharing now. Absent: there are no subgraphs over HTTP. */
  sharing?(): RequestSharing | undefined;
};
type Executor = NonNullable<Awaited<ReturnType<GatewayInterface['load']>>['executor']>;

/**
 * Adapts one schema that never changes to Apollo Server. `sdl` has the directives that the cost of operations needs. An
 * operation whose lists would make a response of more than `maxBytes` ends with PAYLOAD_TOO_LARGE before their items are read.
 */
export function fixedGateway(
  apiSchema: GraphQLSchema,
  execute: ExecuteOperation<RequestContext>,
  sdl = printSchema(apiSchema),
  maxBytes = Infinity,
): GatewayInterface {
  const listeners = new Set<Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0]>();
  const executor: Executor = async ({ document, operationName, request, context }) => {
    const operation = { document, operationName: operationName ?? request.operationName, variables: request.variables };
    const { telemetry } = (context as RequestContext).request;
    const started = performance.now();
    const response = limitedResponse(maxBytes);
    const executed = await execute(operation, Object.assign({}, context as RequestContext, { response }));
    const result = response.error ? { errors: [response.error as GraphQLError] } : executed;
    return telemetry.fetches
      ? { ...result, extensions: { queryPlan: ownReport(document, started, telemetry) } }
      : result;
  };
  return {
    onSchemaLoadOrUpdate(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async load() {
      for (const listener of listeners) listener({ apiSchema, coreSupergraphSdl: sdl });
      return { executor };
    },
    stop: async () => listeners.clear(),
  };
}

/** The report of an execution without a plan. `started` is a time of `performance.now()`. */
function ownReport(document: DocumentNode, started: number, telemetry: RequestTelemetry): PlanReport {
  const fetch: FetchReport = {
    kind: 'Fetch',
    subgraph: OWN_SUBGRAPH,
    operation: stripIgnoredCharacters(print(document)),
    fetched: {
      startMs: roundMs(telemetry.since(started)),
      ms: roundMs(performance.now() - started),
      outcome: 'answered',
      representations: null,
      bytes: null,
    },
  };
  const { databaseReads } = telemetry;
  return { ...toPlanReport('No plan: only our own subgraph', [fetch]), ...(databaseReads && { reads: databaseReads }) };
}

/** Ends each execution with REQUEST_TIMEOUT at the request's deadline, and measures its time. */
export function withDeadline(gateway: GatewayInterface, timeoutMs: number): GatewayInterface {
  return {
    onSchemaLoadOrUpdate: (listener) => gateway.onSchemaLoadOrUpdate(listener),
    stop: () => gateway.stop(),
    async load(options) {
      const { executor } = await gateway.load(options);
      return { executor: executor && timed(executor, timeoutMs) };
    },
  };
}

function timed(executor: Executor, timeoutMs: number): Executor {
  return async (operation) => {
    const { request } = operation.context as RequestContext;
    const started = performance.now();
    const onLate = (): ExecutionResult => {
      request.abort();
      return { errors: [requestTimeout(timeoutMs)] };
    };
    try {
      return await withTimeLimit(Math.max(0, request.deadline - started), executor(operation), onLate);
    } finally {
      request.executionMs = performance.now() - started;
    }
  };
}
