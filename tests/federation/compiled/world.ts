import { buildSchema, isObjectType, type GraphQLSchema } from 'graphql';

const SDL = `
  enum Basis { LEGAL OPERATIONAL }
  input Window { first: Int = 2, after: String, basis: Basis = LEGAL, tags: [String!], exact: Boolean! = true }
  input Filter { code: ID!, window: Window, windows: [Window!], any: [Filter] }
  interface Site { code: ID! name: String size(unit: String = "m"): Float neighbours(first: Int! = 2): [Site] owner: Owner }
  interface Counted { count: Int! }
  union Owner = Practice | Trust | Person
  type Practice implements Site & Counted {
    code: ID! name: String size(unit: String = "m", exact: Boolean): Float basis: Basis count: Int!
    neighbours(first: Int! = 2): [Site] owner: Owner network: Network echo(filter: Filter, window: Window = { first: 7 }, list: [[Int]]): String
  }
  type Pharmacy implements Site & Counted {
    code: ID! name: String size(unit: String = "m"): Float hours: Int! count: Int!
    neighbours(first: Int! = 2): [Site] owner: Owner
  }
  type Trust { code: ID! name: String grid: [[Practice!]!]! risky: Int! }
  type Person { name: String! employer: Practice risky: String }
  type Network { code: ID! members(basis: Basis! = OPERATIONAL): [Practice!]! lead: Practice! }
  type Query {
    practices(first: Int! = 3): [Practice!]!
    practice(code: ID!): Practice
    sites: [Site]
    counted: [Counted!]
    owners: [Owner!]!
    network: Network
    broken: Trust
    echo(text: String! = "x", id: ID, float: Float, ints: [Int!], basis: Basis, filter: Filter): String
    nothing: Practice
  }
`;

const COUNT = 9;

interface Thing {
  readonly __typename: string;
  readonly at: number;
}

const practice = (at: number): Thing => ({ __typename: 'Practice', at: ((at % COUNT) + COUNT) % COUNT });
const pharmacy = (at: number): Thing => ({ __typename: 'Pharmacy', at: at % 4 });
const trust = (at: number): Thing => ({ __typename: 'Trust', at: at % 2 });
const person = (at: number): Thing => ({ __typename: 'Person', at: at % 3 });
const site = (at: number) => (at % 3 === 2 ? pharmacy(at) : practice(at));
const owner = (at: number) => (at % 4 === 1 ? null : at % 2 ? person(at) : trust(at));

/** Every third value is promised, so that both ways of a resolver are used. */
const later = <T>(at: number, value: T): T | Promise<T> => (at % 3 === 1 ? Promise.resolve(value) : value);

function fails(at: number): never {
  throw new Error(`failed at ${at}`);
}

type Resolver = (thing: Thing, args: Readonly<Record<string, never>>) => unknown;

const ofSite: Readonly<Record<string, Resolver>> = {
  code: ({ at }) => `C${at}`,
  name: ({ at }) => (at % 4 === 3 ? null : later(at, `Name ${at}`)),
  size: ({ at }, args) => at / 2 + JSON.stringify(args).length,
  count: ({ at }) => (at % 7 === 6 ? null : at),
  neighbours: ({ at }, { first }) =>
    at % 5 === 4 ? null : later(at, [site(at + 1), null, site(at + 2)].slice(0, first)),
  owner: ({ at }) => owner(at),
};

/** Arguments as text with sorted keys: the order of their keys is not part of the specification. */
const textOf: Resolver = (_thing, args) =>
  JSON.stringify(args, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

const resolvers: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
  Practice: {
    ...ofSite,
    basis: ({ at }) => ['LEGAL', 'OPERATIONAL', null, 'UNKNOWN'][at % 4],
    network: ({ at }) => (at % 5 === 3 ? Promise.reject(new Error(`failed at ${at}`)) : { __typename: 'Network', at }),
    echo: textOf,
  },
  Pharmacy: { ...ofSite, hours: ({ at }) => (at === 3 ? fails(at) : at) },
  Trust: {
    code: ({ at }) => `T${at}`,
    name: () => null,
    grid: ({ at }) => [[practice(at)], [], [practice(at + 5), practice(at + 6)]],
    risky: ({ at }) => (at === 1 ? fails(at) : later(at, at)),
  },
  Person: {
    name: ({ at }) => `Person ${at}`,
    employer: ({ at }) => (at === 2 ? null : practice(at)),
    risky: ({ at }) => (at === 0 ? new Error('returned') : 'fine'),
  },
  Network: {
    code: ({ at }) => `N${at}`,
    members: ({ at }, { basis }) => [practice(at), practice(at + (basis === 'LEGAL' ? 1 : 2))],
    lead: ({ at }) => later<unknown>(at + 1, at % 2 ? null : practice(at)),
  },
  Query: {
    practices: (_root, { first = 0 }) => Array.from({ length: Math.max(0, first) }, (_, at) => practice(at)),
    practice: (_root, { code }) => later<Thing>(1, practice(String(code).length)),
    sites: () => [site(0), pharmacy(1), null, site(5)],
    counted: () => later<unknown>(1, [pharmacy(2), practice(4)]),
    owners: () => [trust(0), practice(6), person(1), trust(1)],
    network: () => ({ __typename: 'Network', at: 2 }),
    broken: () => fails(0),
    echo: textOf,
    nothing: () => null,
  },
};

/** A schema with every kind of type. All its fields have resolvers; some fail. */
export function createWorld(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith('__'))
      for (const field of Object.values(type.getFields())) field.resolve = resolvers[type.name]![field.name] as never;
  return schema;
}
