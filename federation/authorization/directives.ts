import { isInterfaceType, isObjectType, Kind, valueFromASTUntyped, visit } from 'graphql';
import type { ASTNode, ASTVisitor, ConstDirectiveNode, DocumentNode, GraphQLNamedType } from 'graphql';
import { allOf, NOTHING_REQUIRED, type AnyOf, type Requirement } from './requirement';

/** The directives that a supergraph has for access, by their usual names. */
const NAMES = new Set(['authenticated', 'requiresScopes', 'policy']);

/** Elements of a schema that can have directives. */
interface Element {
  readonly astNode?: Directed | null | undefined;
  readonly extensionASTNodes?: readonly Directed[];
}
interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** What the directives of a type or of a field itself require. */
export function requirementOf({ astNode, extensionASTNodes = [] }: Element): Requirement {
  const directives = [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
  const found = directives.filter(({ name }) => NAMES.has(name.value));
  return found.length === 0 ? NOTHING_REQUIRED : allOf(found.map(toRequirement));
}

function toRequirement(directive: ConstDirectiveNode): Requirement {
  if (directive.name.value === 'authenticated') return { ...NOTHING_REQUIRED, authenticated: true };
  return directive.name.value === 'policy'
    ? { ...NOTHING_REQUIRED, policies: [listsOf(directive, 'policies')] }
    : { ...NOTHING_REQUIRED, scopes: [listsOf(directive, 'scopes')] };
}

/** A list of lists of names. As everywhere in GraphQL, one value stands for a list of it. What is no name grants nothing. */
function listsOf({ arguments: given }: ConstDirectiveNode, argument: string): AnyOf {
  const node = given?.find(({ name }) => name.value === argument)?.value;
  const value: unknown = node && valueFromASTUntyped(node);
  if (value === undefined || value === null) return [];
  const lists: unknown[] = Array.isArray(value) ? value : [value];
  return lists.map((list) => (Array.isArray(list) ? list : [list])).filter(isNames);
}

function isNames(list: unknown[]): list is string[] {
  return list.every((name) => typeof name === 'string');
}

/** Returns where a supergraph has a directive for access that would have no effect: on an argument, an input or an enum value. */
export function withoutEffect(document: DocumentNode): string[] {
  const found: string[] = [];
  const refuse = (node: ASTNode & Directed & { readonly name: { readonly value: string } }) => {
    const directive = node.directives?.find(({ name }) => NAMES.has(name.value));
    if (directive) found.push(`${node.name.value} has @${directive.name.value}`);
  };
  const visitor: ASTVisitor = {
    [Kind.INPUT_VALUE_DEFINITION]: refuse,
    [Kind.ENUM_VALUE_DEFINITION]: refuse,
    [Kind.INPUT_OBJECT_TYPE_DEFINITION]: refuse,
    [Kind.DIRECTIVE_DEFINITION]: () => false,
  };
  visit(document, visitor);
  return found;
}

export function hasFields(type: GraphQLNamedType | null | undefined) {
  return isObjectType(type) || isInterfaceType(type) ? type : undefined;
}
