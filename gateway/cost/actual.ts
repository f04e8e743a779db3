import { getNamedType, isCompositeType, isUnionType, Kind } from 'graphql';
import type { FieldNode, GraphQLCompositeType, SelectionSetNode } from 'graphql';
import { possibleTypes, fieldCost, typeWeight, type CostedOperation, type Estimate } from './estimate';
import type { JsonObject } from '../../federation/json-object';

interface CostContext extends Pick<CostedOperation, 'schema' | 'model' | 'fragments'> {
  /** The points of what fields read for one parent, as estimated. */
  readonly prices?: Estimate['prices'];
  /** The key of a field in the data. Absent: that of the response. */
  keyOf?(node: FieldNode): string;
  /** Counts the lists of other subgraphs. */
  readonly lists?: ListCounts | undefined;
}

/** The lists of a field that another subgraph returned. */
export interface CountedLists {
  readonly subgraph: string;
  lists: number;
  items: number;
  longest: number;
}

/** By field, for example 'Organisation.clinics'. */
export type ListCounts = Map<string, CountedLists>;

/** A selection set and the type it applies to. */
interface TypedSelection {
  readonly type: GraphQLCompositeType;
  readonly set: SelectionSetNode;
}

/** A response key whose values can cost something. */
interface ResponseKey {
  readonly key: string;
  /** Cost of each value, without its fields. */
  weight: number;
  /** Points of what is read for it. */
  price: number;
  /** The field whose lists are counted; absent for a field of our own subgraph. */
  counted?: { readonly field: string; readonly subgraph: string } | undefined;
  readonly selected: TypedSelection[];
  /** The response keys of its values; collected when the first value is found. */
  below?: readonly ResponseKey[];
}

export type ActualOperation = CostContext & Pick<CostedOperation, 'operation'>;

/**
 * Returns the cost of a response: its objects, its leaves with `@cost`, and the points of what its fields read, each
 * response key once, however often it was selected. A response does not always have `__typename`: the possible type with the lowest weight counts.
 */
export function actualCost(data: JsonObject, operation: ActualOperation): number {
  return Math.floor(costOfObject(data, rootKeys(operation), operation));
}

/** The root keys of operations in the keys of the response, by their prices, which belong to one operation and one model. */
const known = new WeakMap<Estimate['prices'], readonly ResponseKey[]>();

function rootKeys({ operation, ...context }: ActualOperation): readonly ResponseKey[] {
  const collect = () =>
    collectKeys([{ type: context.schema.getRootType(operation.operation)!, set: operation.selectionSet }], context);
  if (!context.prices || context.keyOf) return collect();
  let keys = known.get(context.prices);
  if (!keys) known.set(context.prices, (keys = collect()));
  return keys;
}

function costOfObject(value: JsonObject, keys: readonly ResponseKey[], context: CostContext): number {
  let cost = 0;
  for (const responseKey of keys) {
    const found = value[responseKey.key];
    if (found !== undefined) cost += responseKey.price + costOfValue(found, responseKey, context);
  }
  return cost;
}

function costOfValue(value: unknown, responseKey: ResponseKey, context: CostContext): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return costOfList(value, responseKey, context);
  if (responseKey.selected.length === 0) return responseKey.weight;
  responseKey.below ??= collectKeys(responseKey.selected, context);
  if (responseKey.below.length === 0) return responseKey.weight;
  return responseKey.weight + costOfObject(value as JsonObject, responseKey.below, context);
}

function costOfList(list: readonly unknown[], responseKey: ResponseKey, context: CostContext): number {
  if (responseKey.counted && context.lists) countList(list.length, responseKey.counted, context.lists);
  let cost = 0;
  for (const item of list) cost += costOfValue(item, responseKey, context);
  return cost;
}

function countList(items: number, { field, subgraph }: NonNullable<ResponseKey['counted']>, counts: ListCounts): void {
  const count = counts.get(field);
  if (!count) return void counts.set(field, { subgraph, lists: 1, items, longest: items });
  count.lists++;
  count.items += items;
  count.longest = Math.max(count.longest, items);
}

/** Collects the response keys of an object for all its possible types. */
function collectKeys(selected: readonly TypedSelection[], context: CostContext): readonly ResponseKey[] {
  const found = new Map<string, ResponseKey>();
  for (const each of selected) collectSelections(each, context, found);
  return [...found.values()].filter(
    ({ weight, price, selected: below }) => weight > 0 || price > 0 || below.length > 0,
  );
}

function collectSelections({ set, type }: TypedSelection, context: CostContext, found: Map<string, ResponseKey>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      collectField(selection, type, context, found);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? context.fragments.get(selection.name.value)! : selection;
    const condition = fragment.typeCondition && context.schema.getType(fragment.typeCondition.name.value);
    collectSelections(
      { set: fragment.selectionSet, type: isCompositeType(condition) ? condition : type },
      context,
      found,
    );
  }
}

function collectField(
  node: FieldNode,
  type: GraphQLCompositeType,
  context: CostContext,
  found: Map<string, ResponseKey>,
): void {
  const name = node.name.value;
  const field = isUnionType(type) ? undefined : type.getFields()[name];
  if (!field) return;
  const key = context.keyOf?.(node) ?? (node.alias ?? node.name).value;
  const below = getNamedType(field.type);
  const weights = possibleTypes(type, context.schema).map(
    (each) => fieldCost(context.model, each, name).weight ?? typeWeight(below, context, Math.min),
  );
  const responseKey = found.get(key) ?? { key, weight: Infinity, price: Infinity, selected: [] };
  responseKey.weight = Math.min(responseKey.weight, ...weights);
  responseKey.price = Math.min(responseKey.price, context.prices?.get(node) ?? 0);
  if (isCompositeType(below) && node.selectionSet) {
    responseKey.selected.push({ type: below, set: node.selectionSet });
    responseKey.counted ??= countedField(type, name, context);
  }
  found.set(key, responseKey);
}

/** Returns the field whose lists another subgraph returns. */
function countedField(type: GraphQLCompositeType, field: string, { model }: CostContext): ResponseKey['counted'] {
  const { others } = fieldCost(model, type, field);
  return others ? { field: `${type.name}.${field}`, subgraph: others } : undefined;
}
