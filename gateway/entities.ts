import { merge, mergeCopy } from './merge';
import { compilePath, type Place } from './paths';
import type { EntityBatchAlias } from './plan';
import { compileRepresentation, hasKey } from './representations';
import { compileRewrites } from './rewrites';
import type { Data } from './subgraph';
import type { Supergraph } from './supergraph';

/** Distinct representations in the order in which they were met, as values and as JSON text. */
export interface Representations {
  readonly values: Data[];
  readonly texts: string[];
  readonly places: Map<string, number>;
}

export function noRepresentations(): Representations {
  return { values: [], texts: [], places: new Map() };
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
  const represent = compileRepresentation(source.requires ?? [], possibleTypes);
  const before = compileRewrites(source.inputRewrites, possibleTypes);
  const after = compileRewrites(source.outputRewrites, possibleTypes);

  const positionOf = (entity: Data, into: Representations, variables: Readonly<Data>): number => {
    const representation = represent(entity, variables);
    if (!representation) return -1;
    before?.(representation);
    const keys = supergraph.keysOf(place.subgraph, representation.__typename as string);
    return hasKey(representation, keys) ? add(representation, into) : -1;
  };

  return {
    alias: place.alias,
    variable: place.variable,
    gather(data, into, variables) {
      const places: Place[] = [];
      for (const collect of collectors) collect(data, places);
      return { places, positions: places.map(({ entity }) => positionOf(entity, into, variables)) };
    },
    scatter(answers, gathered) {
      after?.(answers);
      scatter(answers, gathered);
    },
  };
}

function add(representation: Data, { values, texts, places }: Representations): number {
  const text = JSON.stringify(representation);
  const known = places.get(text);
  if (known !== undefined) return known;
  places.set(text, values.length);
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
