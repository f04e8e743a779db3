import { isAbstractType, Kind, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
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
}

/** A document without @skip and @include, and its schema. */
export interface SelectionContext {
  readonly apiSchema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly names: SafeNames;
}

export type TypeWithFields = GraphQLObjectType | GraphQLInterfaceType;
type Collected = Omit<SelectedField, 'key' | 'selectionSets'> & { readonly selectionSets: SelectionSetNode[] };

/** The fields selected for a type, in the order of the document. */
export function selectFields(
  type: TypeWithFields,
  sets: readonly SelectionSetNode[],
  context: SelectionContext,
): SelectedField[] {
  const fields = new Map<string, Collected>();
  for (const set of sets) collect(type, set, context, fields);
  return [...fields].map(([key, field]) => ({ ...field, key }));
}

function collect(
  type: TypeWithFields,
  { selections }: SelectionSetNode,
  context: SelectionContext,
  fields: Map<string, Collected>,
): void {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? context.fragments.get(selection.name.value)! : selection;
      const condition = fragment.typeCondition?.name.value;
      if (fragmentMatches(condition, type, context.apiSchema)) collect(type, fragment.selectionSet, context, fields);
      continue;
    }
    const key = (selection.alias ?? selection.name).value;
    const planKey = context.names.planKey(selection);
    const field = fields.get(key) ?? { planKey, name: selection.name.value, selectionSets: [] };
    fields.set(key, field);
    if (selection.selectionSet) field.selectionSets.push(selection.selectionSet);
  }
}

/** Whether a fragment with this type condition applies to a type. */
export function fragmentMatches(condition: string | undefined, type: TypeWithFields, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
}
