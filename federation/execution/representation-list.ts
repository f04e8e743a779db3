import { jsonText } from '../projection/json-text';
import type { JsonObject } from '../json-object';
import type { Supergraph } from '../supergraph/supergraph';
import type { EntityBatchAlias } from '../planning/planner';
import { hasKey, leafFields, type Represent } from './representations';
import { compileRewrites } from './rewrites';

/** The distinct representations of a fetch, in order of first occurrence, as values and as JSON text. */
export interface Representations {
  readonly values: JsonObject[];
  readonly texts: string[];
  /** Position by text. Texts of the end may be missing: they are added when another representation is looked up. */
  readonly byText: Map<string, number>;
  /** The selection whose representations were added by their fields alone: those of another one are looked up by text. */
  owner: PositionOf | undefined;
  /** For the fields of a type: the position of the first representation with a value of the first field. */
  readonly byField: Map<LeafFields, Map<unknown, number>>;
}

export function emptyRepresentations(): Representations {
  return { values: [], texts: [], byText: new Map(), byField: new Map(), owner: undefined };
}

/** Returns the position of an entity's representation; -1 for an entity that is not sent. */
export type PositionOf = (entity: JsonObject, into: Representations, variables: Readonly<JsonObject>) => number;

export type Requirements = Pick<EntityBatchAlias, 'requires' | 'inputRewrites'>;

/** Compiles what adds the representation of an entity. `added` is part of each representation. */
export function compilePositions(
  { requires, inputRewrites }: Requirements,
  represent: Represent,
  subgraph: string,
  { possibleTypes, keysOf }: Supergraph,
  added?: Readonly<JsonObject>,
): PositionOf {
  const rewrite = compileRewrites(inputRewrites, possibleTypes);
  const general: PositionOf = (entity, into, variables) => {
    const representation = represent(entity, variables);
    if (!representation) return -1;
    rewrite?.(representation);
    if (!hasKey(representation, keysOf(subgraph, representation.__typename as string))) return -1;
    return addByText(added ? { ...representation, ...added } : representation, into);
  };
  const leaves = rewrite ? [] : [...leafFields(requires ?? [], possibleTypes)];
  const types = leaves.map(
    ([type, fields]) => [type, compileLeaves(type, fields, keysOf(subgraph, type), added)] as const,
  );
  return types.length === 0 ? general : byFields(new Map(types), general);
}

/** The representation of a type that has leaf fields only. */
interface LeafFields {
  /** Key fields first, because those identify entities. */
  readonly keysFirst: readonly string[];
  /** Adds the representation of an entity that no other representation equals; -1 if it cannot be sent. */
  add(entity: JsonObject, into: Representations): number;
}

function compileLeaves(
  type: string,
  fields: readonly string[],
  keys: readonly (readonly string[])[],
  added?: Readonly<JsonObject>,
): LeafFields {
  const isOfKey = (field: string) => keys.some((key) => key.includes(field));
  const keysFirst = [...fields.filter(isOfKey), ...fields.filter((field) => !isOfKey(field))];
  const named = [...new Set(fields)].map((name) => ({ name, head: `,"${name}":` }));
  const end = `${fieldsText(added ?? {}, ',')}}`;
  const add = (entity: JsonObject, { values, texts }: Representations) => {
    const representation: JsonObject = { __typename: type };
    let text = `{"__typename":"${type}"`;
    for (const { name, head } of named) {
      const value = entity[name];
      if (value === undefined) return -1;
      representation[name] = value;
      text += head + jsonText(value);
    }
    if (!hasKey(representation, keys)) return -1;
    texts.push(text + end);
    return values.push(added ? { ...representation, ...added } : representation) - 1;
  };
  return { keysFirst, add };
}

/** Representations of leaf fields only are equal if their fields are: no text is made to compare them. */
function byFields(leavesByType: ReadonlyMap<string, LeafFields>, general: PositionOf): PositionOf {
  const positionOf: PositionOf = (entity, into, variables) => {
    const leaves = leavesByType.get(entity.__typename as string);
    if (!leaves) return general(entity, into, variables);
    let positions = into.byField.get(leaves);
    if (!positions) into.byField.set(leaves, (positions = new Map<unknown, number>()));
    const first = entity[leaves.keysFirst[0]!];
    const existing = positions.get(first);
    if (existing !== undefined && areEqual(entity, into.values[existing]!, leaves.keysFirst)) return existing;
    if (into.values.length === 0) into.owner = positionOf;
    const isNew = existing === undefined && typeof first !== 'object' && isOnlyBy(positionOf, into);
    const position = isNew ? leaves.add(entity, into) : general(entity, into, variables);
    if (existing === undefined && position >= 0) positions.set(first, position);
    return position;
  };
  return positionOf;
}

/** Whether all representations so far were added by their fields, for this selection: then an unknown field value is a new one. */
function isOnlyBy(selection: PositionOf, { owner, byText }: Representations): boolean {
  return owner === selection && byText.size === 0;
}

function areEqual(one: JsonObject, other: JsonObject, fields: readonly string[]): boolean {
  for (const field of fields) if (one[field] !== other[field]) return false;
  return true;
}

function addByText(representation: JsonObject, { values, texts, byText }: Representations): number {
  for (let at = byText.size; at < texts.length; at++) byText.set(texts[at]!, at);
  const text = `{${fieldsText(representation)}}`;
  const existing = byText.get(text);
  if (existing !== undefined) return existing;
  byText.set(text, values.length);
  texts.push(text);
  return values.push(representation) - 1;
}

/** Serializes fields. Their names need no escaping. */
function fieldsText(fields: Readonly<JsonObject>, before = ''): string {
  let text = '';
  for (const field in fields) text += `${text ? ',' : before}"${field}":${jsonText(fields[field])}`;
  return text;
}
