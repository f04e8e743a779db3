import type { RequiresSelection } from '../planning/planner';
import { stringifyExactly } from '../exact-json';
import { isJsonObject, type JsonObject } from '../json-object';

/** A required field of an entity that has no value, not even null. */
export interface MissingField {
  readonly name: string;
  /** Its key in the merged data. */
  readonly key: string;
}

/** Copies required fields of an entity to its representation; false when a field is missing. With `missing`, goes on. */
type CopyFields = (
  entity: JsonObject,
  into: JsonObject,
  variables: Readonly<JsonObject>,
  missing?: MissingField[],
) => boolean;
type PossibleTypes = (condition: string) => ReadonlySet<string>;

/**
 * Returns the representation of an entity; undefined for an entity that cannot be sent. With `missing`, returns what there
 * is and adds the fields that are missing.
 */
export type Represent = (
  entity: JsonObject,
  variables: Readonly<JsonObject>,
  missing?: MissingField[],
) => JsonObject | undefined;

/**
 * Compiles the `requires` of a fetch. A required field that is null is sent as null. An entity whose field is absent,
 * because its subgraph failed or has no such entity, is not sent: a subgraph must not compute with an unknown value.
 */
export function compileRepresentation(requires: readonly RequiresSelection[], possibleTypes: PossibleTypes): Represent {
  const copy = compileSelections(requires, possibleTypes);
  return (entity, variables, missing) => {
    if (typeof entity.__typename !== 'string') return undefined;
    const representation: JsonObject = { __typename: entity.__typename };
    return copy(entity, representation, variables, missing) || missing ? representation : undefined;
  };
}

/**
 * Returns the fields in the representation of each type whose representations consist of leaf fields only. Such
 * representations can be compared without serializing them.
 */
export function leafFields(
  requires: readonly RequiresSelection[],
  possibleTypes: PossibleTypes,
): ReadonlyMap<string, readonly string[]> {
  const fragments = requires.filter((selection) => selection.kind === 'InlineFragment');
  const areObjects = fragments.every(({ typeCondition }) => possibleTypes(typeCondition).size === 1);
  const types = new Set(fragments.map(({ typeCondition }) => typeCondition));
  if (!areObjects || fragments.length < requires.length || types.size < fragments.length) return new Map();
  return new Map(
    fragments.flatMap(({ typeCondition, selections, skipIf, includeIf }): [string, readonly string[]][] => {
      const fields = selections.flatMap((each) => (isLeafField(each) ? [each.name] : []));
      if (skipIf || includeIf || fields.length < selections.length) return [];
      return [[typeCondition, fields.filter((name) => name !== '__typename')]];
    }),
  );
}

function isLeafField(selection: RequiresSelection): selection is RequiresSelection & { readonly name: string } {
  return selection.kind === 'Field' && !selection.selections?.length && !selection.alias;
}

/** Whether a representation has all fields of one of the keys, or any value where no keys are declared. */
export function hasKey(representation: JsonObject, keys: readonly (readonly string[])[]): boolean {
  if (keys.length > 0) return keys.some((fields) => fields.every((field) => representation[field] != null));
  for (const field in representation) if (field !== '__typename' && representation[field] !== null) return true;
  return false;
}

/** The longest description of a key, in characters. */
const MAX_DESCRIPTION = 120;

/** The first complete key of a representation that has no hidden field, for a message, for example `code "ZXP0001"`. */
export function describeKey(
  representation: JsonObject,
  keys: readonly (readonly string[])[],
  isHidden: (field: string) => boolean,
): string {
  const complete = keys.filter((fields) => fields.every((field) => representation[field] != null));
  const candidates = complete.length > 0 ? complete : [Object.keys(representation)];
  const fields = candidates.find((each) => !each.some(isHidden));
  if (!fields) return 'this key';
  const text = fields.map((field) => `${field} ${stringifyExactly(representation[field])}`).join(', ');
  return text.length > MAX_DESCRIPTION ? `${text.slice(0, MAX_DESCRIPTION)}…` : text;
}

function compileSelections(selections: readonly RequiresSelection[], possibleTypes: PossibleTypes): CopyFields {
  const copies = selections.map((selection) => compileSelection(selection, possibleTypes));
  return (entity, into, variables, missing) => {
    let isComplete = true;
    for (const copy of copies) {
      if (copy(entity, into, variables, missing)) continue;
      if (!missing) return false;
      isComplete = false;
    }
    return isComplete;
  };
}

function compileSelection(selection: RequiresSelection, possibleTypes: PossibleTypes): CopyFields {
  switch (selection.kind) {
    case 'Field':
      return selection.selections?.length
        ? composite(
            selection.name,
            selection.alias ?? selection.name,
            compileSelections(selection.selections, possibleTypes),
          )
        : leaf(selection.name, selection.alias ?? selection.name);
    case 'InlineFragment': {
      const names = possibleTypes(selection.typeCondition);
      const copy = compileSelections(selection.selections, possibleTypes);
      const { skipIf, includeIf } = selection;
      return (entity, into, variables, missing) => {
        const typeName = entity.__typename as string | undefined;
        if (typeName !== undefined && !names.has(typeName)) return true;
        if ((skipIf && variables[skipIf] === true) || (includeIf && variables[includeIf] === false)) return true;
        return copy(entity, into, variables, missing);
      };
    }
    default:
      throw new Error(`The plan requires an unknown selection: ${selection.kind}`);
  }
}

/** The planner gives the key in the merged data as the name, and the key in the representation as the alias. */
function leaf(name: string, key: string): CopyFields {
  if (key === '__typename') return copyTypeName;
  return (entity, into, _variables, missing) => {
    const value = valueAt(entity, name, key);
    if (value === undefined) return isMissing(name, key, missing);
    into[key] = value;
    return true;
  };
}

function isMissing(name: string, key: string, missing: MissingField[] | undefined): false {
  missing?.push({ name: key, key: name });
  return false;
}

function valueAt(entity: JsonObject, name: string, key: string): unknown {
  return entity[name] === undefined ? entity[key] : entity[name];
}

function copyTypeName(entity: JsonObject, into: JsonObject): boolean {
  if (entity.__typename !== undefined) into.__typename = entity.__typename;
  return true;
}

function composite(name: string, key: string, copy: CopyFields): CopyFields {
  return (entity, into, variables, missing) => {
    const copied = copyValue(valueAt(entity, name, key), into[key], copy, variables);
    if (copied === undefined) return isMissing(name, key, missing);
    into[key] = copied;
    return true;
  };
}

/**
 * Copies the selected fields of an object or of a list's items, adding to what another selection copied. `__typename` is
 * copied where present: a plan does not require it below the entity, but an interface cannot be resolved without it.
 */
function copyValue(value: unknown, copied: unknown, copy: CopyFields, variables: Readonly<JsonObject>): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item, at) =>
      copyValue(item, Array.isArray(copied) ? copied[at] : undefined, copy, variables),
    );
    return items.includes(undefined) ? undefined : items;
  }
  const { __typename: typeName } = value as JsonObject;
  const into: JsonObject = isJsonObject(copied) ? copied : typeName === undefined ? {} : { __typename: typeName };
  return copy(value as JsonObject, into, variables) ? into : undefined;
}
