import { isAbstractType, Kind, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import type { Fragments } from './fragments';
import type { Names } from './safe-names';

/** A field of an object's answer, with everything that is selected below it. */
export interface SelectedField {
  readonly key: string;
  /** Its key in the merged data. */
  readonly planKey: string;
  readonly name: string;
  readonly below: readonly SelectionSetNode[];
}

/** A document whose conditions are decided. */
export interface Document {
  readonly apiSchema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly names: Names;
}

export type Composite = GraphQLObjectType | GraphQLInterfaceType;
type Collected = Omit<SelectedField, 'key' | 'below'> & { readonly below: SelectionSetNode[] };

/** The fields that are answered for a type, in the order of the document. */
export function selectFields(type: Composite, sets: readonly SelectionSetNode[], document: Document): SelectedField[] {
  const fields = new Map<string, Collected>();
  for (const set of sets) collect(type, set, document, fields);
  return [...fields].map(([key, field]) => ({ ...field, key }));
}

function collect(
  type: Composite,
  { selections }: SelectionSetNode,
  document: Document,
  fields: Map<string, Collected>,
): void {
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? document.fragments.get(selection.name.value)! : selection;
      const condition = fragment.typeCondition?.name.value;
      if (applies(condition, type, document.apiSchema)) collect(type, fragment.selectionSet, document, fields);
      continue;
    }
    const key = (selection.alias ?? selection.name).value;
    const planKey = document.names.planKey(selection);
    const field = fields.get(key) ?? { planKey, name: selection.name.value, below: [] };
    fields.set(key, field);
    if (selection.selectionSet) field.below.push(selection.selectionSet);
  }
}

/** Whether a fragment on a condition is answered for a type. */
export function applies(condition: string | undefined, type: Composite, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const abstract = schema.getType(condition);
  return isAbstractType(abstract) && schema.isSubType(abstract, type);
}
