import { answerKeys, type AnswerKeys } from './response-keys';
import { compileEntities, noRepresentations } from './entities';
import type { EntitySelection, EntitySource, Gathered, Representations } from './entities';
import { invalidResponse, type Faults, type Path } from '../execution-errors';
import { sender, usedVariables, type Receiver, type Step, type Tools } from './fetch';
import { pathOf } from './entity-paths';
import type { BatchFetchNode, EntityBatchAlias, FetchNode } from '../planning/planner';
import type { Data } from '../subgraphs/subgraph-executor';
import type { Supergraph } from '../supergraph/supergraph';

/** A fetch of entities at one path. */
export function compileFlatten(path: EntitySource['paths'][number], node: FetchNode, tools: Tools): Step {
  const { requires = [], inputRewrites, outputRewrites } = node;
  const alias = { alias: '_entities', representationsVariableName: 'representations' };
  return compileEntityFetch(node, [{ ...alias, paths: [path], requires, inputRewrites, outputRewrites }], tools);
}

/** A fetch of entities at several paths, each under an alias of its own. */
export function compileBatchFetch(node: BatchFetchNode, tools: Tools): Step {
  return compileEntityFetch(node, node.entityBatch.aliases, tools);
}

/** One selection of entities within a fetch. */
interface Part {
  readonly selection: EntitySelection;
  readonly keys: AnswerKeys;
}

function compileEntityFetch(
  node: FetchNode | BatchFetchNode,
  aliases: readonly EntityBatchAlias[],
  tools: Tools,
): Step {
  const send = sender(node, tools.executorOf);
  const { serviceName: subgraph } = node;
  const parts = aliases.map((source): Part => {
    const place = { subgraph, alias: source.alias, variable: source.representationsVariableName };
    const keys = answerKeys(node.operation, source.outputRewrites, source.alias);
    return { selection: compileEntities(source, place, tools.supergraph), keys };
  });
  const fetch: Step = (run) => {
    const sent = new Map<string, Representations>();
    const batches = parts.map((part) => gather(part, run.data, run.variables, sent));
    if (batches.every((batch) => batch.sent.values.length === 0)) return undefined;
    const variables = usedVariables(node, run.variables);
    const text = textOf(variables, sent);
    for (const [name, { values }] of sent) variables[name] = values;
    return send(run, variables, text, entityReceiver(subgraph, batches, tools.supergraph, run.faults));
  };
  return (run) => {
    try {
      return fetch(run);
    } catch (error) {
      return run.faults.add(invalidResponse(subgraph, error), subgraph, undefined);
    }
  };
}

/** A part of a fetch that is under way. */
interface Batch extends Part {
  readonly data: Data;
  readonly sent: Representations;
  readonly gathered: Gathered;
  /** Positions of entities about which an error was reported. */
  readonly faulty: Set<number>;
}

function gather(part: Part, data: Data, variables: Readonly<Data>, sent: Map<string, Representations>): Batch {
  const { selection } = part;
  const into = sent.get(selection.variable) ?? noRepresentations();
  sent.set(selection.variable, into);
  return { ...part, data, sent: into, gathered: selection.gather(data, into, variables), faulty: new Set() };
}

/** The variables as JSON text; representations are text already. */
function textOf(variables: Readonly<Data>, sent: ReadonlyMap<string, Representations>): () => string {
  const own = JSON.stringify(variables).slice(1, -1);
  return () => {
    const lists = [...sent].map(([name, { texts }]) => `${JSON.stringify(name)}:[${texts.join(',')}]`);
    return `{${own ? `${own},` : ''}${lists.join(',')}}`;
  };
}

function entityReceiver(subgraph: string, batches: readonly Batch[], supergraph: Supergraph, faults: Faults): Receiver {
  return {
    receive(data) {
      const lists = batches.map(({ selection, sent }) => {
        const list = data[selection.alias];
        if (Array.isArray(list) && list.length === sent.values.length) return list as (Data | null)[];
        throw invalidResponse(subgraph, `${selection.alias} is not a list of ${sent.values.length}`);
      });
      batches.forEach((batch, at) => {
        for (const place of lostTo(batch, lists[at]!)) faults.cover(place);
        batch.selection.scatter(lists[at]!, batch.gathered);
      });
    },
    locate([alias, position, ...rest]) {
      const batch = batches.find(({ selection }) => selection.alias === alias);
      if (!batch || typeof position !== 'number') return undefined;
      batch.faulty.add(position);
      return concernedBy(batch, rest.map(batch.keys.mergedKey), supergraph, position);
    },
    *concerned() {
      for (const batch of batches) yield* concernedBy(batch, [], supergraph);
    },
  };
}

const placesOf = ({ selection, data, gathered }: Batch) => selection.places(data, gathered);

/** The places of entities that are null as a whole because of an error somewhere inside them. */
function* lostTo(batch: Batch, answers: readonly (Data | null)[]): Iterable<Path> {
  const { faulty } = batch;
  if (faulty.size === 0) return;
  for (const { path, position } of placesOf(batch)) {
    if (faulty.has(position) && answers[position] === null) yield pathOf(path);
  }
}

/** The places of a batch's entities, or of those at one position, down to the field given, else to each that was asked for. */
function* concernedBy(batch: Batch, rest: Path, supergraph: Supergraph, position?: number): Iterable<Path> {
  for (const { entity, path, position: own } of placesOf(batch)) {
    if (own < 0 || (position !== undefined && own !== position)) continue;
    if (rest.length > 0) yield [...pathOf(path), ...rest];
    else for (const key of keysFor(entity, batch, supergraph)) yield [...pathOf(path), key];
  }
}

function keysFor({ __typename: typeName }: Data, batch: Batch, { possibleTypes }: Supergraph): ReadonlySet<string> {
  const own = batch.keys.all().filter(({ typeCondition }) => {
    return !typeCondition || possibleTypes(typeCondition).has(typeName as string);
  });
  return new Set(own.map(({ key }) => key));
}
