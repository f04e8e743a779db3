import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';

/** Returns a random number generator with values in [0, 1). The same seed gives the same documents. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Aliases that are also names of fields, or names with a special meaning. */
const ALIASES = [
  'a',
  'b',
  'code',
  'name',
  'doses',
  'uprn',
  'number',
  'board',
  '__typename',
  'constructor',
  'size',
  'code_',
];

/** Returns one random query. It can be invalid if two fields with the same response key conflict. */
export function randomQuery(schema: GraphQLSchema, random: () => number): string {
  const fragments: string[] = [];
  const chance = (likelihood: number) => random() < likelihood;
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!;
  const condition = () =>
    chance(0.12) ? ` @${pick(['skip', 'include'])}(if: ${pick(['$yes', '$no', '$yes', 'true', 'false'])})` : '';

  const field = ({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string => {
    const named = getNamedType(type);
    const alias = chance(0.08) ? `${pick(ALIASES)}: ` : '';
    const values = args.map((arg) =>
      arg.name === 'code'
        ? `code: "ZXP${Math.floor(random() * 14)}"`
        : chance(0.5)
          ? `of: ${pick(['$of', '"y"', 'null'])}`
          : '',
    );
    const argumentList = values.some(Boolean) ? `(${values.filter(Boolean).join(', ')})` : '';
    const subselection = isCompositeType(named) ? ` { ${selections(named, depth - 1)} }` : '';
    return `${alias}${name}${argumentList}${condition()}${subselection}`;
  };

  const fragmentOn = (type: GraphQLCompositeType, depth: number): string => {
    const types = isObjectType(type) ? [type, ...type.getInterfaces()] : [type, ...schema.getPossibleTypes(type)];
    const on = pick(types);
    const content = selections(on, depth);
    if (chance(0.6)) return `... on ${on.name}${condition()} { ${content} }`;
    const name = `F${fragments.length}`;
    fragments.push(`fragment ${name} on ${on.name} { ${content} }`);
    return `...${name}${condition()}`;
  };

  const selections = (type: GraphQLCompositeType, depth: number): string => {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields());
    const usable = fields.filter((each) => depth > 0 || isLeafType(getNamedType(each.type)));
    const picked = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
      if (usable.length === 0 || chance(0.08))
        return isUnionType(type) && depth >= 0 && chance(0.8) ? fragmentOn(type, depth) : '__typename';
      const likely = isInterfaceType(type) ? 0.35 : 0.15;
      return depth > 0 && chance(likely) ? fragmentOn(type, depth - 1) : field(pick(usable), depth);
    });
    return picked.join(' ');
  };

  const query = selections(schema.getQueryType()!, 4);
  return `query ($yes: Boolean! = true, $no: Boolean! = false, $of: String) { ${query} } ${fragments.join(' ')}`;
}

const rules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

/** Yields the first `count` valid queries of a seed. */
export function* validQueries(
  schema: GraphQLSchema,
  seed: number,
  count: number,
): Iterable<{ readonly query: string; readonly document: DocumentNode }> {
  const random = seeded(seed);
  while (count > 0) {
    const query = randomQuery(schema, random);
    const document = parse(query);
    if (validate(schema, document, rules).length > 0) continue;
    count--;
    yield { query, document };
  }
}
