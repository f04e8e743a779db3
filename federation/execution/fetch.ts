import { GraphQLError } from 'graphql';
import type { MaybePromise } from '../../maybe-promise';
import { responseKeys } from './response-keys';
import { invalidResponse, type ExecutionErrors, type Path } from '../execution-errors';
import { stringifyExactly } from '../exact-json';
import { isJsonObject, type JsonObject } from '../json-object';
import { merge } from './merge';
import type { BatchFetchNode, FetchNode } from '../planning/planner';
import type { ProvidersOf } from './providers';
import type { StubRules } from './stubs';
import { compileRewrites } from './rewrites';
import type {
  ClientRequest,
  SubgraphExecutor,
  SubgraphOperation,
  SubgraphResult,
} from '../subgraphs/subgraph-executor';
import type { Supergraph } from '../supergraph/supergraph';

/** One execution of a plan. */
export interface Run {
  /** The merged data of all fetches so far. */
  readonly data: JsonObject;
  readonly variables: Readonly<JsonObject>;
  readonly client: ClientRequest;
  readonly errors: ExecutionErrors;
}

/** A step of a plan. It never rejects: failures are added to `errors`. */
export type Step = (run: Run) => MaybePromise<void>;

/** What a plan is compiled with. */
export interface CompileContext {
  readonly supergraph: Supergraph;
  executorOf(subgraph: string): SubgraphExecutor;
  readonly providersOf: ProvidersOf;
  readonly stubs?: StubRules | undefined;
}

/** Compiles a fetch of root fields. */
export function compileRootFetch(node: FetchNode, { supergraph, executorOf }: CompileContext): Step {
  const send = createSender(node, executorOf);
  const rewrite = compileRewrites(node.outputRewrites, supergraph.possibleTypes);
  const keys = responseKeys(node.operation, node.outputRewrites);
  return (run) => {
    const variables = usedVariables(node, run.variables);
    return send(run, variables, () => stringifyExactly(variables), {
      receive(data) {
        rewrite?.(data);
        merge(run.data, data);
      },
      locate: (path) => [path.map(keys.mergedKey)],
      affectedPaths: () => keys.all().map(({ key }) => [key]),
    });
  };
}

/** Handles the result of a fetch. */
export interface Receiver {
  /** Merges the data. */
  receive(data: JsonObject): void;
  /** Maps the path of a reported error to paths of the merged data; undefined when they are not known. */
  locate(path: Path): Iterable<Path> | undefined;
  /** The paths that have no value when the whole fetch fails. */
  affectedPaths(): Iterable<Path>;
}

export type Send = (
  run: Run,
  variables: JsonObject,
  variablesText: () => string,
  receiver: Receiver,
) => MaybePromise<void>;

/** Returns a function that sends the operation of one fetch and passes its result to a receiver. */
export function createSender(node: FetchNode | BatchFetchNode, executorOf: CompileContext['executorOf']): Send {
  const execute = executorOf(node.serviceName);
  const operation = operationOf(node);
  return (run, variables, variablesText, receiver) => {
    const fail = (error: unknown) => {
      for (const path of receiver.affectedPaths()) run.errors.add(error, operation.subgraph, path);
    };
    const settle = (result: SubgraphResult) => {
      try {
        handleResult(result, operation.subgraph, run.errors, receiver);
      } catch (error) {
        fail(error instanceof GraphQLError ? error : invalidResponse(operation.subgraph, error));
      }
    };
    try {
      const result = execute({ operation, variables, variablesText, ...run.client });
      return result instanceof Promise ? result.then(settle, fail) : settle(result);
    } catch (error) {
      return fail(error);
    }
  };
}

/** Throws an error that fails the whole fetch. */
function handleResult(
  { data, errors }: SubgraphResult,
  subgraph: string,
  executionErrors: ExecutionErrors,
  receiver: Receiver,
): void {
  for (const error of errors ?? []) {
    const paths = error.path && receiver.locate(error.path);
    if (!paths && !isJsonObject(data)) throw error;
    for (const path of paths ?? [undefined]) executionErrors.add(error, subgraph, path);
  }
  if (isJsonObject(data)) receiver.receive(data);
  else if (!errors?.length) throw invalidResponse(subgraph, 'neither data nor errors');
  else for (const path of receiver.affectedPaths()) executionErrors.markNull(path);
}

function operationOf(node: FetchNode | BatchFetchNode): SubgraphOperation {
  const { serviceName, operation, operationKind } = node;
  const kind = operationKind === 'mutation' ? 'mutation' : 'query';
  return { subgraph: serviceName, kind, query: operation, node };
}

/** The variables that a fetch uses, out of those that the client sent. */
export function usedVariables(
  { variableUsages }: FetchNode | BatchFetchNode,
  variables: Readonly<JsonObject>,
): JsonObject {
  const used: JsonObject = {};
  for (const name of variableUsages ?? []) if (Object.hasOwn(variables, name)) used[name] = variables[name];
  return used;
}
