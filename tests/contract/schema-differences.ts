import {
  Kind,
  parse,
  print,
  type DefinitionNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type ObjectTypeDefinitionNode,
} from 'graphql';

/**
 * What an SDL promises, one line for each promise: types by kind, fields and arguments by type, nullability and
 * default, enum values. Descriptions, directives and order promise nothing.
 */
export function promisesOf(sdl: string): Set<string> {
  return new Set(parse(sdl).definitions.flatMap(linesOf));
}

function linesOf(node: DefinitionNode): string[] {
  switch (node.kind) {
    case Kind.SCALAR_TYPE_DEFINITION:
      return [`scalar ${node.name.value}`];
    case Kind.ENUM_TYPE_DEFINITION:
      return enumLines(node);
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return inputLines(node);
    case Kind.OBJECT_TYPE_DEFINITION:
      return objectLines(node);
    default:
      return [];
  }
}

function enumLines({ name, values = [] }: EnumTypeDefinitionNode): string[] {
  return [`enum ${name.value}`, ...values.map((value) => `enum ${name.value}.${value.name.value}`)];
}

function inputLines({ name, fields = [] }: InputObjectTypeDefinitionNode): string[] {
  return [`input ${name.value}`, ...fields.map((field) => `input ${name.value}.${inputLine(field)}`)];
}

function objectLines({ name, fields = [] }: ObjectTypeDefinitionNode): string[] {
  return [`type ${name.value}`, ...fields.flatMap((field) => fieldLines(name.value, field))];
}

function fieldLines(type: string, { name, type: answer, arguments: args = [] }: FieldDefinitionNode): string[] {
  const field = `${type}.${name.value}`;
  return [`${field}: ${print(answer)}`, ...args.map((arg) => `${field}(${inputLine(arg)})`)];
}

function inputLine({ name, type, defaultValue }: InputValueDefinitionNode): string {
  return `${name.value}: ${print(type)}${defaultValue ? ` = ${print(defaultValue)}` : ''}`;
}
