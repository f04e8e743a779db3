import { getNamedType, isCompositeType, isUnionType, Kind } from 'graphql';
import type { FieldNode, GraphQLCompositeType, SelectionSetNode } from 'graphql';
import { possibleTypes, fieldCost, typeWeight, type CostedOperation, type Estimate } from './estimate';
import type { JsonObject } from '../../federation/json-object';

interface CostContext extends Pick<CostedOperation, 'schema' | 'model' | 'fragments'> {
  /** The points of what fields read for one parent, as estimated. */
  readonly prices?: Estimate['prices'];
  /** The key of a field in the data. Absent: that of the response. */
  keyOf?(node: FieldNode): string;
  /** Called for each list of another subgraph that is found. */
  onList?(field: string, subgraph: string, items: number): void;
}

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
  /** Called with the length of each list; absent for a list of our own subgraph. */
  onList?: ((items: number) => void) | undefined;
  readonly selected: TypedSelection[];
  /** The response keys of its values; collected when the first value is found. */
  below?: readonly ResponseKey[];
}

export type ActualOperation = CostContext & Pick<CostedOperation, 'operation'>;

/**
 * Returns the cost of a response: its objects, its leaves with `@cost`, and the points of what its fields read, each
 * response key once, however often it was selected. A response does not always have `__typename`: the possible type with the lowest weight counts.
 */
export function actualCost(data: JsonObject, { operation, ...context }: ActualOperation): number {
  const type = context.schema.getRootType(operation.operation)!;
  return Math.floor(costOfObject(data, collectKeys([{ type, set: operation.selectionSet }], context), context));
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
  if (Array.isArray(value)) {
    responseKey.onList?.(value.length);
    return value.reduce<number>((sum, item) => sum + costOfValue(item, responseKey, context), 0);
  }
  if (responseKey.selected.length === 0) return responseKey.weight;
  responseKey.below ??= collectKeys(responseKey.selected, context);
  return responseKey.weight + costOfObject(value as JsonObject, responseKey.below, context);
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
    responseKey.onList ??= listObserver(type, name, context);
  }
  found.set(key, responseKey);
}

/** Returns what is called for the lists of a field that another subgraph returns. */
function listObserver(type: GraphQLCompositeType, field: string, { model, onList }: CostContext) {
  const { others } = fieldCost(model, type, field);
  return onList && others ? (items: number) => onList(`${type.name}.${field}`, others, items) : undefined;
}
