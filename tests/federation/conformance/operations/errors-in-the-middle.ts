import { conforms } from '../support/conformance';
import { fails, type Thing, type World } from '../support/world';

const broken = (name: string, at: number, when: number, value: unknown) =>
  at === when ? fails(`${name} of ${at}`) : value;

const firms: Thing[] = [1, 2, 3].map((at) => ({
  __typename: at === 3 ? 'Shop' : 'Farm',
  id: `F${at}`,
  title: broken('title', at, 2, `Firm ${at}`),
  staff: broken('staff', at, 1, at * 4),
  place: { __typename: 'Place', town: broken('town', at, 2, `Town ${at}`), zone: broken('zone', at, 3, at) },
  fields: at,
  shelves: at * 2,
  stars: broken('stars', at, 1, at),
  must: broken('must', at, 2, at),
  audit: broken('audit', at, 3, `audit ${at}`),
  rent: broken('rent', at, 1, at * 100),
  owner: () => owners[at % 2],
  partner: () => firms[at % 3],
}));
const owners: Thing[] = [0, 1].map((at) => ({
  __typename: 'Owner',
  id: `O${at}`,
  name: broken('name', at, 1, `Owner ${at}`),
  born: 1990 + at,
  firms: () => [firms[at], firms[2]],
}));

const world = (): World => ({
  Query: {
    firms,
    farm: firms[0],
    other: firms[1],
    owners,
    rated: [firms[1], firms[0], firms[2]],
    mixed: [firms[0], owners[1], firms[1]],
    closed: fails('closed'),
    shared: firms[1],
  },
  Mutation: {
    open: ({ id }: { id: string }) => firms.find((each) => each.id === id) ?? null,
    shut: fails('shut'),
    paint: firms[0],
  },
  things: [...firms, ...owners],
});

conforms(
  'errors in the middle of each feature',
  {
    subgraphs: {
      register: {
        sdl: `
          type Query { firms: [Firm!]! farm: Farm owners: [Owner!]! mixed: [Mixed]! closed: [Firm!] shared: Farm @shareable }
          type Mutation { open(id: ID!): Firm shut: Firm }
          interface Firm @key(fields: "id") { id: ID! title: String place: Place owner: Owner }
          union Mixed = Farm | Owner
          type Farm implements Firm @key(fields: "id") { id: ID! title: String place: Place owner: Owner staff: Int fields: Int rent: Int }
          type Shop implements Firm @key(fields: "id") { id: ID! title: String place: Place owner: Owner staff: Int shelves: Int }
          type Place { town: String zone: Int }
          type Owner @key(fields: "id") { id: ID! name: String firms: [Firm!] }`,
      },
      ratings: {
        sdl: `
          type Query { rated: [Firm!]! }
          type Firm @interfaceObject @key(fields: "id") { id: ID! stars: Int must: Int! partner: Firm }`,
      },
      tax: {
        sdl: `
          type Query { other: Farm @provides(fields: "staff") shared: Farm @shareable }
          type Mutation { paint: Farm }
          type Farm @key(fields: "id") { id: ID! staff: Int @external audit: String rent: Int @override(from: "register") }
          type Owner @key(fields: "id") { id: ID! born: Int name: String @external letter: String @requires(fields: "name") }`,
      },
    },
    schema: `
      type Query {
        firms: [Firm!]! farm: Farm owners: [Owner!]! mixed: [Mixed]! closed: [Firm!] shared: Farm rated: [Firm!]! other: Farm
      }
      type Mutation { open(id: ID!): Firm shut: Firm paint: Farm }
      interface Firm { id: ID! title: String place: Place owner: Owner stars: Int must: Int! partner: Firm }
      union Mixed = Farm | Owner
      type Farm implements Firm {
        id: ID! title: String place: Place owner: Owner staff: Int fields: Int stars: Int must: Int! partner: Firm audit: String rent: Int
      }
      type Shop implements Firm { id: ID! title: String place: Place owner: Owner staff: Int shelves: Int stars: Int must: Int! partner: Firm }
      type Place { town: String zone: Int }
      type Owner { id: ID! name: String firms: [Firm!] born: Int letter: String }`,
    world,
  },
  {
    'a field of an interface object': '{ firms { id stars } }',
    'a field of an interface object that may not be null': '{ farm { partner { title must } stars } }',
    'such a field, in a list that may not be null': '{ firms { must } }',
    'an interface object behind an interface object': '{ rated { stars partner { stars title } } }',
    'the interface, from an interface object': '{ rated { title ... on Shop { place { zone } } } }',
    'a field of one of the types': '{ firms { ... on Farm { staff fields } ... on Shop { shelves } } }',
    'a member of a union': '{ mixed { ... on Farm { title audit } ... on Owner { name born } } }',
    'a field of a value type': '{ firms { place { town zone } } }',
    'a provided field': '{ other { staff audit } }',
    'a provided field beside one that fails': '{ other { staff title fields } }',
    'a moved field': '{ farm { rent audit } }',
    'a moved field in a list of an interface': '{ firms { ... on Farm { rent title } } }',
    'a shared root': '{ shared { title audit place { town } } }',
    'a list that fails': '{ closed { stars } farm { audit } }',
    'behind a chain of entities':
      '{ owners { firms { ... on Farm { audit partner { stars } } ... on Shop { place { zone } } } } }',
    'an excluded field does not fail': {
      query: 'query ($no: Boolean!) { firms { stars @include(if: $no) ... on Farm @skip(if: $no) { rent } } }',
      variables: { no: false },
    },
    'under the name of a key': '{ firms { id: stars title: id } }',
    'a mutation that fails': 'mutation { shut { title } open(id: "F1") { stars title } }',
    'an entity after a mutation': 'mutation { open(id: "F2") { must title } paint { audit title } }',
    'a mutation and an interface object':
      'mutation { open(id: "F3") { stars partner { stars } ... on Shop { place { zone } } } }',
    'a required field that fails is sent as null, and its error is that of its parent': {
      query: '{ owners { id letter } }',
      response: {
        data: {
          owners: [
            { id: 'O0', letter: '{"name":"Owner 0"}' },
            { id: 'O1', letter: '{"name":null}' },
          ],
        },
        errors: ['owners.1: name of 1'],
      },
    },
    'a required field that fails, and is selected': {
      query: '{ owners { name letter } }',
      response: {
        data: {
          owners: [
            { name: 'Owner 0', letter: '{"name":"Owner 0"}' },
            { name: null, letter: '{"name":null}' },
          ],
        },
        errors: ['owners.1.name: name of 1'],
      },
    },
  },
);

const plots: Thing[] = [1, 2].map((at) => ({
  __typename: 'Plot',
  id: `P${at}`,
  size: at,
  tax: at * 2,
  trees: at * 3,
  next: () => plots[at % 2],
}));

conforms(
  'entities that another subgraph does not know',
  {
    subgraphs: {
      a: {
        sdl: 'type Query { plots: [Plot!]! plot: Plot } type Plot @key(fields: "id") { id: ID! size: Int next: Plot }',
      },
      b: { sdl: 'type Plot @key(fields: "id") { id: ID! trees: Int age: Int! }', knows: () => false },
      c: {
        sdl: 'type Plot @key(fields: "id") { id: ID! tax: Int shade: String @requires(fields: "size") size: Int @external trees: Int @external grove: String @requires(fields: "trees") }',
      },
    },
    schema: `
      type Query { plots: [Plot!]! plot: Plot }
      type Plot { id: ID! size: Int next: Plot trees: Int age: Int! tax: Int shade: String grove: String }`,
    world: () => ({
      Query: { plots: plots.map((plot) => Object.assign(plot, { trees: null })), plot: plots[1] },
      things: plots,
    }),
  },
  {
    'their fields are null, without an error': '{ plots { size trees tax } }',
    'in entities behind entities': '{ plot { next { trees shade } tax } }',
    'one that may not be null makes the entity null, and the error names the entity': {
      query: '{ plot { size next { age } tax } }',
      response: {
        data: { plot: { size: 2, next: null, tax: 4 } },
        errors: ['plot.next.age: The subgraph b has no Plot with id "P1", which the subgraph a refers to.'],
      },
    },
    'one that is required is not sent, and the error of the field that requires it names the entity': {
      query: '{ plots { grove size } }',
      response: {
        data: {
          plots: [
            { grove: null, size: 1 },
            { grove: null, size: 2 },
          ],
        },
        errors: [1, 2].map(
          (at) =>
            `plots.${at - 1}: The subgraph c was not asked for the Plot with id "P${at}": trees, which it requires, has no value.`,
        ),
      },
    },
  },
);
