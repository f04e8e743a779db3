import { GraphQLError } from 'graphql';
import type { MaybePromise } from '../../maybe-promise';
import { responseKeys } from './response-keys';
import { invalidResponse, type ExecutionErrors, type Path } from '../execution-errors';
import { stringifyExactly } from '../exact-json';
import { isJsonObject, type JsonObject } from '../json-object';
import { merge } from './merge';
import type { BatchFetchNode, FetchNode } from '../planning/planner';
import type { ProvidersOf } from './providers';
import { compileObjectCount } from './count-objects';
import type { ResponseBudget } from './response-budget';
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
  /** Ends the execution when the response costs too much. Absent: without a limit. */
  readonly budget?: ResponseBudget | undefined;
}

/** A step of a plan. It never rejects: failures are added to `errors`. */
export type Step = (run: Run) => MaybePromise<void>;

/** What a plan is compiled with. */
export interface CompileContext {
  readonly supergraph: Supergraph;
  executorOf(subgraph: string): SubgraphExecutor;
  /** Names the next operation that is sent to a subgraph. Absent: operations have no names. */
  nameOperation?(subgraph: string): string | undefined;
  readonly providersOf: ProvidersOf;
  readonly stubs?: StubRules | undefined;
}

/** Compiles a fetch of root fields. */
export function compileRootFetch(node: FetchNode, context: CompileContext): Step {
  const { supergraph } = context;
  const send = createSender(node, context);
  const rewrite = compileRewrites(node.outputRewrites, supergraph.possibleTypes);
  const keys = responseKeys(node.operation, node.outputRewrites);
  const objects = compileObjectCount(node.operation);
  return (run) => {
    const variables = usedVariables(node, run.variables);
    return send(run, variables, () => stringifyExactly(variables), {
      receive(data) {
        rewrite?.(data);
        merge(run.data, data);
      },
      count: objects.inData,
      locate: (path) => [path.map(keys.mergedKey)],
      affectedPaths: () => keys.all().map(({ key }) => [key]),
    });
  };
}

/** Handles the result of a fetch. */
export interface Receiver {
  /** Merges the data. */
  receive(data: JsonObject): void;
  /** Counts the objects that merging the data adds. */
  count(data: JsonObject): number;
  /** Whether merging the data copies parts of it. */
  readonly addsCopies?: boolean;
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

type SenderContext = Pick<CompileContext, 'executorOf' | 'nameOperation'>;

/** Returns a function that sends the operation of one fetch and passes its result to a receiver. */
export function createSender(node: FetchNode | BatchFetchNode, context: SenderContext): Send {
  const execute = context.executorOf(node.serviceName);
  const operation = operationOf(node, context.nameOperation?.(node.serviceName));
  return (run, variables, variablesText, receiver) => {
    const fail = (error: unknown) => {
      for (const path of receiver.affectedPaths()) run.errors.add(error, operation.subgraph, path);
    };
    const settle = (result: SubgraphResult) => {
      try {
        handleResult(result, operation.subgraph, run, receiver);
      } catch (error) {
        fail(error instanceof GraphQLError ? error : invalidResponse(operation.subgraph, error));
      }
    };
    if (run.budget?.error) return undefined;
    try {
      const result = execute({ operation, variables, variablesText, ...run.client });
      return result instanceof Promise ? result.then(settle, fail) : settle(result);
    } catch (error) {
      return fail(error);
    }
  };
}

/** Throws an error that fails the whole fetch. */
function handleResult(result: SubgraphResult, subgraph: string, run: Run, receiver: Receiver): void {
  const { data, errors } = result;
  const { budget, errors: executionErrors } = run;
  if (isJsonObject(data)) budget?.add(receiver.addsCopies ? undefined : result.bytes?.(), () => receiver.count(data));
  if (budget?.error) return;
  for (const error of errors ?? []) {
    const paths = error.path && receiver.locate(error.path);
    if (!paths && !isJsonObject(data)) throw error;
    for (const path of paths ?? [undefined]) executionErrors.add(error, subgraph, path);
  }
  if (isJsonObject(data)) {
    receiver.receive(data);
    budget?.check();
  } else if (!errors?.length) throw invalidResponse(subgraph, 'neither data nor errors');
  else for (const path of receiver.affectedPaths()) executionErrors.markNull(path);
}

function operationOf(node: FetchNode | BatchFetchNode, name: string | undefined): SubgraphOperation {
  const { serviceName, operation, operationKind } = node;
  const kind = operationKind === 'mutation' ? 'mutation' : 'query';
  return { subgraph: serviceName, kind, query: operation, name, node };
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
