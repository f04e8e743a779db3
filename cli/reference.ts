import {
  astFromValue,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** A reference of a schema in Markdown: root fields first, then types by kind and name, with links. */
export function referenceOf(schema: GraphQLSchema): string {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  const others = Object.values(schema.getTypeMap())
    .filter(
      (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !roots.some((root) => root === type),
    )
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const chapters = CHAPTERS.map(([title, belongs]) => chapter(title, others.filter(belongs)));
  return [INTRODUCTION, ...roots.map((root) => section(root)), ...chapters].filter(Boolean).join('\n\n') + '\n';
}

const INTRODUCTION = `# API reference

The schema that clients see. \`!\` means never null, \`[…]\` is a list, and a value after \`=\` is the default.`;

const CHAPTERS: readonly (readonly [string, (type: GraphQLNamedType) => boolean])[] = [
  ['Objects', isObjectType],
  ['Interfaces and unions', (type) => isInterfaceType(type) || isUnionType(type)],
  ['Inputs', isInputObjectType],
  ['Enums', isEnumType],
  ['Scalars', isScalarType],
];

function chapter(title: string, types: readonly GraphQLNamedType[]): string {
  if (types.length === 0) return '';
  return [`## ${title}`, ...types.map((type) => section(type, '###'))].join('\n\n');
}

function section(type: GraphQLNamedType, level = '##'): string {
  return [`${level} ${type.name}`, oneLine(type.description), membersOf(type)].filter(Boolean).join('\n\n');
}

function membersOf(type: GraphQLNamedType): string {
  if (isEnumType(type))
    return list(
      type
        .getValues()
        .map(({ name, description, deprecationReason }) => [`\`${name}\``, description, deprecationReason]),
    );
  if (isUnionType(type)) return `One of ${type.getTypes().map(linkTo).join(', ')}.`;
  if (isScalarType(type)) return type.specifiedByURL ? `Specified by <${type.specifiedByURL}>.` : '';
  return Object.values<GraphQLField<unknown, unknown> | GraphQLInputField>(type.getFields()).map(fieldLines).join('\n');
}

function fieldLines(field: GraphQLField<unknown, unknown> | GraphQLInputField): string {
  const args = 'args' in field ? field.args : [];
  return [lineOf(field), ...args.map((arg) => `  ${lineOf(arg)}`)].join('\n');
}

function lineOf(member: GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument): string {
  const { name, type, description, deprecationReason } = member;
  const named = getNamedType(type);
  const shown = isSpecifiedScalarType(named) ? `\`${type}\`` : `[\`${type}\`](#${anchor(named)})`;
  return bullet([`\`${name}\`: ${shown}${defaultOf(member)}`, description, deprecationReason]);
}

function defaultOf(member: object): string {
  const { type, defaultValue } = member as GraphQLArgument;
  const value = defaultValue === undefined ? null : astFromValue(defaultValue, type);
  return value === null || value === undefined ? '' : ` = \`${print(value)}\``;
}

type Entry = readonly [what: string, description?: string | null, deprecated?: string | null];
const list = (entries: readonly Entry[]) => entries.map(bullet).join('\n');

function bullet([what, description, deprecated]: Entry): string {
  const words = [oneLine(description), deprecated ? `**Deprecated**: ${oneLine(deprecated)}` : ''].filter(Boolean);
  return words.length === 0 ? `- ${what}` : `- ${what} - ${words.join(' ')}`;
}

const linkTo = (type: GraphQLNamedType) => `[${type.name}](#${anchor(type)})`;
const anchor = ({ name }: GraphQLNamedType) => name.toLowerCase();
const oneLine = (text?: string | null) => (text ?? '').replace(/\s+/g, ' ').trim();
