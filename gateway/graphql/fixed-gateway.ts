import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { printSchema, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Execute } from '../../federation/subgraphs/schema-executor';
import { tooLate } from '../http/refusals';
import type { RequestContext } from './request-context';
import { showAlone } from '../../federation/planning/plan-report';

/** Where Apollo Server takes its schema from and hands its operations to. */
export type Door = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Door['load']>>['executor']>;

/** A door to one schema that never changes, and its SDL with what operations cost. */
export function openDoor(
  apiSchema: GraphQLSchema,
  execute: Execute<RequestContext>,
  sdl = printSchema(apiSchema),
): Door {
  const listeners = new Set<Parameters<Door['onSchemaLoadOrUpdate']>[0]>();
  const executor: Executor = async ({ document, operationName, request, context }) => {
    const operation = { document, operationName: operationName ?? request.operationName, variables: request.variables };
    const { watch } = (context as RequestContext).request;
    const started = performance.now();
    const result = await execute(operation, context as RequestContext);
    return watch.fetches ? { ...result, extensions: { queryPlan: showAlone(document, started, watch) } } : result;
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

/** The same door, whose answers are given up at each request's deadline and timed. Errors: REQUEST_TIMEOUT. */
export function withDeadline(door: Door, timeoutMs: number): Door {
  return {
    onSchemaLoadOrUpdate: (listener) => door.onSchemaLoadOrUpdate(listener),
    stop: () => door.stop(),
    async load(options) {
      const { executor } = await door.load(options);
      return { executor: executor && timed(executor, timeoutMs) };
    },
  };
}

function timed(executor: Executor, timeoutMs: number): Executor {
  return async (operation) => {
    const { request } = operation.context as RequestContext;
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ExecutionResult>((resolve) => {
      timer = setTimeout(
        () => {
          resolve({ errors: [tooLate(timeoutMs)] });
          request.abort();
        },
        Math.max(0, request.deadline - started),
      );
    });
    try {
      return await Promise.race([executor(operation), late]);
    } finally {
      clearTimeout(timer);
      request.executionMs = performance.now() - started;
    }
  };
}
