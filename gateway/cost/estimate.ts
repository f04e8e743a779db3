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
import type { CostModel, FieldCost, ListSize } from './cost-directives';
import type { Fragments } from '../../federation/planning/fragments';
import { isExcludedBy } from '../../federation/planning/conditions';
import { ORGANISATIONS_PER_POINT, SCALARS_PER_POINT, type Reading } from '../../resolvers/sizes/reading-sizes';
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
  /** Of the largest loaded release. Absent: only objects cost something. */
  readonly organisations?: number;
}

/** Size of a list without `@listSize`: the default largest page. */
export const DEFAULT_LIST_SIZE = 200;

/** Larger numbers are not exact. */
const MAX_COST = Number.MAX_SAFE_INTEGER;

/** What a field states for fields of its result. */
interface Stated {
  /** The list fields that have the size (`sizedFields`). */
  readonly fields: readonly string[];
  readonly size: number;
  /** What the total count reads, in organisations. */
  readonly counted: number;
}

/** The parents that a selection set is executed for. */
interface Parents {
  readonly count: number;
  /** How often the same parent is repeated; Infinity when that is not known. */
  readonly repeats: number;
}

/**
 * Returns the upper bound of an operation's cost: 1 for each object and 0 for each leaf unless `@cost` states otherwise,
 * multiplied by list sizes, and the points of what our own fields read beyond that. Selections excluded by `@skip` or
 * `@include` and introspection cost nothing. Each selection set is calculated once for each type and number of parents.
 */
export function estimateCost(costed: CostedOperation): number {
  const { schema, operation } = costed;
  const root: Parents = { count: 1, repeats: 1 };
  return Math.ceil(createEstimator(costed)(operation.selectionSet, schema.getRootType(operation.operation)!, root));
}

function createEstimator(costed: CostedOperation) {
  const { schema, fragments, variables, organisations = 0 } = costed;
  const cache = new Map<SelectionSetNode, Map<string, number>>();

  const ofSet = (set: SelectionSetNode, type: GraphQLCompositeType, parents: Parents, stated?: Stated): number => {
    const costs = cache.get(set) ?? new Map<string, number>();
    cache.set(set, costs);
    const key = `${type.name} ${parents.count} ${parents.repeats} ${stated ? `${stated.size} ${stated.counted} ${stated.fields.join(' ')}` : ''}`;
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
    const { weight, args, size } = costs;
    const type = getNamedType(field.type);
    const argument = (name: string) => argumentOf(name, field, node, variables);
    const own = size && listSize(size, field, node, variables);
    const reading = organisations > 0 ? costs.reading?.(argument) : undefined;
    const fields = (own !== undefined && size?.fields) || [];
    const below = { fields, size: own ?? 0, counted: (reading?.counted ?? 0) * organisations };
    const isSized = stated?.fields.includes(field.name);
    const count = multiplyByLists(
      field.type,
      isSized ? stated!.size : fields.length > 0 ? undefined : own,
      parents.count,
    );
    const repeats = costs.isWithoutRepeats ? parents.repeats * repeatsIn(size, argument) : Infinity;
    const counted =
      field.name === 'totalCount' && stated ? (stated.counted / ORGANISATIONS_PER_POINT) * parents.count : 0;
    const objects =
      count * (weight ?? typeWeight(type, costed, Math.max)) +
      (isCompositeType(type) ? ofSet(node.selectionSet!, type, { count, repeats }, below) : 0);
    const work = counted + (reading ? readingCost(reading, parents, organisations) : 0);
    return Math.min(objects + argumentsCost(node, args) * parents.count + work, MAX_COST);
  };
  return ofSet;
}

/** Returns the points of what a field reads for all its parents. */
function readingCost(
  { each, all, points = 0, scalars = 0, mostScalars = Infinity }: Reading,
  { count, repeats }: Parents,
  organisations: number,
): number {
  const read = Math.min(count * each, all) * organisations;
  const written = Math.min(count * Math.min(scalars * organisations, mostScalars), all * organisations * repeats);
  return count * points + read / ORGANISATIONS_PER_POINT + (scalars > 0 ? written / SCALARS_PER_POINT : 0);
}

/** Returns how often the values of a list argument are repeated, for a list with one item for each value. */
function repeatsIn(size: ListSize | undefined, argument: (name: string) => unknown): number {
  const values = size?.each === undefined ? undefined : argument(size.each);
  if (!Array.isArray(values) || values.length === 0) return 1;
  return values.length / new Set(values.map((value) => String(value).trim().toUpperCase())).size;
}

/** The cost of a field without cost directives. */
const NO_DIRECTIVES: FieldCost = { weight: undefined, args: new Map<string, number>(), size: undefined };

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

/** Multiplies a number of values by the size of their lists. The stated size is that of the outermost list. */
function multiplyByLists(type: GraphQLOutputType, stated: number | undefined, count: number): number {
  if (isNonNullType(type)) return multiplyByLists(type.ofType, stated, count);
  if (!isListType(type)) return count;
  return Math.min((stated ?? DEFAULT_LIST_SIZE) * multiplyByLists(type.ofType, undefined, count), MAX_COST);
}

function argumentsCost({ arguments: given = [] }: FieldNode, weights: ReadonlyMap<string, number>): number {
  return given.reduce((sum, { name }) => sum + (weights.get(name.value) ?? 0), 0);
}
