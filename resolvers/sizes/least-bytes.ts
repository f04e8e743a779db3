import {
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';

type Fragments = GraphQLResolveInfo['fragments'];

/** Bytes of `null`; the least of a leaf, of a list, and of the quotes and the colon of a key. */
const [NULL, LEAF, LIST, KEY] = [4, 1, 2, 3];

/**
 * Returns the least bytes of the JSON of one object of a list: its keys, which are the names and aliases of the document,
 * and the shortest possible values. Fields with a condition, and of types that only some objects have, are not counted.
 */
export function leastBytes(nodes: readonly FieldNode[], type: GraphQLObjectType, fragments: Fragments): number {
  const keys = new Map<string, number>();
  for (const { selectionSet } of nodes) if (selectionSet) addKeys(selectionSet, type, fragments, keys);
  let bytes = 1 + keys.size; // braces and commas
  for (const each of keys.values()) bytes += each;
  return bytes;
}

function addKeys(
  { selections }: SelectionSetNode,
  type: GraphQLObjectType,
  fragments: Fragments,
  keys: Map<string, number>,
): void {
  for (const selection of selections) {
    if (selection.directives?.length) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const field = type.getFields()[selection.name.value]?.type;
      keys.set(key, KEY + key.length + (field ? leastOfValue(selection, field, fragments) : LEAF));
      continue;
    }
    const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
    const condition = spread?.typeCondition?.name.value ?? type.name;
    if (spread && condition === type.name) addKeys(spread.selectionSet, type, fragments, keys);
  }
}

function leastOfValue(node: FieldNode, type: GraphQLOutputType, fragments: Fragments): number {
  if (isListType(getNullableType(type))) return LIST;
  const named = getNamedType(type);
  if (!isObjectType(named)) return LEAF;
  return isNonNullType(type) ? leastBytes([node], named, fragments) : NULL;
}
