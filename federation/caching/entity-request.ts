import { stringifyExactly } from '../exact-json';
import type { JsonObject } from '../json-object';
import type { BatchFetchNode, FetchNode } from '../planning/planner';
import type { SubgraphRequest } from '../subgraphs/subgraph-executor';

/** An `_entities` field of an operation, and the variable with its representations. Several fields may share one. */
export interface EntityField {
  readonly alias: string;
  readonly variable: string;
}

/** The representations of one variable, also as JSON text. */
interface Representations {
  readonly values: readonly JsonObject[];
  readonly texts: readonly string[];
}

/** A request for entities, taken apart. */
export interface EntityRequest {
  readonly fields: readonly EntityField[];
  readonly lists: ReadonlyMap<string, Representations>;
  /** The other variables as JSON text. */
  readonly otherText: string;
}

/** One entity of one field. */
export interface EntitySlot extends EntityField {
  readonly position: number;
  readonly type: string;
  /** Its representation as JSON text. */
  readonly text: string;
}

/** Returns the `_entities` fields of a fetch; none for a fetch of root fields. */
export function entityFieldsOf(node: object | undefined): readonly EntityField[] {
  const fetch = node as FetchNode | BatchFetchNode | undefined;
  if (fetch?.kind === 'BatchFetch')
    return fetch.entityBatch.aliases.map(({ alias, representationsVariableName: variable }) => ({ alias, variable }));
  const isOfEntities = fetch?.kind === 'Fetch' && (fetch.requires?.length ?? 0) > 0;
  return isOfEntities ? [{ alias: '_entities', variable: 'representations' }] : [];
}

export function readEntityRequest({ variables }: SubgraphRequest, fields: readonly EntityField[]): EntityRequest {
  const lists = new Map<string, Representations>();
  for (const { variable } of fields) {
    const values = variables[variable] as readonly JsonObject[];
    if (!lists.has(variable)) lists.set(variable, { values, texts: values.map((value) => stringifyExactly(value)) });
  }
  const others = Object.entries(variables).filter(([name]) => !lists.has(name));
  return { fields, lists, otherText: stringifyExactly(Object.fromEntries(others)) };
}

/** Every entity of every field, in order. */
export function slotsOf({ fields, lists }: EntityRequest): EntitySlot[] {
  return fields.flatMap((field) => {
    const { values, texts } = lists.get(field.variable)!;
    return values.map(({ __typename: type }, position) => {
      return { ...field, position, type: String(type), text: texts[position]! };
    });
  });
}

/** The positions of the representations that are sent, by variable. */
export type SentPositions = ReadonlyMap<string, readonly number[]>;

/** Returns which representations must be sent so that each missing entity is fetched. */
export function positionsToSend({ lists }: EntityRequest, missing: readonly EntitySlot[]): SentPositions {
  const wanted = new Map([...lists.keys()].map((variable) => [variable, new Set<number>()]));
  for (const { variable, position } of missing) wanted.get(variable)!.add(position);
  return new Map([...wanted].map(([variable, positions]) => [variable, [...positions].sort((a, b) => a - b)]));
}

/** Returns the request with these representations alone. */
export function reduced(request: SubgraphRequest, { lists, otherText }: EntityRequest, sent: SentPositions) {
  const variables: JsonObject = { ...request.variables };
  const texts: string[] = [];
  for (const [variable, positions] of sent) {
    const list = lists.get(variable)!;
    variables[variable] = positions.map((position) => list.values[position]);
    texts.push(`${JSON.stringify(variable)}:[${positions.map((position) => list.texts[position]).join(',')}]`);
  }
  const others = otherText.slice(1, -1);
  return { ...request, variables, variablesText: () => `{${[...(others ? [others] : []), ...texts].join(',')}}` };
}
