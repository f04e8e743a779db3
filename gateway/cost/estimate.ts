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
import type { CostModel, ListSize } from './cost-directives';
import type { Fragments } from '../../federation/planning/fragments';
import { isExcludedBy } from '../../federation/planning/conditions';
import { fragmentMatches, type TypeWithFields } from '../../federation/planning/selections';
import type { JsonObject } from '../../federation/json-object';

/** An operation with its variables and the cost directives of its schema. */
export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly model: CostModel;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** Coerced, defaults included. */
  readonly variables: Readonly<JsonObject>;
}

/** Size of a list without `@listSize`: the default largest page. */
export const DEFAULT_LIST_SIZE = 200;

/** Larger numbers are not exact. */
const MAX_COST = Number.MAX_SAFE_INTEGER;

/** The size that a field states for list fields of its result (`sizedFields`). */
interface SizedFields {
  readonly fields: readonly string[];
  readonly size: number;
}

/**
 * Returns the upper bound of an operation's cost: 1 for each object and 0 for each leaf unless `@cost` states otherwise,
 * multiplied by list sizes. Selections excluded by `@skip` or `@include` and introspection cost nothing. Each selection
 * set is calculated once for each type and size, so the time is linear.
 */
export function estimateCost(costed: CostedOperation): number {
  const { schema, operation } = costed;
  return createEstimator(costed)(operation.selectionSet, schema.getRootType(operation.operation)!);
}

function createEstimator(costed: CostedOperation) {
  const { schema, fragments, variables } = costed;
  const cache = new Map<SelectionSetNode, Map<string, number>>();

  const ofSet = (set: SelectionSetNode, type: GraphQLCompositeType, sized?: SizedFields): number => {
    const costs = cache.get(set) ?? new Map<string, number>();
    cache.set(set, costs);
    const key = sized ? `${type.name} ${sized.size} ${sized.fields.join(' ')}` : type.name;
    let cost = costs.get(key);
    if (cost === undefined) {
      cost = Math.max(0, ...possibleTypes(type, schema).map((each) => ofObject(set, each, sized)));
      costs.set(key, cost);
    }
    return cost;
  };

  const ofObject = ({ selections }: SelectionSetNode, type: TypeWithFields, sized?: SizedFields): number => {
    let cost = 0;
    for (const selection of selections) {
      if (selection.directives?.some((directive) => isExcludedBy(directive, variables))) continue;
      if (selection.kind === Kind.FIELD) cost += ofField(selection, type, sized);
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
        if (fragmentMatches(fragment.typeCondition?.name.value, type, schema))
          cost += ofSet(fragment.selectionSet, type, sized);
      }
    }
    return Math.min(cost, MAX_COST);
  };

  const ofField = (node: FieldNode, parent: TypeWithFields, sized?: SizedFields): number => {
    const field = parent.getFields()[node.name.value];
    if (!field) return 0;
    const { weight, args, size } = fieldCost(costed.model, parent, field.name);
    const type = getNamedType(field.type);
    const own = size && listSize(size, field, node, variables);
    const below = own !== undefined && size?.fields ? { fields: size.fields, size: own } : undefined;
    const each =
      (weight ?? typeWeight(type, costed, Math.max)) +
      (isCompositeType(type) ? ofSet(node.selectionSet!, type, below) : 0);
    const stated = sized?.fields.includes(field.name) ? sized.size : below ? undefined : own;
    return Math.min(multiplyByLists(field.type, stated, each) + argumentsCost(node, args), MAX_COST);
  };
  return ofSet;
}

/** The cost of a field without cost directives. */
const NO_DIRECTIVES = { weight: undefined, args: new Map<string, number>(), size: undefined };

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
    const value = argumentOf(name, field, node, variables);
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

const valueIn = ({ arguments: given }: FieldNode, name: string) =>
  given?.find((argument) => argument.name.value === name)?.value;

function isLiteral(name: string, node: FieldNode): boolean {
  return valueIn(node, name)?.kind === Kind.INT;
}

/** Multiplies the cost of one value by the size of its lists. The stated size is that of the outermost list. */
function multiplyByLists(type: GraphQLOutputType, stated: number | undefined, each: number): number {
  if (isNonNullType(type)) return multiplyByLists(type.ofType, stated, each);
  if (!isListType(type) || each === 0) return each;
  return Math.min((stated ?? DEFAULT_LIST_SIZE) * multiplyByLists(type.ofType, undefined, each), MAX_COST);
}

function argumentsCost({ arguments: given = [] }: FieldNode, weights: ReadonlyMap<string, number>): number {
  return given.reduce((sum, { name }) => sum + (weights.get(name.value) ?? 0), 0);
}
