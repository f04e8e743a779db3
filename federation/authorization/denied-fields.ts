import { Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { ASTNode, ASTVisitor, FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { ConditionalOperation } from '../planning/conditions';
import type { AccessRules } from './access-rules';
import { isMet, type Grants, type Requirement } from './requirement';

/** Returns the distinct requirements of the fields that an operation selects, in a fixed order. */
export function requirementsIn(
  operation: ConditionalOperation,
  rules: AccessRules,
  schema: GraphQLSchema,
): Requirement[] {
  if (rules.isEmpty) return [];
  const found = new Map<string, Requirement>();
  visitFields(operation, schema, (typeName, { name }) => {
    const requirement = rules.ofField(typeName, name.value);
    if (requirement) found.set(JSON.stringify(requirement), requirement);
    return undefined;
  });
  return [...found.values()];
}

/** A text that is equal for clients for whom the same of some requirements are met: one of `y` and `n` for each. */
export function grantKey(requirements: readonly Requirement[], grants: Grants): string {
  return requirements.map((requirement) => (isMet(requirement, grants) ? 'y' : 'n')).join('');
}

/** Whether a client may select a field on a type. */
export type MaySelect = (typeName: string, fieldName: string) => boolean;

/** Returns the decision for what a client has. */
export function decideBy(rules: AccessRules, grants: Grants): MaySelect {
  return (typeName, fieldName) => {
    const requirement = rules.ofField(typeName, fieldName);
    return requirement === undefined || isMet(requirement, grants);
  };
}

/** Returns the selections of an operation that are denied. */
export function deniedIn(
  operation: ConditionalOperation,
  maySelect: MaySelect,
  schema: GraphQLSchema,
): ReadonlySet<FieldNode> {
  const denied = new Set<FieldNode>();
  visitFields(operation, schema, (typeName, field) => {
    if (!maySelect(typeName, field.name.value)) denied.add(field);
    return undefined;
  });
  return denied;
}

/** Removes the selections that are denied, with all below them. A selection set may become empty. */
export function withoutDenied<T extends ConditionalOperation>(
  operation: T,
  maySelect: MaySelect,
  schema: GraphQLSchema,
): T {
  return visitFields(operation, schema, (typeName, field) =>
    maySelect(typeName, field.name.value) ? undefined : null,
  );
}

/** Visits the fields with the types that they are selected on. Fields such as `__typename` belong to no rule. */
function visitFields<T extends ConditionalOperation>(
  operation: T,
  schema: GraphQLSchema,
  visitField: (typeName: string, field: FieldNode) => null | undefined,
): T {
  const typeInfo = new TypeInfo(schema);
  const visitor: ASTVisitor = {
    Field(field) {
      const type = typeInfo.getParentType();
      return type && !field.name.value.startsWith('__') ? visitField(type.name, field) : undefined;
    },
  };
  const visitAll = <Node extends ASTNode>(node: Node): Node => visit(node, visitWithTypeInfo(typeInfo, visitor));
  const fragments = new Map([...operation.fragments].map(([name, fragment]) => [name, visitAll(fragment)]));
  return { ...operation, operation: visitAll(operation.operation), fragments };
}

/** The most denied fields that a refusal names, and the selections that are visited to find them. */
const MOST_NAMED = 20;
const MOST_VISITED = 10_000;

/** The response paths of denied fields, without positions in lists; some of them, if there are many. */
export function deniedPaths(
  { operation, fragments }: ConditionalOperation,
  denied: ReadonlySet<FieldNode>,
): (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  let visited = 0;
  const collect = ({ selections }: SelectionSetNode, path: readonly string[]): void => {
    for (const selection of selections) {
      if (found.size >= MOST_NAMED || ++visited > MOST_VISITED) return;
      if (selection.kind === Kind.FRAGMENT_SPREAD) collect(fragments.get(selection.name.value)!.selectionSet, path);
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet, path);
      else {
        const at = [...path, (selection.alias ?? selection.name).value];
        if (denied.has(selection)) found.set(at.join('.'), at);
        else if (selection.selectionSet) collect(selection.selectionSet, at);
      }
    }
  };
  collect(operation.selectionSet, []);
  return [...found.values()];
}
