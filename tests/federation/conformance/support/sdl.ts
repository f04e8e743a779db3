import { Kind, parse } from 'graphql';
import type {
  ConstDirectiveNode,
  FieldDefinitionNode,
  InterfaceTypeDefinitionNode,
  InterfaceTypeExtensionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  SelectionSetNode,
} from 'graphql';
import { parseFieldSet } from './field-set';

/** What a subgraph's SDL says of a field. */
export interface FieldRule {
  readonly isExternal: boolean;
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
  /** The subgraph from which the field moves. */
  readonly override: string | undefined;
}

/** What a subgraph's SDL says of a type. */
export interface TypeRule {
  /** All keys, for reading. */
  readonly keys: readonly SelectionSetNode[];
  /** The keys by which the subgraph resolves the entity. */
  readonly resolvable: readonly SelectionSetNode[];
  readonly isInterfaceObject: boolean;
  readonly fields: ReadonlyMap<string, FieldRule>;
}

export type SubgraphRules = ReadonlyMap<string, TypeRule>;

type TypeNode =
  ObjectTypeDefinitionNode | ObjectTypeExtensionNode | InterfaceTypeDefinitionNode | InterfaceTypeExtensionNode;

const KINDS: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_EXTENSION,
];

/** Reads the federation directives of an SDL. A renamed directive is read by the name that its import gives it. */
export function readRules(renamedSdl: string): SubgraphRules {
  const sdl = withUsualNames(renamedSdl);
  const rules = new Map<string, TypeRule>();
  for (const definition of parse(sdl, { noLocation: true }).definitions) {
    if (!KINDS.includes(definition.kind)) continue;
    const { name, rule } = readType(definition as TypeNode);
    const known = rules.get(name);
    rules.set(name, known ? joined(known, rule) : rule);
  }
  return rules;
}

function withUsualNames(sdl: string): string {
  const renamed = [...sdl.matchAll(/name: "@(\w+)", as: "@(\w+)"/g)];
  return renamed.reduce((text, [, usual, local]) => text.replaceAll(`@${local}(`, `@${usual}(`), sdl);
}

function readType({ name, directives = [], fields = [] }: TypeNode): { name: string; rule: TypeRule } {
  const keys = directives.filter((directive) => directive.name.value === 'key');
  const isExternal = has(directives, 'external');
  const rule = {
    keys: keys.map(fieldSetOf),
    resolvable: keys.filter((key) => !isNotResolvable(key)).map(fieldSetOf),
    isInterfaceObject: has(directives, 'interfaceObject'),
    fields: new Map(fields.map((field) => [field.name.value, readField(field, isExternal)])),
  };
  return { name: name.value, rule };
}

function joined(one: TypeRule, other: TypeRule): TypeRule {
  return {
    keys: [...one.keys, ...other.keys],
    resolvable: [...one.resolvable, ...other.resolvable],
    isInterfaceObject: one.isInterfaceObject || other.isInterfaceObject,
    fields: new Map([...one.fields, ...other.fields]),
  };
}

function readField({ directives = [] }: FieldDefinitionNode, isTypeExternal: boolean): FieldRule {
  const find = (name: string) => directives.find((directive) => directive.name.value === name);
  const [requires, provides, override] = [find('requires'), find('provides'), find('override')];
  return {
    isExternal: isTypeExternal || has(directives, 'external'),
    requires: requires && fieldSetOf(requires),
    provides: provides && fieldSetOf(provides),
    override: override && textArgument(override, 'from'),
  };
}

function has(directives: readonly ConstDirectiveNode[], name: string): boolean {
  return directives.some((directive) => directive.name.value === name);
}

function fieldSetOf(directive: ConstDirectiveNode): SelectionSetNode {
  return parseFieldSet(textArgument(directive, 'fields')!);
}

function textArgument({ arguments: args = [] }: ConstDirectiveNode, name: string): string | undefined {
  const value = args.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function isNotResolvable({ arguments: args = [] }: ConstDirectiveNode): boolean {
  return args.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value);
}
