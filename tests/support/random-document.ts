import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Values for arguments and input fields by name. Other names get a value of their type. */
export type Values = Readonly<Record<string, readonly string[]>>;

/** Returns a random valid query. Response keys within a selection set differ, so that fields never conflict. */
export function randomDocument(schema: GraphQLSchema, values: Values, random: () => number, levels: number): string {
  const fragments: string[] = [];
  const chance = (likelihood: number) => random() < likelihood;
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;

  const valueOf = (name: string, type: GraphQLInputType): string => {
    const bare = getNullableType(type);
    if (isListType(bare))
      return `[${Array.from({ length: 1 + Math.floor(random() * 3) }, () => valueOf(name, bare.ofType)).join(', ')}]`;
    if (isEnumType(bare)) return pick(bare.getValues()).name;
    if (!isInputObjectType(bare)) return pick(values[name] ?? ['1']);
    const given = Object.values(bare.getFields()).filter((field) => isNonNullType(field.type) || chance(0.5));
    return `{ ${given.map((field) => `${field.name}: ${valueOf(field.name, field.type)}`).join(', ')} }`;
  };

  const argumentsOf = (args: readonly GraphQLArgument[]): string => {
    const given = args.filter((argument) => isRequiredArgument(argument) || chance(0.3));
    return given.length > 0 ? `(${given.map(({ name, type }) => `${name}: ${valueOf(name, type)}`).join(', ')})` : '';
  };

  const condition = () => (chance(0.05) ? ` @${pick(['skip', 'include'])}(if: ${pick(['$yes', '$no'])})` : '');

  const fieldOf = ({ name, args, type }: GraphQLField<unknown, unknown>, below: number): string => {
    const named = getNamedType(type);
    const selected = isCompositeType(named) ? ` { ${selectionsOf(named, below - 1)} }` : '';
    return `${chance(0.05) ? `a${below}${name}: ` : ''}${name}${argumentsOf(args)}${condition()}${selected}`;
  };

  const wrapped = (type: GraphQLObjectType, content: string): string => {
    if (chance(0.5)) return `... on ${type.name}${condition()} { ${content} }`;
    fragments.push(`fragment F${fragments.length} on ${type.name} { ${content} }`);
    return `...F${fragments.length - 1}${condition()}`;
  };

  const selections = (type: GraphQLObjectType, below: number): string => {
    const fields = Object.values(type.getFields()).filter(
      (field) => below > 0 || !isCompositeType(getNamedType(field.type)),
    );
    const some = new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(fields)));
    const contents = [...some].flatMap((field) => (field ? [fieldOf(field, below)] : []));
    const selected = contents.map((content) => (chance(0.1) ? wrapped(type, content) : content));
    return selected.length > 0 ? selected.join(' ') : '__typename';
  };

  const selectionsOf = (type: GraphQLCompositeType, below: number): string => {
    if (isObjectType(type)) return selections(type, below);
    const actual = pick(schema.getPossibleTypes(type));
    return `__typename ... on ${actual.name} { ${selections(actual, below)} }`;
  };

  const query = `{ ${selections(schema.getQueryType()!, levels)} } ${fragments.join(' ')}`;
  const used = VARIABLES.filter((definition) => query.includes(definition.slice(0, definition.indexOf(':'))));
  return `query ${used.length > 0 ? `(${used.join(', ')})` : ''} ${query}`;
}

/** Each has a default. A document declares the ones that it uses. */
const VARIABLES = ['$first: Int! = 2', '$yes: Boolean! = true', '$no: Boolean! = false'];
