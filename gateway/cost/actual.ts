import { getNamedType, isCompositeType, isUnionType, Kind } from 'graphql';
import type { FieldNode, GraphQLCompositeType, SelectionSetNode } from 'graphql';
import { candidates, costOf, weightOf, type Weighed } from './estimate';
import type { Data } from '../../federation/subgraphs/subgraph-executor';

type Counting = Pick<Weighed, 'schema' | 'model' | 'fragments'>;

/** What is selected of a value. */
interface Selected {
  readonly type: GraphQLCompositeType;
  readonly set: SelectionSetNode;
}

/** A key of an answer that may cost something. */
interface Counted {
  readonly key: string;
  /** Of each of its values. */
  weight: number;
  readonly selected: Selected[];
  /** The keys below, read when a value is first met. */
  below?: readonly Counted[];
}

/**
 * What an answer has cost: its objects, and its leaves where `@cost` says so, counted once each, however often they were
 * selected. An answer does not always say which type an object is of: then the lightest possible one counts.
 */
export function actualCost(data: Data, { operation, ...counting }: Counting & Pick<Weighed, 'operation'>): number {
  const type = counting.schema.getRootType(operation.operation)!;
  return ofObject(data, keysOf([{ type, set: operation.selectionSet }], counting), counting);
}

function ofObject(value: Data, keys: readonly Counted[], counting: Counting): number {
  let cost = 0;
  for (const counted of keys) cost += ofValue(value[counted.key], counted, counting);
  return cost;
}

function ofValue(value: unknown, counted: Counted, counting: Counting): number {
  if (value === null || value === undefined) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + ofValue(item, counted, counting), 0);
  if (counted.selected.length === 0) return counted.weight;
  counted.below ??= keysOf(counted.selected, counting);
  return counted.weight + ofObject(value as Data, counted.below, counting);
}

/** The keys of an object, whichever of its possible types it is of. */
function keysOf(selected: readonly Selected[], counting: Counting): readonly Counted[] {
  const found = new Map<string, Counted>();
  for (const each of selected) collect(each, counting, found);
  return [...found.values()].filter(({ weight, selected: below }) => weight > 0 || below.length > 0);
}

function collect({ set, type }: Selected, counting: Counting, found: Map<string, Counted>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      collectField(selection, type, counting, found);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? counting.fragments.get(selection.name.value)! : selection;
    const condition = fragment.typeCondition && counting.schema.getType(fragment.typeCondition.name.value);
    collect({ set: fragment.selectionSet, type: isCompositeType(condition) ? condition : type }, counting, found);
  }
}

function collectField(
  node: FieldNode,
  type: GraphQLCompositeType,
  counting: Counting,
  found: Map<string, Counted>,
): void {
  const name = node.name.value;
  const field = isUnionType(type) ? undefined : type.getFields()[name];
  if (!field) return;
  const key = (node.alias ?? node.name).value;
  const below = getNamedType(field.type);
  const weights = candidates(type, counting.schema).map(
    (each) => costOf(counting.model, each, name).weight ?? weightOf(below, counting, Math.min),
  );
  const counted = found.get(key) ?? { key, weight: Infinity, selected: [] };
  counted.weight = Math.min(counted.weight, ...weights);
  if (isCompositeType(below) && node.selectionSet) counted.selected.push({ type: below, set: node.selectionSet });
  found.set(key, counted);
}
