import { getNamedType, isCompositeType, isUnionType, Kind } from 'graphql';
import type { FieldNode, GraphQLCompositeType, SelectionSetNode } from 'graphql';
import { possibleTypes, fieldCost, typeWeight, type CostedOperation } from './estimate';
import type { JsonObject } from '../../federation/json-object';

type CostContext = Pick<CostedOperation, 'schema' | 'model' | 'fragments'>;

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
  readonly selected: TypedSelection[];
  /** The response keys of its values; collected when the first value is found. */
  below?: readonly ResponseKey[];
}

/**
 * Returns the cost of a response: its objects, and its leaves with `@cost`, each responseKey once, however often they were
 * selected. A response does not always have `__typename`: the possible type with the lowest weight counts.
 */
export function actualCost(
  data: JsonObject,
  { operation, ...context }: CostContext & Pick<CostedOperation, 'operation'>,
): number {
  const type = context.schema.getRootType(operation.operation)!;
  return costOfObject(data, collectKeys([{ type, set: operation.selectionSet }], context), context);
}

function costOfObject(value: JsonObject, keys: readonly ResponseKey[], context: CostContext): number {
  let cost = 0;
  for (const responseKey of keys) cost += costOfValue(value[responseKey.key], responseKey, context);
  return cost;
}

function costOfValue(value: unknown, responseKey: ResponseKey, context: CostContext): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value))
    return value.reduce<number>((sum, item) => sum + costOfValue(item, responseKey, context), 0);
  if (responseKey.selected.length === 0) return responseKey.weight;
  responseKey.below ??= collectKeys(responseKey.selected, context);
  return responseKey.weight + costOfObject(value as JsonObject, responseKey.below, context);
}

/** Collects the response keys of an object for all its possible types. */
function collectKeys(selected: readonly TypedSelection[], context: CostContext): readonly ResponseKey[] {
  const found = new Map<string, ResponseKey>();
  for (const each of selected) collectSelections(each, context, found);
  return [...found.values()].filter(({ weight, selected: below }) => weight > 0 || below.length > 0);
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
  const key = (node.alias ?? node.name).value;
  const below = getNamedType(field.type);
  const weights = possibleTypes(type, context.schema).map(
    (each) => fieldCost(context.model, each, name).weight ?? typeWeight(below, context, Math.min),
  );
  const responseKey = found.get(key) ?? { key, weight: Infinity, selected: [] };
  responseKey.weight = Math.min(responseKey.weight, ...weights);
  if (isCompositeType(below) && node.selectionSet) responseKey.selected.push({ type: below, set: node.selectionSet });
  found.set(key, responseKey);
}
