import { Kind, valueFromASTUntyped } from 'graphql';
import type { DirectiveNode, DocumentNode, FieldDefinitionNode, TypeDefinitionNode } from 'graphql';

/** Returns the names of the subgraphs that resolve a field; none for a schema that is no supergraph. */
export type FieldSubgraphs = (definition: TypeDefinitionNode, field: FieldDefinitionNode) => readonly string[];

/** Returns the look-up of the subgraphs of the fields of a supergraph. */
export function fieldSubgraphs({ definitions }: DocumentNode): FieldSubgraphs {
  const graphs = definitions.find(
    (definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph',
  );
  const values = graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []) : [];
  const names = new Map(
    values.map((value) => [value.name.value, String(joins(value, 'join__graph')[0]?.name ?? value.name.value)]),
  );
  return (definition, field) => {
    const stated = joins(field, 'join__field').filter(
      ({ graph, external }) => graph !== undefined && external !== true,
    );
    const resolving = stated.length > 0 ? stated : joins(definition, 'join__type');
    return [...new Set(resolving.map(({ graph }) => names.get(String(graph)) ?? String(graph)))];
  };
}

function joins({ directives }: { readonly directives?: readonly DirectiveNode[] | undefined }, directive: string) {
  return (directives ?? [])
    .filter(({ name }) => name.value === directive)
    .map(({ arguments: given }): Readonly<Record<string, unknown>> =>
      Object.fromEntries((given ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)])),
    );
}
