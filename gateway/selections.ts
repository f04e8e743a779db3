import { isAbstractType, Kind, type GraphQLInterfaceType, type GraphQLObjectType } from 'graphql';
import type { GraphQLSchema, SelectionSetNode } from 'graphql';
import { both, conditionOf, either, type Included } from './conditions';
import type { Fragments } from './fragments';
import type { Names } from './names';

export interface Selected {
  readonly set: SelectionSetNode;
  readonly included: Included;
}

/** A field of an object's answer, with everything that is selected below it. */
export interface SelectedField {
  readonly key: string;
  /** Its key in the merged data. */
  readonly planKey: string;
  readonly name: string;
  readonly included: Included;
  readonly below: readonly Selected[];
}

export interface Document {
  readonly apiSchema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly names: Names;
}

type Composite = GraphQLObjectType | GraphQLInterfaceType;

/** The fields that are answered for a type, in the order of the document; `@skip(if: true)` is gone already. */
export function selectFields(type: Composite, selected: readonly Selected[], document: Document): SelectedField[] {
  const fields = new Map<string, Collected>();
  for (const { set, included } of selected) collect(type, set, included, document, fields);
  return [...fields].map(([key, { conditions, ...field }]) => ({ ...field, key, included: either(conditions) }));
}

interface Collected extends Pick<SelectedField, 'planKey' | 'name'> {
  readonly conditions: Included[];
  readonly below: Selected[];
}

function collect(
  type: Composite,
  { selections }: SelectionSetNode,
  outer: Included,
  document: Document,
  fields: Map<string, Collected>,
): void {
  for (const selection of selections) {
    const own = conditionOf(selection.directives);
    if (own === 'never') continue;
    const included = both(outer, own);
    if (selection.kind !== Kind.FIELD) {
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? document.fragments.get(selection.name.value)! : selection;
      const condition = fragment.typeCondition?.name.value;
      if (applies(condition, type, document.apiSchema))
        collect(type, fragment.selectionSet, included, document, fields);
      continue;
    }
    const key = (selection.alias ?? selection.name).value;
    const planKey = document.names.planKey(selection);
    const field = fields.get(key) ?? { planKey, name: selection.name.value, conditions: [], below: [] };
    fields.set(key, field);
    field.conditions.push(included);
    if (selection.selectionSet) field.below.push({ set: selection.selectionSet, included });
  }
}

function applies(condition: string | undefined, type: Composite, schema: GraphQLSchema): boolean {
  if (condition === undefined || condition === type.name) return true;
  const abstract = schema.getType(condition);
  return isAbstractType(abstract) && schema.isSubType(abstract, type);
}
