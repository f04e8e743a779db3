import { isTypeDefinitionNode, isTypeExtensionNode, Kind, parse, print } from 'graphql';
import type { DocumentNode, SelectionNode, SelectionSetNode, TypeNode } from 'graphql';

/** The types of one subgraph, as far as field sets need them. */
export interface TypesOfSubgraph {
  has(name: string): boolean;
  /** The objects that a value of the type may be: the type itself for an object. */
  possible(name: string): readonly string[];
  /** Whether a type names another one as its interface. */
  implements(name: string, interfaceName: string): boolean;
  /** The name of the type of a field. */
  fieldType(typeName: string, fieldName: string): string | undefined;
}

export function typesOf({ definitions }: DocumentNode): TypesOfSubgraph {
  const types = definitions.filter((each) => isTypeDefinitionNode(each) || isTypeExtensionNode(each));
  const named = (name: string) => types.filter((each) => each.name.value === name);
  const implementing = (name: string, interfaceName: string) =>
    named(name).some(
      (each) => 'interfaces' in each && each.interfaces?.some(({ name: { value } }) => value === interfaceName),
    );
  const isObject = (name: string) => named(name).some(({ kind }) => kind.startsWith('ObjectType'));
  const objects = [...new Set(types.map(({ name }) => name.value))].filter(isObject);
  return {
    has: (name) => named(name).length > 0,
    implements: implementing,
    possible(name) {
      if (isObject(name)) return [name];
      const members = named(name).flatMap((each) => ('types' in each ? (each.types ?? []) : []));
      return [...members.map((member) => member.name.value), ...objects.filter((each) => implementing(each, name))];
    },
    fieldType(typeName, fieldName) {
      const fields = named(typeName).flatMap((each) => ('fields' in each ? [...(each.fields ?? [])] : []));
      const field = fields.find(({ name }) => name.value === fieldName);
      return field && typeNameOf(field.type);
    },
  };
}

/** The name of a type without lists and non-null. */
export function typeNameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeNameOf(type.type);
}

interface Subgraphs {
  /** Of the subgraph that has the field set. */
  readonly types: TypesOfSubgraph;
  readonly others: readonly TypesOfSubgraph[];
}

/**
 * Returns an equal field set whose fragments are on objects alone, and on none that no other subgraph has. An invalid one is
 * returned as it is.
 */
export function plainFieldSet(fieldSet: string, typeName: string, subgraphs: Subgraphs): string {
  if (!fieldSet.includes('...')) return fieldSet;
  try {
    const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return fieldSet;
    const { selections } = plainSet(operation.selectionSet, typeName, subgraphs);
    return selections.map(print).join(' ');
  } catch {
    return fieldSet;
  }
}

function plainSet(set: SelectionSetNode, parent: string, subgraphs: Subgraphs): SelectionSetNode {
  const selections = set.selections.flatMap((selection) => plainSelection(selection, parent, subgraphs));
  return { ...set, selections: selections.length > 0 ? selections : TYPENAME };
}

function plainSelection(node: SelectionNode, parent: string, subgraphs: Subgraphs): readonly SelectionNode[] {
  const { types, others } = subgraphs;
  if (node.kind === Kind.FIELD) {
    const type = node.selectionSet && types.fieldType(parent, node.name.value);
    return [type === undefined ? node : { ...node, selectionSet: plainSet(node.selectionSet!, type, subgraphs) }];
  }
  if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
  const condition = node.typeCondition?.name.value ?? parent;
  const [possible, here] = [types.possible(condition), types.possible(parent)];
  const isObject = here.includes(parent);
  if (condition === parent || (isObject && possible.includes(parent)))
    return plainSet(node.selectionSet, parent, subgraphs).selections;
  if (isObject) return [];
  if (possible.includes(condition))
    return [{ ...node, selectionSet: plainSet(node.selectionSet, condition, subgraphs) }];
  const objects = here.filter((name) => possible.includes(name) && others.some((each) => each.has(name)));
  return objects.map((name) => ({
    ...node,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    selectionSet: plainSet(node.selectionSet, name, subgraphs),
  }));
}

const TYPENAME: readonly SelectionNode[] = [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }];
