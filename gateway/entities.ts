import { merge, mergeCopy } from './merge';
import { compilePath, type Place } from './paths';
import type { EntityBatchAlias } from './plan';
import { compileRepresentation, hasKey, soleFields } from './representations';
import { compileRewrites } from './rewrites';
import type { Data } from './subgraph';
import type { Supergraph } from './supergraph';

/** Distinct representations in the order in which they were met, as values and as JSON text. */
export interface Representations {
  readonly values: Data[];
  readonly texts: string[];
  /** Position by text. */
  readonly byText: Map<string, number>;
  /** Position by type and by the value of its sole field. */
  readonly bySoleField: Map<string, Map<unknown, number>>;
}

export function noRepresentations(): Representations {
  return { values: [], texts: [], byText: new Map(), bySoleField: new Map() };
}

/** The entities that one selection of a fetch is about: each with the position of its representation, -1 for none. */
export interface Gathered {
  readonly places: readonly Place[];
  readonly positions: readonly number[];
}

/** One selection of entities, compiled: how they are found and represented, and how their answers are merged. */
export interface EntitySelection {
  readonly alias: string;
  readonly variable: string;
  /** Finds the entities in the data and adds their representations to those that are sent. */
  gather(data: Data, into: Representations, variables: Readonly<Data>): Gathered;
  /** Merges the answers, which stand in the order of the representations, into the entities. Null answers say nothing. */
  scatter(answers: readonly (Data | null)[], gathered: Gathered): void;
}

export type EntitySource = Omit<EntityBatchAlias, 'alias' | 'representationsVariableName'>;

export function compileEntities(
  source: EntitySource,
  place: { readonly subgraph: string; readonly alias: string; readonly variable: string },
  supergraph: Supergraph,
): EntitySelection {
  const { possibleTypes } = supergraph;
  const collectors = source.paths.map((path) => compilePath(path, possibleTypes));
  const positionOf = compilePositions(source, place.subgraph, supergraph);
  const rewrite = compileRewrites(source.outputRewrites, possibleTypes);
  return {
    alias: place.alias,
    variable: place.variable,
    gather(data, into, variables) {
      const places: Place[] = [];
      for (const collect of collectors) collect(data, places);
      return { places, positions: places.map(({ entity }) => positionOf(entity, into, variables)) };
    },
    scatter(answers, gathered) {
      rewrite?.(answers);
      scatter(answers, gathered);
    },
  };
}

/** The position of an entity's representation among those that are sent; -1 for an entity that is not. */
type PositionOf = (entity: Data, into: Representations, variables: Readonly<Data>) => number;

function compilePositions(source: EntitySource, subgraph: string, supergraph: Supergraph): PositionOf {
  const { possibleTypes, keysOf } = supergraph;
  const represent = compileRepresentation(source.requires ?? [], possibleTypes);
  const rewrite = compileRewrites(source.inputRewrites, possibleTypes);
  const written: PositionOf = (entity, into, variables) => {
    const representation = represent(entity, variables);
    if (!representation) return -1;
    rewrite?.(representation);
    return hasKey(representation, keysOf(subgraph, representation.__typename as string))
      ? add(representation, into)
      : -1;
  };
  const sole = rewrite ? new Map<string, string>() : soleFields(source.requires ?? [], possibleTypes);
  return sole.size > 0 ? bySoleField(sole, written) : written;
}

/** Representations with one field are written once for each of its values. */
function bySoleField(sole: ReadonlyMap<string, string>, written: PositionOf): PositionOf {
  return (entity, into, variables) => {
    const typeName = entity.__typename as string;
    const field = sole.get(typeName);
    if (field === undefined) return written(entity, into, variables);
    let positions = into.bySoleField.get(typeName);
    if (!positions) into.bySoleField.set(typeName, (positions = new Map<unknown, number>()));
    const value = entity[field];
    let position = positions.get(value);
    if (position === undefined) positions.set(value, (position = written(entity, into, variables)));
    return position;
  };
}

function add(representation: Data, { values, texts, byText }: Representations): number {
  const text = JSON.stringify(representation);
  const known = byText.get(text);
  if (known !== undefined) return known;
  byText.set(text, values.length);
  texts.push(text);
  return values.push(representation) - 1;
}

/** Entities with the same representation share an answer: the last one gets it, those before it get copies. */
function scatter(answers: readonly (Data | null)[], { places, positions }: Gathered): void {
  const uses = new Uint32Array(answers.length);
  for (const position of positions) if (position >= 0) uses[position]!++;
  places.forEach(({ entity }, at) => {
    const position = positions[at]!;
    const answer = position < 0 ? undefined : answers[position];
    if (typeof answer !== 'object' || answer === null) return;
    if (--uses[position]! === 0) merge(entity, answer);
    else mergeCopy(entity, answer);
  });
}
