import type { RequiresSelection } from '../planning/planner';
import { isObject } from './merge';
import type { Data } from '../subgraphs/subgraph-executor';

/** Copies what a subgraph requires from an entity; false when a part of it has not been answered by anybody. */
type Take = (entity: Data, into: Data, variables: Readonly<Data>) => boolean;
type PossibleTypes = (condition: string) => ReadonlySet<string>;

/** Makes the representation of an entity; undefined for an entity that cannot be sent. */
export type Represent = (entity: Data, variables: Readonly<Data>) => Data | undefined;

/**
 * A required field that is null is sent as null. One that is absent, because its subgraph failed or does not know the
 * entity, stops the representation: a subgraph must not compute with what nobody knows.
 */
export function compileRepresentation(requires: readonly RequiresSelection[], possibleTypes: PossibleTypes): Represent {
  const take = compileSelections(requires, possibleTypes);
  return (entity, variables) => {
    if (typeof entity.__typename !== 'string') return undefined;
    const representation: Data = { __typename: entity.__typename };
    return take(entity, representation, variables) ? representation : undefined;
  };
}

/**
 * The fields that make the representation of a type, for types whose representations hold plain fields alone: equal ones
 * need not be written out to be known as equal.
 */
export function plainFields(
  requires: readonly RequiresSelection[],
  possibleTypes: PossibleTypes,
): ReadonlyMap<string, readonly string[]> {
  const fragments = requires.filter((selection) => selection.kind === 'InlineFragment');
  const areObjects = fragments.every(({ typeCondition }) => possibleTypes(typeCondition).size === 1);
  const types = new Set(fragments.map(({ typeCondition }) => typeCondition));
  if (!areObjects || fragments.length < requires.length || types.size < fragments.length) return new Map();
  return new Map(
    fragments.flatMap(({ typeCondition, selections, skipIf, includeIf }): [string, readonly string[]][] => {
      const fields = selections.flatMap((each) => (isPlain(each) ? [each.name] : []));
      if (skipIf || includeIf || fields.length < selections.length) return [];
      return [[typeCondition, fields.filter((name) => name !== '__typename')]];
    }),
  );
}

function isPlain(selection: RequiresSelection): selection is RequiresSelection & { readonly name: string } {
  return selection.kind === 'Field' && !selection.selections?.length && !selection.alias;
}

/** Whether a representation holds one of the keys; any value will do when none are known. */
export function hasKey(representation: Data, keys: readonly (readonly string[])[]): boolean {
  if (keys.length > 0) return keys.some((fields) => fields.every((field) => representation[field] != null));
  for (const field in representation) if (field !== '__typename' && representation[field] !== null) return true;
  return false;
}

function compileSelections(selections: readonly RequiresSelection[], possibleTypes: PossibleTypes): Take {
  const takes = selections.map((selection) => compileSelection(selection, possibleTypes));
  return (entity, into, variables) => {
    for (const take of takes) if (!take(entity, into, variables)) return false;
    return true;
  };
}

function compileSelection(selection: RequiresSelection, possibleTypes: PossibleTypes): Take {
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
      const take = compileSelections(selection.selections, possibleTypes);
      const { skipIf, includeIf } = selection;
      return (entity, into, variables) => {
        const typeName = entity.__typename as string | undefined;
        if (typeName !== undefined && !names.has(typeName)) return true;
        if ((skipIf && variables[skipIf] === true) || (includeIf && variables[includeIf] === false)) return true;
        return take(entity, into, variables);
      };
    }
    default:
      throw new Error(`The plan requires an unknown selection: ${selection.kind}`);
  }
}

/** The planner names a field by the key it has in the data, and the representation's own key as its alias. */
function leaf(name: string, key: string): Take {
  if (key === '__typename') return takeTypeName;
  return (entity, into) => {
    const value = valueAt(entity, name, key);
    if (value === undefined) return false;
    into[key] = value;
    return true;
  };
}

function valueAt(entity: Data, name: string, key: string): unknown {
  return entity[name] === undefined ? entity[key] : entity[name];
}

function takeTypeName(entity: Data, into: Data): boolean {
  if (entity.__typename !== undefined) into.__typename = entity.__typename;
  return true;
}

function composite(name: string, key: string, take: Take): Take {
  return (entity, into, variables) => {
    const taken = takeValue(valueAt(entity, name, key), into[key], take, variables);
    if (taken === undefined) return false;
    into[key] = taken;
    return true;
  };
}

/**
 * The parts of an object or of a list's items, added to what another selection took of them. The type goes along where
 * it is known: the plan does not require it below the entity, and an interface cannot be resolved without.
 */
function takeValue(value: unknown, taken: unknown, take: Take, variables: Readonly<Data>): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item, at) =>
      takeValue(item, Array.isArray(taken) ? taken[at] : undefined, take, variables),
    );
    return items.includes(undefined) ? undefined : items;
  }
  const { __typename: typeName } = value as Data;
  const into: Data = isObject(taken) ? taken : typeName === undefined ? {} : { __typename: typeName };
  return take(value as Data, into, variables) ? into : undefined;
}
