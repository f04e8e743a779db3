import { getLocation, isTypeDefinitionNode, isTypeExtensionNode } from 'graphql';
import type { ASTNode, ConstDirectiveNode, DocumentNode, NameNode, SourceLocation } from 'graphql';
import type { TypeDefinitionNode, TypeExtensionNode } from 'graphql';

export type TypeNode = TypeDefinitionNode | TypeExtensionNode;

/** A part of a schema that has a name: a type, a field, an argument or a value. */
interface Part {
  readonly name: NameNode;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly arguments?: readonly Part[] | undefined;
  readonly loc?: ASTNode['loc'];
}

/** The definitions of a type in a subgraph, with its extensions. */
export function definitionsOf(typeName: string, { definitions }: DocumentNode): TypeNode[] {
  const types = definitions.filter((definition) => isTypeDefinitionNode(definition) || isTypeExtensionNode(definition));
  return types.filter(({ name }) => name.value === typeName);
}

/** The place of a coordinate such as 'Kind.GP' or 'Query.search(text:)', or of a directive on it. Not of what is not there. */
export function placeOfCoordinate(
  coordinate: string,
  document: DocumentNode,
  directive?: string,
): SourceLocation | undefined {
  const parts = partsAt(coordinate, document);
  const directives = parts.flatMap((part) => part.directives ?? []).filter(({ name }) => isNamed(name, directive));
  const node = directives[0] ?? parts[0];
  return node && placeOfNode(node);
}

export function placeOfNode({ loc }: Pick<ASTNode, 'loc'>): SourceLocation | undefined {
  return loc && getLocation(loc.source, loc.start);
}

/** The place of the first use of a directive, also of @link and the like on the schema. */
export function placeOfSchemaDirective({ definitions }: DocumentNode, directive: string): SourceLocation | undefined {
  const nodes = definitions.flatMap((each) =>
    /^Schema/.test(each.kind) && 'directives' in each ? (each.directives ?? []) : [],
  );
  const node = nodes.find(({ name }) => isNamed(name, directive));
  return node && placeOfNode(node);
}

/** The last definition of a type: the one that is too many. */
export function placeOfLast(typeName: string, document: DocumentNode): SourceLocation | undefined {
  const last = definitionsOf(typeName, document).at(-1);
  return last && placeOfNode(last);
}

/** The place of the first type, field or value with a name. */
export function placeOfName(name: string, document: DocumentNode): SourceLocation | undefined {
  const types = document.definitions.filter((each) => isTypeDefinitionNode(each) || isTypeExtensionNode(each));
  const parts: readonly Part[] = types.flatMap((type) => [type, ...membersOf(type)]);
  const node = parts.find((part) => part.name.value === name);
  return node && placeOfNode(node);
}

function partsAt(coordinate: string, document: DocumentNode): readonly Part[] {
  const [, typeName = '', member, argument] = /^(\w+)(?:\.(\w+)(?:\((\w+):\))?)?$/.exec(coordinate) ?? [];
  const types = definitionsOf(typeName, document);
  if (member === undefined) return types;
  const members = types.flatMap(membersOf).filter(({ name }) => name.value === member);
  if (argument === undefined) return members;
  return members.flatMap((each) => each.arguments ?? []).filter(({ name }) => name.value === argument);
}

function membersOf(definition: TypeNode): readonly Part[] {
  if ('fields' in definition) return definition.fields ?? [];
  return 'values' in definition ? (definition.values ?? []) : [];
}

function isNamed({ value }: NameNode, directive: string | undefined): boolean {
  return directive !== undefined && (value === directive || value.endsWith(`__${directive}`));
}
