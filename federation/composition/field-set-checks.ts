import { isTypeDefinitionNode, isTypeExtensionNode, Kind, parse } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, FieldDefinitionNode, SelectionSetNode } from 'graphql';
import { argumentsOf, usualNames } from '../supergraph/links';
import type { CompositionProblem } from './composition-problem';
import { placeOfNode } from './places';
import { typeNameOf, typesOf, type TypesOfSubgraph } from './plain-field-sets';

/** Finds objects in @key, @requires and @provides without a selection of their fields, which the library accepts. */
export function fieldSetProblems(subgraph: string, document: DocumentNode): CompositionProblem[] {
  const types = typesOf(document);
  const usual = usualNames(document);
  return document.definitions.flatMap((definition) => {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) return [];
    const typeName = definition.name.value;
    const fields = 'fields' in definition ? ((definition.fields ?? []) as readonly FieldDefinitionNode[]) : [];
    const uses = [
      ...(definition.directives ?? []).map((node) => ({ node, key: typeName })),
      ...fields.flatMap(({ type, directives = [] }) =>
        directives.map((node) => ({ node, requires: typeName, provides: typeNameOf(type) })),
      ),
    ];
    return uses.flatMap(({ node, ...parents }) => {
      const name = usual(node) ?? '';
      const parent = (parents as Record<string, string>)[name];
      const path = parent === undefined ? undefined : emptyObject(setOf(node), parent, types);
      return path === undefined ? [] : [toProblem(subgraph, name, path, node)];
    });
  });
}

function setOf(node: ConstDirectiveNode): SelectionSetNode | undefined {
  try {
    const [operation] = parse(`{${String(argumentsOf(node).fields)}}`, { noLocation: true }).definitions;
    return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined;
  } catch {
    return undefined; // the library reports it
  }
}

/** The first field of a selection that returns objects and selects none of their fields, for example 'Depot.region'. */
function emptyObject(set: SelectionSetNode | undefined, parent: string, types: TypesOfSubgraph): string | undefined {
  for (const selection of set?.selections ?? []) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    const isField = selection.kind === Kind.FIELD;
    const type = isField ? types.fieldType(parent, selection.name.value) : selection.typeCondition?.name.value;
    if (isField && type !== undefined && !selection.selectionSet && types.possible(type).length > 0)
      return `${parent}.${selection.name.value}`;
    const found = emptyObject(selection.selectionSet, type ?? parent, types);
    if (found !== undefined) return found;
  }
  return undefined;
}

function toProblem(subgraph: string, directive: string, field: string, node: ConstDirectiveNode): CompositionProblem {
  return {
    code: `${directive.toUpperCase()}_INVALID_FIELDS`,
    subgraphs: [subgraph],
    message: `The fields of @${directive} name ${field}, which is an object, without any of its fields.`,
    examples: [],
    count: 1,
    location: placeOfNode(node),
    next: `Select fields of it, for example ${field.split('.')[1]} { id }.`,
  };
}
