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
import { leavesOut } from '../../federation/planning/operation';
import { applies, type Composite } from '../../federation/planning/selections';
import type { Data } from '../../federation/subgraphs/subgraph-executor';

/** An operation whose variables are known, with what is known of its schema. */
export interface Weighed {
  readonly schema: GraphQLSchema;
  readonly model: CostModel;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** Coerced, defaults included. */
  readonly variables: Readonly<Data>;
}

/** Items of a list that says nothing about its size: the largest page of ours. */
export const UNSTATED = 200;

/** Beyond this, numbers are not told apart. */
const MOST = Number.MAX_SAFE_INTEGER;

/** Sizes that a field states for lists of its value. */
interface Sized {
  readonly fields: readonly string[];
  readonly size: number;
}

/**
 * The most that an operation can cost: 1 for each object and 0 for each leaf unless `@cost` says otherwise, lists times
 * their size. What is left out by its conditions costs nothing, and so does introspection. Each selection set is weighed
 * once for each type and size it is asked with, whatever spreads it, so the time is linear.
 */
export function estimate(weighed: Weighed): number {
  const { schema, operation } = weighed;
  return weigher(weighed)(operation.selectionSet, schema.getRootType(operation.operation)!);
}

function weigher(weighed: Weighed) {
  const { schema, fragments, variables } = weighed;
  const known = new Map<SelectionSetNode, Map<string, number>>();

  const ofSet = (set: SelectionSetNode, type: GraphQLCompositeType, sized?: Sized): number => {
    const costs = known.get(set) ?? new Map<string, number>();
    known.set(set, costs);
    const place = sized ? `${type.name} ${sized.size} ${sized.fields.join(' ')}` : type.name;
    let cost = costs.get(place);
    if (cost === undefined) {
      cost = Math.max(0, ...candidates(type, schema).map((each) => ofObject(set, each, sized)));
      costs.set(place, cost);
    }
    return cost;
  };

  const ofObject = ({ selections }: SelectionSetNode, type: Composite, sized?: Sized): number => {
    let cost = 0;
    for (const selection of selections) {
      if (selection.directives?.some((directive) => leavesOut(directive, variables))) continue;
      if (selection.kind === Kind.FIELD) cost += ofField(selection, type, sized);
      else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
        if (applies(fragment.typeCondition?.name.value, type, schema))
          cost += ofSet(fragment.selectionSet, type, sized);
      }
    }
    return Math.min(cost, MOST);
  };

  const ofField = (node: FieldNode, parent: Composite, sized?: Sized): number => {
    const field = parent.getFields()[node.name.value];
    if (!field) return 0;
    const { weight, args, size } = costOf(weighed.model, parent, field.name);
    const type = getNamedType(field.type);
    const own = size && sizeOf(size, field, node, variables);
    const below = own !== undefined && size?.fields ? { fields: size.fields, size: own } : undefined;
    const each =
      (weight ?? weightOf(type, weighed, Math.max)) +
      (isCompositeType(type) ? ofSet(node.selectionSet!, type, below) : 0);
    const stated = sized?.fields.includes(field.name) ? sized.size : below ? undefined : own;
    return Math.min(times(field.type, stated, each) + argumentsCost(node, args), MOST);
  };
  return ofSet;
}

/** What a field's cost is where nothing is said about it. */
const NOTHING = { weight: undefined, args: new Map<string, number>(), size: undefined };

export function costOf({ fields }: CostModel, parent: GraphQLNamedType, field: string) {
  return fields.get(`${parent.name}.${field}`) ?? NOTHING;
}

/** What one value of a type weighs without what is below it; of several possible types the one that is picked. */
export function weightOf(
  type: GraphQLNamedType,
  { schema, model }: Pick<Weighed, 'schema' | 'model'>,
  pick: (...weights: number[]) => number,
): number {
  const stated = model.types.get(type.name);
  if (stated !== undefined) return stated;
  if (!isAbstractType(type)) return isCompositeType(type) ? 1 : 0;
  return pick(...schema.getPossibleTypes(type).map((each) => model.types.get(each.name) ?? 1), 1);
}

/** The types whose fields a value may be answered with: an interface itself where a subgraph knows no more of it. */
export function candidates(type: GraphQLCompositeType, schema: GraphQLSchema): readonly Composite[] {
  if (isObjectType(type)) return [type];
  const possible = schema.getPossibleTypes(type);
  return isInterfaceType(type) ? [...possible, type] : possible;
}

/** Items of a list or of its value's lists; undefined when nothing says how many. */
function sizeOf(
  { each, slicing = [], assumed, largest = MOST }: ListSize,
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Data>,
): number | undefined {
  if (each !== undefined) {
    const values = argumentOf(each, field, node, variables);
    if (Array.isArray(values)) return Math.min(values.length, largest);
  }
  const sizes = slicing.flatMap((name) => {
    const value = argumentOf(name, field, node, variables);
    if (typeof value !== 'number') return [];
    return [Math.max(0, isWritten(name, node) ? Math.min(value, largest) : value)];
  });
  return sizes.length > 0 ? Math.max(...sizes) : assumed;
}

function argumentOf(
  name: string,
  { args }: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Data>,
): unknown {
  const argument = args.find((each) => each.name === name);
  const given = argument && valueIn(node, name);
  const value = given && valueFromAST(given, argument.type, variables);
  return value === undefined ? argument?.defaultValue : value;
}

const valueIn = ({ arguments: given }: FieldNode, name: string) =>
  given?.find((argument) => argument.name.value === name)?.value;

function isWritten(name: string, node: FieldNode): boolean {
  return valueIn(node, name)?.kind === Kind.INT;
}

/** So many values of a type: the size is that of the outermost list, for lists in it nothing is stated. */
function times(type: GraphQLOutputType, stated: number | undefined, each: number): number {
  if (isNonNullType(type)) return times(type.ofType, stated, each);
  if (!isListType(type) || each === 0) return each;
  return Math.min((stated ?? UNSTATED) * times(type.ofType, undefined, each), MOST);
}

function argumentsCost({ arguments: given = [] }: FieldNode, weights: ReadonlyMap<string, number>): number {
  return given.reduce((sum, { name }) => sum + (weights.get(name.value) ?? 0), 0);
}
