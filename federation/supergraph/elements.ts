import { isTypeDefinitionNode, isTypeExtensionNode } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, NameNode } from 'graphql';

/** A part of a schema that can have directives. */
export interface Element {
  /** For example 'Organisation', 'Organisation.code', 'Query.search(text:)' or 'Kind.GP'. */
  readonly coordinate: string;
  /** For example 'Query.search' of 'Query.search(text:)'; that of the type itself for a type. */
  readonly owner: string;
  readonly directives: readonly ConstDirectiveNode[];
  /** The directives of the elements around it: of its field and its type. */
  readonly around: readonly ConstDirectiveNode[];
}

interface Node {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly arguments?: readonly Node[] | undefined;
}

/** Lists the types of a schema with their fields, arguments and values; definitions and extensions alike. */
export function elementsOf({ definitions }: DocumentNode): Element[] {
  return definitions.flatMap((definition) => {
    if (!isTypeDefinitionNode(definition) && !isTypeExtensionNode(definition)) return [];
    const { name, directives = [] } = definition;
    const members: readonly Node[] =
      ('fields' in definition && definition.fields) || ('values' in definition && definition.values) || [];
    const type = { coordinate: name.value, owner: name.value, directives, around: [] };
    return [type, ...members.flatMap((member) => memberElements(type, member))];
  });
}

function memberElements(type: Element, { name, directives = [], arguments: args = [] }: Node): Element[] {
  const coordinate = `${type.coordinate}.${name.value}`;
  const member = { coordinate, owner: coordinate, directives, around: type.directives };
  const around = [...directives, ...type.directives];
  return [
    member,
    ...args.map((argument) => ({
      ...member,
      coordinate: `${coordinate}(${argument.name.value}:)`,
      directives: argument.directives ?? [],
      around,
    })),
  ];
}

/** The names of root types in every supergraph, for example 'Query', by those that a subgraph gives them in its `schema`. */
export function rootNames({ definitions }: DocumentNode): ReadonlyMap<string, string> {
  const operations = definitions.flatMap((each) => ('operationTypes' in each ? (each.operationTypes ?? []) : []));
  return new Map(
    operations.map(({ operation, type }) => [type.name.value, operation[0]!.toUpperCase() + operation.slice(1)]),
  );
}

/** The coordinate of an element of a subgraph in the supergraph: 'Query.search' for 'RootQuery.search'. */
export function supergraphCoordinate(coordinate: string, roots: ReadonlyMap<string, string>): string {
  return coordinate.replace(/^\w+/, (name) => roots.get(name) ?? name);
}
