import { GraphQLError } from 'graphql';
import type { MaybePromise } from '../../maybe-promise';
import { answerKeys } from './response-keys';
import { invalidResponse, type Faults, type Path } from '../execution-errors';
import { isObject, merge } from './merge';
import type { BatchFetchNode, FetchNode } from '../planning/planner';
import { compileRewrites } from './rewrites';
import type {
  ClientRequest,
  Data,
  SubgraphExecutor,
  SubgraphOperation,
  SubgraphResult,
} from '../subgraphs/subgraph-executor';
import type { Supergraph } from '../supergraph/supergraph';

/** One execution of a plan. */
export interface Run {
  /** What the subgraphs have answered so far, merged. */
  readonly data: Data;
  readonly variables: Readonly<Data>;
  readonly client: ClientRequest;
  readonly faults: Faults;
}

/** A step of a plan; it never rejects: what fails becomes a fault. */
export type Step = (run: Run) => MaybePromise<void>;

export interface Tools {
  readonly supergraph: Supergraph;
  executorOf(subgraph: string): SubgraphExecutor;
}

/** A fetch of root fields. */
export function compileRootFetch(node: FetchNode, { supergraph, executorOf }: Tools): Step {
  const send = sender(node, executorOf);
  const rewrite = compileRewrites(node.outputRewrites, supergraph.possibleTypes);
  const keys = answerKeys(node.operation, node.outputRewrites);
  return (run) => {
    const variables = usedVariables(node, run.variables);
    return send(run, variables, () => JSON.stringify(variables), {
      receive(data) {
        rewrite?.(data);
        merge(run.data, data);
      },
      locate: (path) => [path.map(keys.mergedKey)],
      concerned: () => keys.all().map(({ key }) => [key]),
    });
  };
}

/** What becomes of an answer. */
export interface Receiver {
  receive(data: Data): void;
  /** Where an error that a subgraph reports is in the merged data; undefined when the subgraph does not say. */
  locate(path: Path): Iterable<Path> | undefined;
  /** Every place that has nothing when the whole fetch fails. */
  concerned(): Iterable<Path>;
}

export type Send = (run: Run, variables: Data, variablesText: () => string, receiver: Receiver) => MaybePromise<void>;

/** Sends the operation of one fetch and hands its answer over. */
export function sender(node: FetchNode | BatchFetchNode, executorOf: Tools['executorOf']): Send {
  const execute = executorOf(node.serviceName);
  const operation = operationOf(node);
  return (run, variables, variablesText, receiver) => {
    const fail = (error: unknown) => {
      for (const path of receiver.concerned()) run.faults.add(error, operation.subgraph, path);
    };
    const settle = (result: SubgraphResult) => {
      try {
        handOver(result, operation.subgraph, run.faults, receiver);
      } catch (error) {
        fail(error instanceof GraphQLError ? error : invalidResponse(operation.subgraph, error));
      }
    };
    try {
      const { context, headers, signal } = run.client;
      const answer = execute({ operation, variables, variablesText, context, headers, signal });
      return answer instanceof Promise ? answer.then(settle, fail) : settle(answer);
    } catch (error) {
      return fail(error);
    }
  };
}

/** Throws what fails the whole fetch. */
function handOver({ data, errors }: SubgraphResult, subgraph: string, faults: Faults, receiver: Receiver): void {
  for (const error of errors ?? []) {
    const paths = error.path && receiver.locate(error.path);
    if (!paths && !isObject(data)) throw error;
    for (const path of paths ?? [undefined]) faults.add(error, subgraph, path);
  }
  if (isObject(data)) receiver.receive(data);
  else if (!errors?.length) throw invalidResponse(subgraph, 'neither data nor errors');
  else for (const path of receiver.concerned()) faults.cover(path);
}

function operationOf(node: FetchNode | BatchFetchNode): SubgraphOperation {
  const { serviceName, operation, operationKind } = node;
  const kind = operationKind === 'mutation' ? 'mutation' : 'query';
  return { subgraph: serviceName, kind, query: operation, node };
}

/** The client's variables that a fetch uses, as far as they were given. */
export function usedVariables({ variableUsages }: FetchNode | BatchFetchNode, variables: Readonly<Data>): Data {
  const used: Data = {};
  for (const name of variableUsages ?? []) if (Object.hasOwn(variables, name)) used[name] = variables[name];
  return used;
}
