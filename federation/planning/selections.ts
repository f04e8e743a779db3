import { isAbstractType, Kind, type FieldNode, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import type { GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql';
import { KnownError } from '../../errors';
import { undecidedCondition } from './conditions';
import type { Fragments } from './fragments';
import type { SafeNames } from './safe-names';

/** A field of an object in the response, with its merged selection sets. */
export interface SelectedField {
  /** The client's key in the response. */
  readonly key: string;
  /** The key in the merged data. */
  readonly planKey: string;
  readonly name: string;
  readonly selectionSets: readonly SelectionSetNode[];
  /** Whether the client may not read it. */
  readonly isDenied: boolean;
}

/** A document whose conditions were applied, and its schema. */
export interface CollectContext {
  readonly apiSchema: GraphQLSchema;
  readonly fragments: Fragments;
}

export interface SelectionContext extends CollectContext {
  readonly names: SafeNames;
  /** The selections that the client may not read. Absent: it may read all. */
  readonly denied?: ReadonlySet<FieldNode> | undefined;
}

export type TypeWithFields = GraphQLObjectType | GraphQLInterfaceType;

/** The fields selected for a type, in the order of the document, or the error of a condition that is null. */
export function trySelectFields(
  type: TypeWithFields,
  sets: readonly SelectionSetNode[],
  context: SelectionContext,
): SelectedField[] | KnownError {
  try {
    return [...collectFields(type, sets, context)].map(([key, nodes]) => {
      const [node] = nodes;
      const allowed = context.denied ? nodes.filter((each) => !context.denied!.has(each)) : nodes;
      return {
        key,
        planKey: context.names.planKey(node),
        name: node.name.value,
        selectionSets: selectionSetsOf(allowed),
        isDenied: allowed.length === 0,
      };
    });
  } catch (error) {
    if (error instanceof KnownError) return error;
    throw error;
  }
}

/** At least one node: the nodes that select the same response key. */
export type FieldNodes = [FieldNode, ...FieldNode[]];

export function selectionSetsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

/**
 * The nodes selected for a type by response key, in the order in which the keys occur first: CollectFields of the
 * specification. Throws BAD_USER_INPUT for a condition that is null.
 */
export function collectFields(
  type: TypeWithFields,
  sets: readonly SelectionSetNode[],
  { apiSchema, fragments }: CollectContext,
): Map<string, FieldNodes> {
  const fields = new Map<string, FieldNodes>();
  const visited = new Set<string>();
  const collect = (selection: SelectionNode): void => {
    if (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value)) return;
    const undecided = undecidedCondition(selection);
    if (undecided) throw undecided;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const nodes = fields.get(key);
      if (nodes) nodes.push(selection);
      else fields.set(key, [selection]);
      return;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) visited.add(selection.name.value);
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value)! : selection;
    if (fragmentMatches(fragment.typeCondition?.name.value, type, apiSchema))
      fragment.selectionSet.selections.forEach(collect);
  };
  for (const { selections } of sets) selections.forEach(collect);
  return fields;
}

/** Whether a fragment with this type condition applies to a type. */
export function fragmentMatches(condition: string | undefined, type: TypeWithFields, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
}
