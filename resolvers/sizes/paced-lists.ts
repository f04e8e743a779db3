import {
  defaultFieldResolver,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Context } from '../../domain/context';
import { when } from '../../maybe-promise';
import { leastBytes } from './least-bytes';
import { READING_FIELDS } from './reading-sizes';

/** Fields in a response from which a list is completed in parts. Shorter lists are completed at once, without promises. */
const FIELDS_AT_ONCE = 2_000;

/**
 * Makes the long lists of a schema give way to other requests: the executor completes all items of a list in one turn of
 * the event loop unless they are promises. A long list also ends the operation when the response would be too large, before
 * the fields of its items are read.
 */
export function paceLists(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const list = isNonNullType(field.type) ? field.type.ofType : field.type;
      const item = getNamedType(list);
      if (!isListType(list) || !isObjectType(item)) continue;
      const resolve = field.resolve ?? defaultFieldResolver;
      field.resolve = (root, args, context: Context, info) =>
        when(resolve(root, args, context, info) as unknown, (value) => {
          if (!Array.isArray(value)) return value;
          const tooMany = context.items?.addItems(value.length);
          if (tooMany) return Promise.reject(tooMany);
          if (!isLong(value, info)) return value;
          const tooLarge = context.response?.add(leastOfItems(value, item, info));
          return tooLarge ? Promise.reject(tooLarge) : context.loaders.work.pace(value);
        });
    }
  }
  return schema;
}

function leastOfItems(
  items: readonly unknown[],
  type: GraphQLObjectType,
  { fieldNodes, fragments }: GraphQLResolveInfo,
): number {
  const least = leastBytes(fieldNodes, type, fragments);
  return items.reduce<number>((bytes, item) => bytes + (item === null || item === undefined ? 0 : least), 0);
}

/** Whether a list with the selected fields of its items takes so long to complete that it is paced. */
export function isLong(
  { length }: readonly unknown[],
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
): boolean {
  if (length < 2) return false;
  const sets = fieldNodes.map(({ selectionSet }) => selectionSet);
  return length * sets.reduce((sum, set) => sum + (set ? fieldsIn(set, fragments) : 0), 0) > FIELDS_AT_ONCE;
}

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

const counted = new WeakMap<SelectionSetNode, number>();

/** A field that reads much counts as several, and one that returns many scalars as many. */
function weightOf(field: string): number {
  if (field === 'descendantCodes') return 200;
  return READING_FIELDS.has(field) ? 20 : 1;
}

/** Counts the fields of one object at all levels, as if each list had one item. */
function fieldsIn(set: SelectionSetNode, fragments: Fragments): number {
  let fields = counted.get(set);
  if (fields !== undefined) return fields;
  fields = 0;
  for (const selection of set.selections) {
    const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
    const below = spread?.selectionSet;
    fields +=
      (selection.kind === Kind.FIELD ? weightOf(selection.name.value) : 0) + (below ? fieldsIn(below, fragments) : 0);
  }
  counted.set(set, fields);
  return fields;
}
