import type { MaybePromise } from '../graph/when';
import { compileEntities, noRepresentations } from './entities';
import type { EntitySelection, EntitySource, Gathered, Representations } from './entities';
import { invalidResponse, type Faults, type Path } from './faults';
import { isObject, merge } from './merge';
import { pathOf } from './paths';
import type { BatchFetchNode, FetchNode, FetchRewrite } from './plan';
import { responseKeys, type ResponseKey } from './response-keys';
import { compileRewrites } from './rewrites';
import type { ClientRequest, Data, SubgraphExecutor, SubgraphOperation, SubgraphResult } from './subgraph';
import type { Supergraph } from './supergraph';

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

/** What becomes of an answer. */
interface Receiver {
  receive(data: Data): void;
  /** Where an error that a subgraph reports is in the merged data; undefined when the subgraph does not say. */
  locate(path: Path): Path[] | undefined;
  /** Every place that has nothing when the whole fetch fails. */
  concerned(): Iterable<Path>;
}

type Variables = Pick<Parameters<SubgraphExecutor>[0], 'variables' | 'variablesText'>;

/** A fetch of root fields. */
export function compileRootFetch(node: FetchNode, { supergraph, executorOf }: Tools): Step {
  const operation = operationOf(node);
  const execute = executorOf(node.serviceName);
  const rewrite = compileRewrites(node.outputRewrites, supergraph.possibleTypes);
  const clientKey = clientKeys(node.outputRewrites);
  const keys = once(() => responseKeys(node.operation));
  return (run) => {
    const variables = used(node.variableUsages, run.variables);
    return ask(execute, operation, { variables, variablesText: () => JSON.stringify(variables) }, run, {
      receive(data) {
        rewrite?.(data);
        merge(run.data, data);
      },
      locate: (path) => [path.map(clientKey)],
      *concerned() {
        for (const { key } of keys()) yield [clientKey(key)];
      },
    });
  };
}

/** A fetch of entities at one path. */
export function compileFlatten(path: EntitySource['paths'][number], node: FetchNode, tools: Tools): Step {
  const { requires = [], inputRewrites, outputRewrites, serviceName: subgraph } = node;
  const source = { paths: [path], requires, inputRewrites, outputRewrites };
  const place = { subgraph, alias: '_entities', variable: 'representations' };
  return compileEntityFetch(node, [{ source, selection: compileEntities(source, place, tools.supergraph) }], tools);
}

/** A fetch of entities at several paths, each under an alias of its own. */
export function compileBatchFetch(node: BatchFetchNode, tools: Tools): Step {
  const parts = node.entityBatch.aliases.map((source) => {
    const { alias, representationsVariableName: variable } = source;
    const place = { subgraph: node.serviceName, alias, variable };
    return { source, selection: compileEntities(source, place, tools.supergraph) };
  });
  return compileEntityFetch(node, parts, tools);
}

interface Part {
  readonly source: EntitySource;
  readonly selection: EntitySelection;
}

function compileEntityFetch(node: FetchNode | BatchFetchNode, parts: readonly Part[], tools: Tools): Step {
  const operation = operationOf(node);
  const execute = tools.executorOf(node.serviceName);
  const compiled = parts.map(({ source, selection }) => ({
    selection,
    keys: once(() => responseKeys(node.operation, selection.alias)),
    clientKey: clientKeys(source.outputRewrites),
  }));
  return (run) => {
    const sent = new Map<string, Representations>();
    const batches = compiled.map((part): Batch => {
      const { variable } = part.selection;
      const into = sent.get(variable) ?? noRepresentations();
      sent.set(variable, into);
      return { ...part, sent: into, gathered: part.selection.gather(run.data, into, run.variables) };
    });
    if ([...sent.values()].every(({ values }) => values.length === 0)) return undefined;
    const variables = withRepresentations(used(node.variableUsages, run.variables), sent);
    return ask(execute, operation, variables, run, entityReceiver(operation.subgraph, batches, tools.supergraph));
  };
}

interface Batch {
  readonly selection: EntitySelection;
  readonly keys: () => readonly ResponseKey[];
  readonly clientKey: (key: string | number) => string | number;
  readonly sent: Representations;
  readonly gathered: Gathered;
}

function entityReceiver(subgraph: string, batches: readonly Batch[], supergraph: Supergraph): Receiver {
  return {
    receive(data) {
      const lists = batches.map(({ selection, sent }) => {
        const list = data[selection.alias];
        if (Array.isArray(list) && list.length === sent.values.length) return list as (Data | null)[];
        if (list == null && sent.values.length === 0) return [];
        throw invalidResponse(subgraph, `${selection.alias} is not a list of ${sent.values.length}`);
      });
      batches.forEach(({ selection, gathered }, at) => selection.scatter(lists[at]!, gathered));
    },
    locate([alias, position, ...rest]) {
      const batch = batches.find(({ selection }) => selection.alias === alias);
      if (!batch || typeof position !== 'number') return undefined;
      return [...concernedBy(batch, rest.map(batch.clientKey), supergraph, position)];
    },
    *concerned() {
      for (const batch of batches) yield* concernedBy(batch, [], supergraph);
    },
  };
}

/** The places of a batch's entities, or of those at one position, down to a field: the one given, else each that was asked for. */
function* concernedBy(batch: Batch, rest: Path, supergraph: Supergraph, position?: number): Iterable<Path> {
  const { places, positions } = batch.gathered;
  for (const [at, { entity, path }] of places.entries()) {
    if (positions[at]! < 0 || (position !== undefined && positions[at] !== position)) continue;
    if (rest.length > 0) yield [...pathOf(path), ...rest];
    else for (const key of keysFor(entity, batch, supergraph)) yield [...pathOf(path), key];
  }
}

function keysFor({ __typename: typeName }: Data, { keys, clientKey }: Batch, supergraph: Supergraph) {
  const own = keys().filter(
    ({ typeCondition }) => !typeCondition || supergraph.possibleTypes(typeCondition).has(typeName as string),
  );
  return new Set(own.map(({ key }) => clientKey(key)));
}

/** Sends one operation and hands its answer over. */
function ask(
  execute: SubgraphExecutor,
  operation: SubgraphOperation,
  variables: Variables,
  run: Run,
  receiver: Receiver,
): MaybePromise<void> {
  const fail = (error: unknown) => {
    for (const path of receiver.concerned()) run.faults.add(error, operation.subgraph, path);
  };
  const settle = (result: SubgraphResult) => {
    try {
      settleResult(result, operation.subgraph, run.faults, receiver, fail);
    } catch (error) {
      fail(error instanceof Error && 'code' in error ? error : invalidResponse(operation.subgraph, error));
    }
  };
  try {
    const { context, headers, signal } = run.client;
    const answer = execute({ operation, ...variables, context, headers, signal });
    return answer instanceof Promise ? answer.then(settle, fail) : settle(answer);
  } catch (error) {
    return fail(error);
  }
}

function settleResult(
  { data, errors }: SubgraphResult,
  subgraph: string,
  faults: Faults,
  receiver: Receiver,
  fail: (error: unknown) => void,
): void {
  for (const error of errors ?? []) {
    const paths = error.path && receiver.locate(error.path);
    if (paths) for (const path of paths) faults.add(error, subgraph, path);
    else if (isObject(data)) faults.add(error, subgraph, undefined);
    else fail(error);
  }
  if (isObject(data)) receiver.receive(data);
  else if (!errors?.length) throw invalidResponse(subgraph, 'neither data nor errors');
}

function operationOf({ serviceName, operation, operationKind }: FetchNode | BatchFetchNode): SubgraphOperation {
  const kind = operationKind === 'mutation' ? 'mutation' : 'query';
  return { subgraph: serviceName, kind, query: operation };
}

function used(names: readonly string[] | undefined, variables: Readonly<Data>): Data {
  const own: Data = {};
  for (const name of names ?? []) if (Object.hasOwn(variables, name)) own[name] = variables[name];
  return own;
}

function withRepresentations(variables: Data, sent: ReadonlyMap<string, Representations>): Variables {
  const own = JSON.stringify(variables).slice(1, -1);
  for (const [name, { values }] of sent) variables[name] = values;
  const variablesText = () => {
    const lists = [...sent].map(([name, { texts }]) => `${JSON.stringify(name)}:[${texts.join(',')}]`);
    return `{${own ? `${own},` : ''}${lists.join(',')}}`;
  };
  return { variables, variablesText };
}

/** Keys that the planner chose to keep two fields apart, as the client knows them. */
function clientKeys(rewrites: readonly FetchRewrite[] | undefined | null) {
  const renamed = new Map<string | number, string>();
  for (const rewrite of rewrites ?? []) {
    const last = 'KeyRenamer' in rewrite ? rewrite.KeyRenamer.path.at(-1) : undefined;
    if ('KeyRenamer' in rewrite && last && 'Key' in last) renamed.set(last.Key, rewrite.KeyRenamer.renameKeyTo);
  }
  return (key: string | number) => renamed.get(key) ?? key;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
