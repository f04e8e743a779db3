import { Kind, parse, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** A key of an answer, and the type condition under which it is there, if any. */
export interface ResponseKey {
  readonly key: string;
  readonly typeCondition: string | undefined;
}

/** The keys that the answer to a subgraph's operation has at its root, or below one of its root fields. */
export function responseKeys(query: string, below?: string): ResponseKey[] {
  const document = parse(query, { noLocation: true });
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = fragmentsOf(document);
  const root = operation ? fieldsOf(operation.selectionSet, fragments, undefined) : [];
  const fields = below === undefined ? root : root.filter(({ key }) => key === below).flatMap(({ fields }) => fields());
  return fields.filter(({ key }) => key !== '__typename').map(({ key, typeCondition }) => ({ key, typeCondition }));
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

interface Field extends ResponseKey {
  readonly fields: () => Field[];
}

function fieldsOf({ selections }: SelectionSetNode, fragments: Fragments, typeCondition: string | undefined): Field[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) {
      const { alias, name, selectionSet } = selection;
      const fields = () => (selectionSet ? fieldsOf(selectionSet, fragments, undefined) : []);
      return [{ key: (alias ?? name).value, typeCondition, fields }];
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    const condition = fragment?.typeCondition?.name.value ?? typeCondition;
    return fragment ? fieldsOf(fragment.selectionSet, fragments, condition) : [];
  });
}
