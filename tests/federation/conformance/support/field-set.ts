import { Kind, parse, valueFromASTUntyped } from 'graphql';
import type { FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';

/** Reads a field of an object or of a representation; undefined if it is not there. */
export type ReadField = (object: object, field: string, args: Readonly<Record<string, unknown>>) => unknown;
/** Whether an object satisfies a type condition. */
export type IsOfType = (object: object, condition: string) => boolean;

/** Parses the fields of @key, @requires or @provides. */
export function parseFieldSet(fields: string): SelectionSetNode {
  return (parse(`{${fields}}`, { noLocation: true }).definitions[0] as OperationDefinitionNode).selectionSet;
}

/** What `pickFields` returns for a field that is not there. */
export const ABSENT = '(absent)';

/** Returns the fields of a field set, in its order. */
export function pickFields(set: SelectionSetNode, value: unknown, read: ReadField, isOfType: IsOfType): unknown {
  if (value === undefined) return ABSENT;
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item: unknown) => pickFields(set, item, read, isOfType));
  const picked: Record<string, unknown> = {};
  addFields(picked, set, value, read, isOfType);
  return picked;
}

function addFields(
  into: Record<string, unknown>,
  set: SelectionSetNode,
  object: object,
  read: ReadField,
  isOfType: IsOfType,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) throw new Error('a field set has no named fragments');
    if (selection.kind === Kind.FIELD) {
      const value = read(object, selection.name.value, argumentsOf(selection));
      into[selection.name.value] = selection.selectionSet
        ? pickFields(selection.selectionSet, value, read, isOfType)
        : (value ?? (value === null ? null : ABSENT));
    } else if (!selection.typeCondition || isOfType(object, selection.typeCondition.name.value))
      addFields(into, selection.selectionSet, object, read, isOfType);
  }
}

function argumentsOf({ arguments: args = [] }: FieldNode): Record<string, unknown> {
  return Object.fromEntries(args.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));
}

/** The selection sets of a field in field sets, whatever the type conditions around it; undefined if it is not selected. */
export function setsBelow(sets: readonly SelectionSetNode[], field: string): SelectionSetNode[] | undefined {
  const found = sets
    .flatMap(({ selections }) => selections)
    .flatMap((selection): FieldNode[] => {
      if (selection.kind === Kind.FIELD) return selection.name.value === field ? [selection] : [];
      return selection.kind === Kind.INLINE_FRAGMENT ? fieldsNamed(selection.selectionSet, field) : [];
    });
  return found.length === 0 ? undefined : found.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function fieldsNamed({ selections }: SelectionSetNode, field: string): FieldNode[] {
  return selections.flatMap((selection): FieldNode[] => {
    if (selection.kind === Kind.FIELD) return selection.name.value === field ? [selection] : [];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsNamed(selection.selectionSet, field) : [];
  });
}
