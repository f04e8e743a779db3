import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  valueFromAST,
} from 'graphql';
import type {
  FieldNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLNamedType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { OTHER_LIST_SIZE, type CostModel, type FieldCost, type ListSize } from './cost-directives';
import type { Fragments } from '../../federation/planning/fragments';
import { isExcludedBy } from '../../federation/planning/conditions';
import type { MeasuredBounds } from '../../resolvers/sizes/measured-lists';
import { fragmentMatches, type TypeWithFields } from '../../federation/planning/selections';
import type { JsonObject } from '../../federation/json-object';
import { countingCost, readingCost } from './reading-cost';
import type { Parents, SizeBounds } from './size-bounds';

/** An operation with its variables and the cost directives of its schema. */
export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly model: CostModel;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** Coerced, defaults included. */
  readonly variables: Readonly<JsonObject>;
  /** Of the largest loaded release. Absent: only objects cost something. */
  readonly organisations?: number;
  /** What was measured of all loaded releases. Absent: some of them were not measured. */
  readonly bounds?: SizeBounds | undefined;
}

export interface Estimate {
  /** The upper bound of the cost. */
  readonly cost: number;
  /** The points of what each field reads for one parent, without those that read nothing. */
  readonly prices: ReadonlyMap<FieldNode, number>;
}

/** Larger numbers are not exact. */
const MAX_COST = Number.MAX_SAFE_INTEGER;

/** What a field states for fields of its result. */
interface Stated {
  /** The most items of each list field, for all parents together. */
  readonly items: Readonly<Record<string, number>>;
  /** The points of the total count for one parent. */
  readonly counted: number;
}

/**
 * Returns the upper bound of an operation's cost: 1 for each object and 0 for each leaf unless `@cost` states otherwise,
 * multiplied by list sizes, and the points of what our own fields read beyond that. Selections excluded by `@skip` or
 * `@include` and introspection cost nothing. Each selection set is calculated once for each type and number of parents.
 */
export function estimateCost(costed: CostedOperation): number {
  return estimate(costed).cost;
}

/** Returns the upper bound of an operation's cost, as `estimateCost` does, and the prices of what its fields read. */
export function estimate(costed: CostedOperation): Estimate {
  const { schema, operation } = costed;
  const root: Parents = { count: 1, repeats: 1, isDistinct: true };
  const prices = new Map<FieldNode, number>();
  const ofSet = createEstimator(costed, prices);
  return { cost: Math.ceil(ofSet(operation.selectionSet, schema.getRootType(operation.operation)!, root)), prices };
}

function createEstimator(costed: CostedOperation, prices: Map<FieldNode, number>) {
  const { schema, fragments, variables } = costed;
  const cache = new Map<SelectionSetNode, Map<string, number>>();
  const lists = new Map<readonly string[], number>();
  const numberOf = (codes: readonly string[]) => lists.get(codes) ?? (lists.set(codes, lists.size), lists.size - 1);

  const ofSet = (set: SelectionSetNode, type: GraphQLCompositeType, parents: Parents, stated?: Stated): number => {
    const costs = cache.get(set) ?? new Map<string, number>();
    cache.set(set, costs);
    const { codes, ...others } = parents;
    const key = `${type.name} ${codes ? numberOf(codes) : ''} ${JSON.stringify([others, stated])}`;
    let cost = costs.get(key);
    if (cost === undefined) {
      cost = Math.max(0, ...possibleTypes(type, schema).map((each) => ofObjects(set, each, parents, stated)));
      costs.set(key, cost);
    }
    return cost;
  };

  const ofObjects = (set: SelectionSetNode, type: TypeWithFields, parents: Parents, stated?: Stated): number => {
    let cost = 0;
    for (const selection of set.selections) {
      if (selection.directives?.some((directive) => isExcludedBy(directive, variables))) continue;
      if (selection.kind === Kind.FIELD) cost += ofField(selection, type, parents, stated);
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
        if (fragmentMatches(fragment.typeCondition?.name.value, type, schema))
          cost += ofSet(fragment.selectionSet, type, parents, stated);
      }
    }
    return Math.min(cost, MAX_COST);
  };

  const ofField = (node: FieldNode, parent: TypeWithFields, parents: Parents, stated?: Stated): number => {
    const field = parent.getFields()[node.name.value];
    if (!field) return 0;
    const costs = fieldCost(costed.model, parent, field.name);
    const type = getNamedType(field.type);
    const argument = (name: string) => argumentOf(name, field, node, variables);
    const lists = listsOf({ node, field, costs, parents, stated, argument }, costed);
    const children = childrenOf({ field, costs, parents, argument }, lists.count);
    const objects =
      lists.count * (costs.weight ?? typeWeight(type, costed, Math.max)) +
      (isCompositeType(type) ? ofSet(node.selectionSet!, type, children, lists.below) : 0);
    const counted = COUNTS.has(field.name) && stated ? stated.counted * parents.count : 0;
    const work = counted + workOf(costs, argument, parents, costed);
    if (work > 0 && parents.count > 0) prices.set(node, Math.min(prices.get(node) ?? Infinity, work / parents.count));
    return Math.min(objects + argumentsCost(node, costs.args) * parents.count + work, MAX_COST);
  };
  return ofSet;
}

/** The fields of a connection that read the whole list. */
const COUNTS: ReadonlySet<string> = new Set(['totalCount', 'groupCounts']);

interface FieldContext {
  readonly node: FieldNode;
  readonly field: GraphQLField<unknown, unknown>;
  readonly costs: FieldCost;
  readonly parents: Parents;
  readonly stated: Stated | undefined;
  argument(name: string): unknown;
}

/** Returns how many values a field has for all its parents, and what it states for the lists of its result. */
function listsOf({ node, field, costs, parents, stated, argument }: FieldContext, costed: CostedOperation) {
  const { variables, organisations = 0 } = costed;
  const { size } = costs;
  const own = size && listSize(size, field, node, variables);
  const bounds = costed.bounds && costs.bounds?.(argument);
  const measured = bounds?.own ? costed.bounds!.itemsOf(bounds.own, parents, own) : Infinity;
  const items = Math.min(own === undefined ? Infinity : own * parents.count, measured);
  const fields = (own !== undefined && size?.fields) || [];
  const fromAbove = stated?.items[field.name] ?? Infinity;
  const ofField = fields.length > 0 ? fromAbove : Math.min(items, fromAbove);
  const reading = organisations > 0 ? costs.reading?.(argument) : undefined;
  const below: Stated = {
    items: {
      ...Object.fromEntries(fields.map((name) => [name, items])),
      ...statedItems(bounds?.fields ?? {}, parents, costed),
    },
    counted: reading ? countingCost(reading, { organisations, bounds: costed.bounds }) : 0,
  };
  const known = Number.isFinite(ofField) ? ofField : undefined;
  return { count: multiplyByLists(field.type, { items: known, assumed: costs.assumed, count: parents.count }), below };
}

function statedItems(fields: NonNullable<MeasuredBounds['fields']>, parents: Parents, { bounds }: CostedOperation) {
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, bound]) => [name, bounds!.itemsOf(bound, parents)] as const)
      .filter(([, items]) => Number.isFinite(items)),
  );
}

/** Returns the parents of the fields below a field. */
function childrenOf(
  { field, costs, parents, argument }: Omit<FieldContext, 'node' | 'stated'>,
  count: number,
): Parents {
  const repeats = costs.isWithoutRepeats ? parents.repeats * repeatsIn(costs.size, argument) : Infinity;
  const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
  const isDistinct =
    costs.isWithoutRepeats === true && repeats === 1 && (isList ? parents.count === 1 : parents.isDistinct);
  return { count, repeats, isDistinct, codes: costs.codes?.(argument) };
}

/** Returns the points of what a field reads. */
function workOf(
  { reading }: FieldCost,
  argument: (name: string) => unknown,
  parents: Parents,
  { organisations = 0, bounds }: CostedOperation,
): number {
  return reading && organisations > 0 ? readingCost(reading(argument), parents, { organisations, bounds }) : 0;
}

/** Returns how often the values of a list argument are repeated, for a list with one item for each value. */
function repeatsIn(size: ListSize | undefined, argument: (name: string) => unknown): number {
  const values = size?.each === undefined ? undefined : argument(size.each);
  if (!Array.isArray(values) || values.length === 0) return 1;
  return values.length / new Set(values.map((value) => String(value).trim().toUpperCase())).size;
}

/** The cost of a field without cost directives. */
const NO_DIRECTIVES: FieldCost = {
  weight: undefined,
  args: new Map<string, number>(),
  size: undefined,
  assumed: OTHER_LIST_SIZE,
};

/** Returns the cost directives of a field. */
export function fieldCost({ fields }: CostModel, parent: GraphQLNamedType, field: string) {
  return fields.get(`${parent.name}.${field}`) ?? NO_DIRECTIVES;
}

/** Returns the weight of one value of a type without its fields. `pick` chooses among the possible types of an abstract type. */
export function typeWeight(
  type: GraphQLNamedType,
  { schema, model }: Pick<CostedOperation, 'schema' | 'model'>,
  pick: (...weights: number[]) => number,
): number {
  const stated = model.types.get(type.name);
  if (stated !== undefined) return stated;
  if (!isAbstractType(type)) return isCompositeType(type) ? 1 : 0;
  return pick(...schema.getPossibleTypes(type).map((each) => model.types.get(each.name) ?? 1), 1);
}

/** Returns the types that a value can have. Includes an interface itself, because a subgraph may know only the interface. */
export function possibleTypes(type: GraphQLCompositeType, schema: GraphQLSchema): readonly TypeWithFields[] {
  if (isObjectType(type)) return [type];
  const possible = schema.getPossibleTypes(type);
  return isInterfaceType(type) ? [...possible, type] : possible;
}

/** Returns the size of a list, or of the list fields of its result; undefined if the directives do not state it. */
function listSize(
  { each, slicing = [], assumed, largest = MAX_COST }: ListSize,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<JsonObject>,
): number | undefined {
  if (each !== undefined) {
    const values = argumentOf(each, field, node, variables);
    if (Array.isArray(values)) return Math.min(values.length, largest);
  }
  const sizes = slicing.flatMap((name) => {
    // For null, a size counts as its default, if it has one.
    const value = argumentOf(name, field, node, variables) ?? defaultOf(name, field);
    if (typeof value !== 'number') return [];
    return [Math.max(0, isLiteral(name, node) ? Math.min(value, largest) : value)];
  });
  return sizes.length > 0 ? Math.max(...sizes) : assumed;
}

function argumentOf(
  name: string,
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<JsonObject>,
): unknown {
  const argument = args.find((each) => each.name === name);
  const given = argument && valueIn(node, name);
  const value = given && valueFromAST(given, argument.type, variables);
  return value === undefined ? argument?.defaultValue : value;
}

function defaultOf(name: string, { args }: GraphQLField<unknown, unknown>): unknown {
  return args.find((each) => each.name === name)?.defaultValue;
}

const valueIn = ({ arguments: given }: FieldNode, name: string) =>
  given?.find((argument) => argument.name.value === name)?.value;

function isLiteral(name: string, node: FieldNode): boolean {
  return valueIn(node, name)?.kind === Kind.INT;
}

interface ListCount {
  /** Of the outermost list, for all parents; undefined if it is not known. */
  readonly items: number | undefined;
  /** The size of a list of which nothing else is known. */
  readonly assumed: number;
  /** The number of parents. */
  readonly count: number;
}

/** Returns the number of values in the lists of all parents. */
function multiplyByLists(type: GraphQLOutputType, { items, assumed, count }: ListCount): number {
  if (isNonNullType(type)) return multiplyByLists(type.ofType, { items, assumed, count });
  if (!isListType(type)) return count;
  const all = Math.min(items ?? assumed * count, MAX_COST);
  return multiplyByLists(type.ofType, { items: undefined, assumed, count: all });
}

function argumentsCost({ arguments: given = [] }: FieldNode, weights: ReadonlyMap<string, number>): number {
  return given.reduce((sum, { name }) => sum + (weights.get(name.value) ?? 0), 0);
}
