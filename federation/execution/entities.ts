import { isInterfaceType } from 'graphql';
import { merge, mergeCopy } from './merge';
import { compilePath, type PathLink } from './entity-paths';
import type { EntityBatchAlias } from '../planning/planner';
import { compilePositions, type Representations } from './representation-list';
import { compileRepresentation, hasKey, type MissingField, type Represent } from './representations';
import { compileRewrites } from './rewrites';
import { UNKNOWN_KEY } from './stubs';
import { isJsonObject, type JsonObject } from '../json-object';
import type { Supergraph } from '../supergraph/supergraph';

/** The entities of one selection, each with the position of its representation; -1 for none. */
export interface CollectedEntities {
  readonly entities: readonly JsonObject[];
  readonly positions: readonly number[];
  /** The entities that have a key of the subgraph and are not sent, because a required field is missing. */
  readonly unsent: ReadonlyMap<JsonObject, Unsent>;
}

/** Why an entity is not sent. */
export interface Unsent {
  /** Its representation without the required fields that are missing. */
  readonly representation: JsonObject;
  readonly missing: MissingField;
}

/** An entity with the position of its representation and its path in the merged data. */
export interface LocatedEntity {
  readonly entity: JsonObject;
  readonly position: number;
  readonly path: PathLink;
}

/** A compiled selection of entities: finds them, builds their representations, and merges the results. */
export interface EntitySelection {
  readonly alias: string;
  readonly variable: string;
  /** Finds the entities in the data and adds their representations to `into`. */
  collect(data: JsonObject, into: Representations, variables: Readonly<JsonObject>): CollectedEntities;
  /** Finds the collected entities again with their paths, which only errors need. */
  locate(data: JsonObject, collected: CollectedEntities): LocatedEntity[];
  /** Merges the results, which are in the order of the representations, into the entities. Null results are skipped. */
  merge(results: readonly (JsonObject | null)[], collected: CollectedEntities): void;
}

export type EntitySource = Omit<EntityBatchAlias, 'alias' | 'representationsVariableName'>;

export function compileEntities(
  source: EntitySource,
  target: { readonly subgraph: string; readonly alias: string; readonly variable: string },
  supergraph: Supergraph,
  isStubbed: (path: EntitySource['paths'][number]) => boolean = () => false,
): EntitySelection {
  const { possibleTypes } = supergraph;
  const collectors = source.paths.map((path) => compilePath(path, possibleTypes));
  const represent = compileRepresentation(source.requires ?? [], possibleTypes);
  const plain = compilePositions(source, represent, target.subgraph, supergraph);
  const stubbed = compilePositions(source, represent, target.subgraph, supergraph, { [UNKNOWN_KEY]: 'stub' });
  const unsentOf = compileUnsent(source, represent, target.subgraph, supergraph);
  const positionsOf = source.paths.map((path) => (isStubbed(path) ? stubbed : plain));
  const rewrite = compileRewrites(source.outputRewrites, possibleTypes);
  const isInterface = source.inputRewrites?.length ? interfaceNames(supergraph) : undefined;
  return {
    alias: target.alias,
    variable: target.variable,
    collect(data, into, variables) {
      const entities: JsonObject[] = [];
      const positions: number[] = [];
      collectors.forEach((collectAt, path) => {
        const positionOf = positionsOf[path]!;
        collectAt(data, { entities });
        for (let at = positions.length; at < entities.length; at++)
          positions.push(positionOf(entities[at]!, into, variables));
      });
      return { entities, positions, unsent: unsentOf(entities, positions, variables) };
    },
    locate(data, { entities, positions }) {
      const found = { entities: [] as JsonObject[], paths: [] as PathLink[] };
      for (const collectAt of collectors) collectAt(data, found);
      const positionByEntity = new Map(entities.map((entity, at) => [entity, positions[at]!]));
      return found.entities.flatMap((entity, at) => {
        const position = positionByEntity.get(entity);
        return position === undefined ? [] : [{ entity, position, path: found.paths[at]! }];
      });
    },
    merge(results, collected) {
      rewrite?.(results);
      if (isInterface) keepTypeNames(results, isInterface);
      mergeResults(results, collected);
    },
  };
}

/** Returns the test of whether a type name is that of an interface. */
function interfaceNames({ schema }: Supergraph): (name: unknown) => boolean {
  return (name) => typeof name === 'string' && isInterfaceType(schema.getType(name));
}

/** A subgraph that has an interface as an interface object does not know the types of its entities. They keep theirs. */
function keepTypeNames(results: readonly (JsonObject | null)[], isInterface: (name: unknown) => boolean): void {
  for (const result of results) if (isJsonObject(result) && isInterface(result.__typename)) delete result.__typename;
}

/** Returns a function that finds out why entities without a position are not sent. */
function compileUnsent(
  source: EntitySource,
  represent: Represent,
  subgraph: string,
  { possibleTypes, keysOf }: Supergraph,
) {
  const rewrite = compileRewrites(source.inputRewrites, possibleTypes);
  return (entities: readonly JsonObject[], positions: readonly number[], variables: Readonly<JsonObject>) => {
    const unsent = new Map<JsonObject, Unsent>();
    for (let at = 0; at < entities.length; at++) {
      if (positions[at]! >= 0) continue;
      const fields: MissingField[] = [];
      const representation = represent(entities[at]!, variables, fields);
      const [missing] = fields;
      if (!representation || !missing) continue;
      rewrite?.(representation);
      const keys = keysOf(subgraph, representation.__typename as string);
      if (hasKey(representation, keys)) unsent.set(entities[at]!, { representation, missing });
    }
    return unsent;
  };
}

/** Entities with equal representations share a result: the last one takes it, the others get copies. */
function mergeResults(results: readonly (JsonObject | null)[], { entities, positions }: CollectedEntities): void {
  const uses = new Uint32Array(results.length);
  for (const position of positions) if (position >= 0) uses[position]!++;
  entities.forEach((entity, at) => {
    const position = positions[at]!;
    const result = position < 0 ? undefined : results[position];
    if (typeof result !== 'object' || result === null) return;
    if (--uses[position]! === 0) merge(entity, result);
    else mergeCopy(entity, result);
  });
}
