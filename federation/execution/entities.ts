import { jsonText } from '../projection/json-text';
import { merge, mergeCopy } from './merge';
import { compilePath, type PathLink } from './entity-paths';
import type { EntityBatchAlias } from '../planning/planner';
import { compileRepresentation, hasKey, plainFields } from './representations';
import { compileRewrites } from './rewrites';
import type { Data } from '../subgraphs/subgraph-executor';
import type { Supergraph } from '../supergraph/supergraph';

/** Distinct representations in the order in which they were met, as values and as JSON text. */
export interface Representations {
  readonly values: Data[];
  readonly texts: string[];
  /** Position by text. */
  readonly byText: Map<string, number>;
  /** Position of the first one with a value in the first of the fields that make representations of a type. */
  readonly byField: Map<readonly string[], Map<unknown, number>>;
}

export function noRepresentations(): Representations {
  return { values: [], texts: [], byText: new Map(), byField: new Map() };
}

/** The entities that one selection of a fetch is about: each with the position of its representation, -1 for none. */
export interface Gathered {
  readonly entities: readonly Data[];
  readonly positions: readonly number[];
}

/** One of those entities and where it is. */
export interface Place {
  readonly entity: Data;
  readonly position: number;
  readonly path: PathLink;
}

/** One selection of entities, compiled: how they are found and represented, and how their answers are merged. */
export interface EntitySelection {
  readonly alias: string;
  readonly variable: string;
  /** Finds the entities in the data and adds their representations to those that are sent. */
  gather(data: Data, into: Representations, variables: Readonly<Data>): Gathered;
  /** Finds what was gathered again, with the way to it, which only an error needs. */
  places(data: Data, gathered: Gathered): Place[];
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
      const entities: Data[] = [];
      for (const collect of collectors) collect(data, { entities });
      return { entities, positions: entities.map((entity) => positionOf(entity, into, variables)) };
    },
    places(data, { entities, positions }) {
      const found = { entities: [] as Data[], paths: [] as PathLink[] };
      for (const collect of collectors) collect(data, found);
      const known = new Map(entities.map((entity, at) => [entity, positions[at]!]));
      return found.entities.flatMap((entity, at) => {
        const position = known.get(entity);
        return position === undefined ? [] : [{ entity, position, path: found.paths[at]! }];
      });
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
  if (rewrite) return written;
  const plain = [...plainFields(source.requires ?? [], possibleTypes)];
  if (plain.length === 0) return written;
  return byFields(new Map(plain.map(([type, fields]) => [type, keysFirst(fields, keysOf(subgraph, type))])), written);
}

/** The fields of keys first: they tell entities apart. */
function keysFirst(fields: readonly string[], keys: readonly (readonly string[])[]): readonly string[] {
  const isOfKey = (field: string) => keys.some((key) => key.includes(field));
  return [...fields.filter(isOfKey), ...fields.filter((field) => !isOfKey(field))];
}

/** Representations of plain fields are written once for equal values of them. */
function byFields(plain: ReadonlyMap<string, readonly string[]>, written: PositionOf): PositionOf {
  return (entity, into, variables) => {
    const fields = plain.get(entity.__typename as string);
    if (!fields) return written(entity, into, variables);
    let positions = into.byField.get(fields);
    if (!positions) into.byField.set(fields, (positions = new Map<unknown, number>()));
    const first = entity[fields[0]!];
    const known = positions.get(first);
    if (known !== undefined && areEqual(entity, into.values[known]!, fields)) return known;
    const position = written(entity, into, variables);
    if (known === undefined && position >= 0) positions.set(first, position);
    return position;
  };
}

function areEqual(one: Data, other: Data, fields: readonly string[]): boolean {
  for (const field of fields) if (one[field] !== other[field]) return false;
  return true;
}

function add(representation: Data, { values, texts, byText }: Representations): number {
  const text = textOf(representation);
  const known = byText.get(text);
  if (known !== undefined) return known;
  byText.set(text, values.length);
  texts.push(text);
  return values.push(representation) - 1;
}

/** Names of fields need no quoting of their own. */
function textOf(representation: Data): string {
  let text = '';
  for (const field in representation) text += `${text && ','}"${field}":${jsonText(representation[field])}`;
  return `{${text}}`;
}

/** Entities with the same representation share an answer: the last one gets it, those before it get copies. */
function scatter(answers: readonly (Data | null)[], { entities, positions }: Gathered): void {
  const uses = new Uint32Array(answers.length);
  for (const position of positions) if (position >= 0) uses[position]!++;
  entities.forEach((entity, at) => {
    const position = positions[at]!;
    const answer = position < 0 ? undefined : answers[position];
    if (typeof answer !== 'object' || answer === null) return;
    if (--uses[position]! === 0) merge(entity, answer);
    else mergeCopy(entity, answer);
  });
}
