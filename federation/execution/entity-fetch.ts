import { responseKeys, type ResponseKeys } from './response-keys';
import { compileEntities, type EntitySelection, type EntitySource, type CollectedEntities } from './entities';
import { emptyRepresentations, type Representations } from './representation-list';
import { invalidResponse, type ExecutionErrors, type Path } from '../execution-errors';
import type { UnknownEntity, UnsentEntity } from '../execution-errors';
import { createSender, usedVariables, type Receiver, type Step, type CompileContext } from './fetch';
import { stringifyExactly } from '../exact-json';
import { pathOf, type PathLink } from './entity-paths';
import { describeKey } from './representations';
import { isHiddenField } from './hidden-values';
import { compileObjectCount, type ObjectCount } from './count-objects';
import { getsStubs } from './stubs';
import type { BatchFetchNode, EntityBatchAlias, FetchNode } from '../planning/planner';
import type { JsonObject } from '../json-object';
import { isVisibleField, type Supergraph } from '../supergraph/supergraph';

/** Compiles a fetch of entities at one path. */
export function compileFlatten(path: EntitySource['paths'][number], node: FetchNode, context: CompileContext): Step {
  const { requires = [], inputRewrites, outputRewrites } = node;
  const alias = { alias: '_entities', representationsVariableName: 'representations' };
  return compileEntityFetch(node, [{ ...alias, paths: [path], requires, inputRewrites, outputRewrites }], context);
}

/** Compiles a fetch of entities at several paths, each with its own alias. */
export function compileBatchFetch(node: BatchFetchNode, context: CompileContext): Step {
  return compileEntityFetch(node, node.entityBatch.aliases, context);
}

/** One `_entities` field of a fetch. */
interface EntityField {
  readonly selection: EntitySelection;
  readonly keys: ResponseKeys;
  readonly objects: ObjectCount;
}

function compileEntityFetch(
  node: FetchNode | BatchFetchNode,
  aliases: readonly EntityBatchAlias[],
  context: CompileContext,
): Step {
  const send = createSender(node, context);
  const { serviceName: subgraph } = node;
  const objects = compileObjectCount(node.operation);
  const fields = aliases.map((source): EntityField => {
    const target = { subgraph, alias: source.alias, variable: source.representationsVariableName };
    const keys = responseKeys(node.operation, source.outputRewrites, source.alias);
    const isStubbed = (path: EntitySource['paths'][number]) => getsStubs(path, subgraph, context);
    return { selection: compileEntities(source, target, context.supergraph, isStubbed), keys, objects };
  });
  const fetch: Step = (run) => {
    if (run.budget?.error) return undefined;
    const sent = new Map<string, Representations>();
    const batches = fields.map((field) => collect(field, run.data, run.variables, sent));
    const unsent = batches.filter(({ collected }) => collected.unsent.size > 0);
    if (unsent.length > 0) run.errors.addUnsent(() => unsentEntities(unsent, subgraph, context.supergraph));
    if (batches.every((batch) => batch.sent.values.length === 0)) return undefined;
    const variables = usedVariables(node, run.variables);
    const text = textOf(variables, sent);
    for (const [name, { values }] of sent) variables[name] = values;
    return send(run, variables, text, entityReceiver(subgraph, batches, context.supergraph, run.errors));
  };
  return (run) => {
    try {
      return fetch(run);
    } catch (error) {
      return run.errors.add(invalidResponse(subgraph, error), subgraph, undefined);
    }
  };
}

/** The entities of one field in one execution. */
interface Batch extends EntityField {
  readonly data: JsonObject;
  readonly sent: Representations;
  readonly collected: CollectedEntities;
  /** Positions of representations for which an error was reported. */
  readonly failed: Set<number>;
}

function collect(
  field: EntityField,
  data: JsonObject,
  variables: Readonly<JsonObject>,
  sent: Map<string, Representations>,
): Batch {
  const { selection, keys, objects } = field;
  const into = sent.get(selection.variable) ?? emptyRepresentations();
  sent.set(selection.variable, into);
  const collected = selection.collect(data, into, variables);
  return { selection, keys, objects, data, sent: into, collected, failed: new Set() };
}

/** Returns a function for the variables as JSON text; representations are text already. */
function textOf(variables: Readonly<JsonObject>, sent: ReadonlyMap<string, Representations>): () => string {
  const own = stringifyExactly(variables).slice(1, -1);
  return () => {
    const lists = [...sent].map(([name, { texts }]) => `${JSON.stringify(name)}:[${texts.join(',')}]`);
    return `{${own ? `${own},` : ''}${lists.join(',')}}`;
  };
}

function entityReceiver(
  subgraph: string,
  batches: readonly Batch[],
  supergraph: Supergraph,
  errors: ExecutionErrors,
): Receiver {
  return {
    addsCopies: batches.length > 1 || batches[0]!.collected.positions.length > batches[0]!.sent.values.length,
    count: (data) => batches.reduce((sum, batch) => sum + objectsOf(data[batch.selection.alias], batch), 0),
    receive(data) {
      const lists = batches.map(({ selection, sent }) => {
        const list = data[selection.alias];
        if (Array.isArray(list) && list.length === sent.values.length) return list as (JsonObject | null)[];
        throw invalidResponse(subgraph, `${selection.alias} is not a list of ${sent.values.length}`);
      });
      batches.forEach((batch, at) => {
        const list = lists[at]!;
        for (const path of nullEntityPaths(batch, list)) errors.markNull(path);
        if (list.includes(null)) errors.addUnknown(() => unknownEntities(batch, list, subgraph, supergraph));
        batch.selection.merge(lists[at]!, batch.collected);
      });
    },
    locate([alias, position, ...rest]) {
      const batch = batches.find(({ selection }) => selection.alias === alias);
      if (!batch || typeof position !== 'number') return undefined;
      batch.failed.add(position);
      return affectedPaths(batch, rest.map(batch.keys.mergedKey), supergraph, position);
    },
    *affectedPaths() {
      for (const batch of batches) yield* affectedPaths(batch, [], supergraph);
    },
  };
}

/** Counts the objects below the entities of a batch: each result as often as it is merged. */
function objectsOf(results: unknown, { collected, selection, objects }: Batch): number {
  if (!Array.isArray(results)) return 0;
  const counts = results.map((result) => objects.below(selection.alias, result));
  return collected.positions.reduce((sum, position) => sum + (counts[position] ?? 0), 0);
}

const locate = ({ selection, data, collected }: Batch) => selection.locate(data, collected);

/** The paths of entities that are null because of an error inside them. */
function* nullEntityPaths(batch: Batch, results: readonly (JsonObject | null)[]): Iterable<Path> {
  const { failed } = batch;
  if (failed.size === 0) return;
  for (const { path, position } of locate(batch)) {
    if (failed.has(position) && results[position] === null) yield pathOf(path);
  }
}

/** The entities that are null without an error. */
function* unknownEntities(
  batch: Batch,
  results: readonly (JsonObject | null)[],
  subgraph: string,
  supergraph: Supergraph,
): Iterable<UnknownEntity> {
  for (const { path, position } of locate(batch)) {
    if (position < 0 || results[position] !== null || batch.failed.has(position)) continue;
    yield describeEntity(batch.sent.values[position]!, path, subgraph, supergraph);
  }
}

/** The entities that are not sent, each once, because they have no value of a field that the subgraph requires. */
function* unsentEntities(batches: readonly Batch[], subgraph: string, supergraph: Supergraph): Iterable<UnsentEntity> {
  const found = new Set<JsonObject>();
  for (const batch of batches) {
    for (const { entity, path } of locate(batch)) {
      const unsent = batch.collected.unsent.get(entity);
      if (!unsent || found.has(entity)) continue;
      found.add(entity);
      const described = describeEntity(unsent.representation, path, subgraph, supergraph);
      const { name, key } = unsent.missing;
      const isVisible = isVisibleField(supergraph, described.typeName, name);
      yield { ...described, missing: isVisible ? name : undefined, missingPath: [...described.path, key] };
    }
  }
}

/** Describes an entity for a message, without the values that not all clients may read. */
function describeEntity(
  { __typename: type, ...fields }: JsonObject,
  path: PathLink,
  subgraph: string,
  supergraph: Supergraph,
): UnknownEntity {
  const typeName = String(type);
  const isHidden = (field: string) => isHiddenField(supergraph, typeName, field, fields[field]);
  const key = describeKey(fields, supergraph.keysOf(subgraph, typeName), isHidden);
  return { subgraph, typeName, key, path: pathOf(path) };
}

/**
 * The paths of a batch's entities, or only of those with one representation. Each path ends with `rest`, or where that is
 * empty, with each field that was fetched.
 */
function* affectedPaths(batch: Batch, rest: Path, supergraph: Supergraph, position?: number): Iterable<Path> {
  for (const { entity, path, position: own } of locate(batch)) {
    if (own < 0 || (position !== undefined && own !== position)) continue;
    if (rest.length > 0) yield [...pathOf(path), ...rest];
    else for (const key of keysFor(entity, batch, supergraph)) yield [...pathOf(path), key];
  }
}

function keysFor(
  { __typename: typeName }: JsonObject,
  batch: Batch,
  { possibleTypes }: Supergraph,
): ReadonlySet<string> {
  const own = batch.keys.all().filter(({ typeCondition }) => {
    return !typeCondition || possibleTypes(typeCondition).has(typeName as string);
  });
  return new Set(own.map(({ key }) => key));
}
