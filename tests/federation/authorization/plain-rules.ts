import { getNamedType, isInterfaceType, isObjectType, parse, valueFromASTUntyped } from 'graphql';
import type { ConstDirectiveNode, GraphQLNamedType, GraphQLSchema, SelectionSetNode } from 'graphql';

/** What a client has. */
export interface Has {
  readonly isAuthenticated: boolean;
  readonly scopes: readonly string[];
  readonly policies: readonly string[];
}

/** Whether a client may select a field on a type: read off the directives anew for each question, without any cache. */
export type MaySelect = (has: Has, typeName: string, fieldName: string) => boolean;

/** Every client that can exist with these names. */
export function allClients(scopes: readonly string[], policies: readonly string[]): Has[] {
  const subsets = (names: readonly string[]) =>
    Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_name, at) => bits & (1 << at)));
  return [false, true].flatMap((isAuthenticated) =>
    subsets(scopes).flatMap((some) =>
      subsets(policies).map((granted) => ({ isAuthenticated, scopes: some, policies: granted })),
    ),
  );
}

export function plainRules(schema: GraphQLSchema, clients: readonly Has[]): MaySelect {
  const rules = new PlainRules(schema, clients);
  return (has, typeName, fieldName) => rules.maySelect(has, typeName, fieldName);
}

class PlainRules {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly clients: readonly Has[],
  ) {}

  maySelect(has: Has, typeName: string, fieldName: string): boolean {
    const type = this.schema.getType(typeName)!;
    const output = getNamedType(fieldOf(type, fieldName)!.type);
    const owners = [type, ...this.possible(type)];
    return (
      this.mayReadType(has, type) &&
      this.mayReadType(has, output) &&
      owners.every((each) => this.mayReadOwnField(has, each, fieldName, []))
    );
  }

  private possible(type: GraphQLNamedType) {
    return isInterfaceType(type) ? this.schema.getPossibleTypes(type) : [];
  }

  private mayReadType(has: Has, type: GraphQLNamedType) {
    return [type, ...this.possible(type)].every((each) => onType(has, each));
  }

  /** Whether some client may read all types of an interface, and yet not the interface: it then asks for more than they do. */
  private asksForMore(type: GraphQLNamedType, name?: string) {
    const allowed = (has: Has, each: GraphQLNamedType) =>
      name === undefined ? onType(has, each) : onField(has, each, name);
    return this.clients.some((has) => this.possible(type).every((each) => allowed(has, each)) && !allowed(has, type));
  }

  private mayReadOwnField(has: Has, type: GraphQLNamedType, name: string, seen: readonly string[]): boolean {
    const coordinate = `${type.name}.${name}`;
    if (seen.includes(coordinate)) return true;
    if (!onField(has, type, name)) return false;
    const interfaces = isObjectType(type) ? type.getInterfaces().filter((each) => fieldOf(each, name)) : [];
    for (const each of interfaces) {
      if (this.asksForMore(each) && !onType(has, each)) return false;
      if (this.asksForMore(each, name) && !onField(has, each, name)) return false;
    }
    return requiredSets(type, name).every((set) => this.mayReadSet(has, type, set, [...seen, coordinate]));
  }

  private mayReadSet(has: Has, type: GraphQLNamedType, set: SelectionSetNode, seen: readonly string[]): boolean {
    return set.selections.every((selection) => {
      if (selection.kind === 'InlineFragment') {
        const condition = this.schema.getType(selection.typeCondition?.name.value ?? type.name)!;
        return this.mayReadSet(has, condition, selection.selectionSet, seen);
      }
      if (selection.kind !== 'Field') return true;
      const field = fieldOf(type, selection.name.value);
      if (!field) return true;
      const output = getNamedType(field.type);
      const owners = [type, ...this.possible(type)];
      return (
        onType(has, output) &&
        owners.every((each) => onType(has, each) && this.mayReadOwnField(has, each, field.name, seen)) &&
        (!selection.selectionSet || this.mayReadSet(has, output, selection.selectionSet, seen))
      );
    });
  }
}

function fieldOf(type: GraphQLNamedType, name: string) {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

const onType = (has: Has, type: GraphQLNamedType) => meets(has, type.astNode?.directives);
const onField = (has: Has, type: GraphQLNamedType, name: string) =>
  meets(has, fieldOf(type, name)?.astNode?.directives);

function requiredSets(type: GraphQLNamedType, name: string): SelectionSetNode[] {
  return (fieldOf(type, name)?.astNode?.directives ?? []).flatMap(({ name: { value }, arguments: given }) => {
    const set = given?.find((each) => each.name.value === 'requires')?.value;
    if (value !== 'join__field' || set?.kind !== 'StringValue') return [];
    const [operation] = parse(`{${set.value}}`).definitions;
    return operation?.kind === 'OperationDefinition' ? [operation.selectionSet] : [];
  });
}

function meets(has: Has, directives: readonly ConstDirectiveNode[] = []): boolean {
  return directives.every(({ name, arguments: given }) => {
    if (name.value === 'authenticated') return has.isAuthenticated;
    if (name.value !== 'requiresScopes' && name.value !== 'policy') return true;
    const lists = valueFromASTUntyped(given![0]!.value) as string[][];
    const names = name.value === 'policy' ? has.policies : has.scopes;
    return lists.some((list) => list.every((each) => names.includes(each)));
  });
}
