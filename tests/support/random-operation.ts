import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';

/** Literals for arguments and input fields by name. Other names get literals of their type. */
export type Literals = Readonly<Record<string, readonly string[]>>;

export interface RandomOperation {
  readonly query: string;
  /** Several sets of variables: valid ones, nulls, absent ones and values of a wrong type. */
  readonly variables: readonly Readonly<Record<string, unknown>>[];
}

interface Generator {
  readonly schema: GraphQLSchema;
  readonly literals: Literals;
  readonly chance: (likelihood: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly count: (max: number) => number;
  /** The definition of each variable. */
  readonly definitions: Map<string, string>;
  /** The type of each variable. */
  readonly types: Map<string, GraphQLInputType | 'condition'>;
  readonly fragments: string[];
  /** Arguments of a field by type and name: repeated keys are valid only with the same arguments. */
  readonly argumentsOf: Map<string, string>;
}

/** Returns a random query with variables. It can be invalid, for example if two fields with the same key conflict. */
export function randomOperation(
  schema: GraphQLSchema,
  literals: Literals,
  random: () => number,
  levels: number,
): RandomOperation {
  const count = (max: number) => Math.floor(random() * max);
  const generator: Generator = {
    ...{ schema, literals, count },
    chance: (likelihood) => random() < likelihood,
    pick: (list) => list[count(list.length)]!,
    definitions: new Map(),
    types: new Map(),
    fragments: [],
    argumentsOf: new Map(),
  };
  const selections = selectionsOf(schema.getQueryType()!, levels, generator);
  const definitions = [...generator.definitions.values()];
  const variables = Array.from({ length: 3 }, () => valuesOf(generator));
  const head = definitions.length > 0 ? `query (${definitions.join(', ')})` : 'query';
  return { query: `${head} { ${selections} } ${generator.fragments.join(' ')}`, variables };
}

function selectionsOf(type: GraphQLCompositeType, levels: number, generator: Generator): string {
  const { chance, pick, count } = generator;
  const fields = isUnionType(type) ? [] : Object.values(type.getFields());
  const usable = fields.filter((field) => levels > 0 || isLeafType(getNamedType(field.type)));
  const picked: string[] = [];
  for (let left = 1 + count(4); left > 0; left--) {
    if (picked.length > 0 && chance(0.08)) picked.push(pick(picked));
    else if (chance(isObjectType(type) ? 0.2 : 0.4)) picked.push(fragmentOn(type, levels - 1, generator));
    else if (usable.length === 0 || chance(0.06)) picked.push(`${chance(0.3) ? 'kind: ' : ''}__typename`);
    else picked.push(fieldOf(type.name, pick(usable), levels, generator));
  }
  return picked.join(' ');
}

function fieldOf(
  parent: string,
  { name, args, type }: GraphQLField<unknown, unknown>,
  levels: number,
  generator: Generator,
): string {
  const { chance, pick } = generator;
  const key = `${parent}.${name}`;
  const isAliased = chance(0.1);
  const known = generator.argumentsOf.get(key);
  const given = !isAliased && known !== undefined ? known : argumentList(args, generator);
  if (!isAliased) generator.argumentsOf.set(key, given);
  const alias = isAliased ? `${pick(['a', 'b', 'name', 'code', 'constructor', '__proto__'])}: ` : '';
  const named = getNamedType(type);
  const below = isCompositeType(named) ? ` { ${selectionsOf(named, levels - 1, generator)} }` : '';
  return `${alias}${name}${given}${conditionOf(generator)}${below}`;
}

function fragmentOn(type: GraphQLCompositeType, levels: number, generator: Generator): string {
  const { schema, chance, pick, fragments } = generator;
  if (fragments.length > 0 && chance(0.3)) return `...F${generator.count(fragments.length)}${conditionOf(generator)}`;
  const types = isObjectType(type) ? [type, ...type.getInterfaces()] : [type, ...schema.getPossibleTypes(type)];
  const on = pick(types);
  const content = selectionsOf(on, Math.max(levels, 0), generator);
  if (chance(0.6)) return `...${chance(0.9) ? ` on ${on.name}` : ''}${conditionOf(generator)} { ${content} }`;
  fragments.push(`fragment F${fragments.length} on ${on.name} { ${content} }`);
  return `...F${fragments.length - 1}${conditionOf(generator)}`;
}

function conditionOf(generator: Generator): string {
  const { chance, pick, count, definitions, types } = generator;
  if (!chance(0.2)) return '';
  const once = () => {
    if (chance(0.3)) return `${pick(['true', 'false'])}`;
    const name = `c${count(3)}`;
    const definition = pick([`$${name}: Boolean!`, `$${name}: Boolean! = true`, `$${name}: Boolean = false`]);
    if (!definitions.has(name)) definitions.set(name, definition);
    types.set(name, 'condition');
    return `$${name}`;
  };
  const both = chance(0.1);
  return both ? ` @include(if: ${once()}) @skip(if: ${once()})` : ` @${pick(['skip', 'include'])}(if: ${once()})`;
}

function argumentList(args: readonly GraphQLArgument[], generator: Generator): string {
  const given = args.filter((arg) => isRequired(arg) || generator.chance(0.5));
  if (given.length === 0) return '';
  return `(${given.map((arg) => `${arg.name}: ${valueOf(arg, generator)}`).join(', ')})`;
}

const isRequired = ({ type, defaultValue }: GraphQLArgument | GraphQLInputField) =>
  isNonNullType(type) && defaultValue === undefined;

/** A literal or a variable for an argument or an input field. */
function valueOf(input: GraphQLArgument | GraphQLInputField, generator: Generator): string {
  const { chance } = generator;
  return chance(0.35) ? variableOf(input, generator) : literalOf(input.name, input.type, generator);
}

/** A variable of the type of its place, or of the nullable type where a default makes that valid. */
function variableOf({ name, type, defaultValue }: GraphQLArgument | GraphQLInputField, generator: Generator): string {
  const { chance, count, definitions, types } = generator;
  const variable = `${name}${count(2)}_${type.toString().replace(/\W/g, '')}`;
  if (!definitions.has(variable)) {
    const nullable = getNullableType(type);
    const mayBeNullable = defaultValue !== undefined && chance(0.6);
    const hasDefault = chance(0.3);
    const declared = (mayBeNullable || hasDefault) && chance(0.8) ? nullable : type;
    const text = hasDefault ? ` = ${literalOf(name, isNonNullType(type) ? type : nullable, generator, false)}` : '';
    definitions.set(variable, `$${variable}: ${declared.toString()}${text}`);
    types.set(variable, declared);
  }
  return `$${variable}`;
}

function literalOf(name: string, type: GraphQLInputType, generator: Generator, mayVary = true): string {
  const { chance, pick, count, literals } = generator;
  if (!isNonNullType(type) && chance(0.1)) return 'null';
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const item = bare.ofType as GraphQLInputType;
    if (chance(0.1)) return literalOf(name, getNullableType(item), { ...generator, chance: () => false }, false);
    const items = Array.from({ length: count(4) }, () => itemOf(name, item, generator, mayVary));
    return `[${items.join(', ')}]`;
  }
  if (isEnumType(bare)) return pick(bare.getValues()).name;
  if (isInputObjectType(bare)) {
    const given = Object.values(bare.getFields()).filter((field) => isRequired(field) || chance(0.4));
    const fields = given.map((field) => {
      const value = mayVary ? valueOf(field, generator) : literalOf(field.name, field.type, generator, false);
      return `${field.name}: ${value}`;
    });
    return `{ ${fields.join(', ')} }`;
  }
  return pick(literals[name] ?? literals[bare.name] ?? DEFAULT_LITERALS[bare.name] ?? ['"x"']);
}

function itemOf(name: string, type: GraphQLInputType, generator: Generator, mayVary: boolean): string {
  const input = { name, type, defaultValue: undefined } as GraphQLInputField;
  return mayVary && generator.chance(0.2) ? variableOf(input, generator) : literalOf(name, type, generator, mayVary);
}

const DEFAULT_LITERALS: Literals = {
  Int: ['0', '1', '2', '3'],
  Float: ['1', '2.5', '-0.5'],
  Boolean: ['true', 'false'],
  ID: ['"A"', '7'],
  String: ['"x"', '"é \\" \\\\ \\u2028"', '"""block\n  text"""', '"__MAGIC_NAN__57f286b9_4c20_487f_b409_79804ddcb4f8"'],
};

function valuesOf(generator: Generator): Record<string, unknown> {
  const { chance, pick, types } = generator;
  const values: Record<string, unknown> = {};
  for (const [name, type] of types) {
    if (chance(0.15)) continue;
    if (type === 'condition') values[name] = chance(0.1) ? null : chance(0.02) ? 'yes' : chance(0.5);
    else if (chance(0.03)) values[name] = pick(WRONG);
    else values[name] = jsonOf(name.slice(0, name.search(/\d_/)), type, generator);
  }
  return values;
}

const WRONG: readonly unknown[] = [true, 'three', 1.5, [null], { no: 1 }, 2 ** 40];

/** A value of an input type as JSON, made from the same literals. */
function jsonOf(name: string, type: GraphQLInputType, generator: Generator): unknown {
  const { chance, count } = generator;
  if (!isNonNullType(type) && chance(0.2)) return null;
  const bare = getNullableType(type);
  if (isListType(bare)) {
    const item = bare.ofType as GraphQLInputType;
    return chance(0.1)
      ? jsonOf(name, item, generator)
      : Array.from({ length: count(4) }, () => jsonOf(name, item, generator));
  }
  if (isInputObjectType(bare)) {
    const given = Object.values(bare.getFields()).filter((field) => isRequired(field) || chance(0.4));
    return Object.fromEntries(given.map((field) => [field.name, jsonOf(field.name, field.type, generator)]));
  }
  const literal = literalOf(name, bare, { ...generator, chance: () => false }, false);
  return literal.startsWith('"""') ? 'block' : isEnumType(bare) ? literal : (JSON.parse(literal) as unknown);
}
