import { parse } from 'graphql';
import { composeServices } from '@theguild/federation-composition';
import { checkPlans } from '../../../federation/planning/check-plans';
import { byKey, federate, sdlOf, testQueries, type SmallSubgraph, type SmallSubgraphs } from '../federate';

/** Each test shows one fault of the composition library, and that it is repaired: see library-repairs.ts. */

const wards = `
  interface Place { floor: Int }
  interface Room implements Place { floor: Int colour: String }
  type Ward implements Place & Room @shareable { floor: Int colour: String beds: Int }
  type Store implements Place & Room @shareable { floor: Int colour: String boxes: Int }`;
const places = {
  w: { __typename: 'Ward', floor: 1, colour: 'north', beds: 20 },
  s: { __typename: 'Store', floor: 0, colour: 'south', boxes: 5 },
};

/** The result of the library alone. */
function libraryAlone(subgraphs: SmallSubgraphs) {
  const services = Object.entries(subgraphs).map(([name, each]) => ({ name, typeDefs: parse(sdlOf(each)) }));
  return composeServices(services);
}

describe('fragments on interfaces and unions in @requires', () => {
  const resolvers = (name: string) => ({
    Site: {
      __resolveReference: byKey([
        { id: '1', [name]: places.w },
        { id: '2', [name]: places.s },
      ]),
    },
  });
  const requiring = (fields: string, type = 'Place'): SmallSubgraphs => ({
    base: {
      sdl: `type Query { sites: [Site!]! } type Site @key(fields: "id") { id: ID! place: ${type} } union Any = Ward | Store ${wards}`,
      resolvers: {
        Query: { sites: () => [{ id: '1' }, { id: '2' }] },
        ...resolvers('place'),
        Site: { place: ({ id }: { id: string }) => (id === '1' ? places.w : places.s) },
      },
    },
    signs: {
      sdl: `type Site @key(fields: "id") { id: ID! place: ${type} @external sign: String @requires(fields: "place { ${fields} }") }
            union Any = Ward | Store ${wards} type Shed implements Place & Room { floor: Int colour: String }`,
      resolvers: {
        Site: {
          __resolveReference: (site: object) => site,
          sign: ({ place: { __typename: _, ...place } }: { place: object & { __typename?: string } }) =>
            JSON.stringify(place),
        },
      },
    },
  });
  const signs = (ward: object, store: object) => ({
    query: '{ sites { sign } }',
    response: { data: { sites: [{ sign: JSON.stringify(ward) }, { sign: JSON.stringify(store) }] } },
  });

  test('the library refuses them', () => {
    expect(libraryAlone(requiring('... on Room { colour }')).errors).toBeDefined();
  });

  describe.each([
    [
      'an interface within an interface',
      'floor ... on Room { colour ... on Ward { beds } ... on Store { boxes } }',
      'Place',
      { floor: 1, colour: 'north', beds: 20 },
      { floor: 0, colour: 'south', boxes: 5 },
    ],
    ['an interface within a union', '... on Room { colour }', 'Any', { colour: 'north' }, { colour: 'south' }],
    ['a union within an interface', '... on Any { ... on Ward { beds } }', 'Place', { beds: 20 }, {}],
    ['no type', '... { floor }', 'Place', { floor: 1 }, { floor: 0 }],
    [
      'an interface within an object',
      '... on Ward { ... on Place { floor } beds }',
      'Place',
      { floor: 1, beds: 20 },
      {},
    ],
  ])('%s', (_what, fields, type, ward, store) => {
    testQueries(federate(requiring(fields, type)), { 'the subgraph receives what it requires': signs(ward, store) });
  });
});

describe('@external and @requires of an @interfaceObject', () => {
  const subgraphs: SmallSubgraphs = {
    people: {
      sdl: `type Query { people: [Person!]! } interface Person @key(fields: "id") { id: ID! name: String }
            type Nurse implements Person @key(fields: "id") { id: ID! name: String }`,
      resolvers: {
        Query: { people: () => [{ __typename: 'Nurse', id: '1', name: 'Ada' }] },
        Person: { __resolveReference: ({ id }: { id: string }) => ({ __typename: 'Nurse', id, name: 'Ada' }) },
        Nurse: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'Ada' }) },
      },
    },
    badges: {
      sdl: `type Query { badged: [Person!]! }
            type Person @key(fields: "id") @interfaceObject { id: ID! name: String @external badge: String @requires(fields: "name") }`,
      resolvers: {
        Query: { badged: () => [{ id: '1' }] },
        Person: { __resolveReference: (person: object) => person, badge: ({ name }: { name?: string }) => `${name}!` },
      },
    },
  };
  testQueries(federate(subgraphs), {
    'the field is read where it is resolved': {
      query: '{ badged { name badge } people { badge } }',
      response: { data: { badged: [{ name: 'Ada', badge: 'Ada!' }], people: [{ badge: 'Ada!' }] } },
    },
  });

  test('the library loses them', () => {
    expect(libraryAlone(subgraphs).supergraphSdl).not.toContain('external: true');
  });
});

describe('a field that is a union in one subgraph and a member of it in another', () => {
  const book = { __typename: 'Leaflet', id: '1', title: 'Flu', pages: 2 };
  const film = { __typename: 'Film', id: '2', title: 'Hands' };
  const subgraphs = (one: string, two: string): SmallSubgraphs => ({
    a: {
      sdl: `type Query { latest: ${one} @shareable desk: Desk } union Media = Leaflet | Film interface Work { id: ID! }
            type Desk @key(fields: "id") { id: ID! top: ${one} @shareable }
            type Leaflet implements Work @key(fields: "id") { id: ID! title: String! @shareable }
            type Film implements Work @key(fields: "id") { id: ID! title: String! @shareable }`,
      resolvers: { Query: { latest: () => book, desk: () => ({ id: '1' }) }, Desk: { top: () => book } },
    },
    b: {
      sdl: `type Query { latest: ${two} @shareable films: [Media!]! } union Media = Leaflet | Film interface Work { id: ID! }
            type Desk @key(fields: "id") { id: ID! top: ${two} @shareable }
            type Leaflet implements Work @key(fields: "id") { id: ID! title: String! @shareable pages: Int }
            type Film implements Work @key(fields: "id") { id: ID! title: String! @shareable }`,
      resolvers: {
        Query: { latest: () => book, films: () => [film] },
        Leaflet: { __resolveReference: byKey([book]) },
        Desk: { top: () => book },
      },
    },
  });
  const query = `{ latest { __typename ... on Leaflet { title pages } ... on Film { title } }
                   desk { top { __typename ... on Leaflet { pages } ... on Film { id } } } }`;
  const response = {
    data: {
      latest: { __typename: 'Leaflet', title: 'Flu', pages: 2 },
      desk: { top: { __typename: 'Leaflet', pages: 2 } },
    },
  };

  describe.each([
    ['Leaflet', 'Media', 'Media'],
    ['Media', 'Leaflet', 'Media'],
    ['Leaflet!', 'Media', 'Media'],
    ['Leaflet!', 'Media!', 'Media!'],
    ['Leaflet', 'Work', 'Work'],
  ])('%s and %s', (one, two, type) => {
    const graph = federate(subgraphs(one, two));
    testQueries(graph, { 'clients can select every member': { query, response } });

    test('the type is the one that holds both, and every query can be planned', async () => {
      const { schema } = graph.supergraph;
      expect(String(schema.getQueryType()?.getFields().latest?.type)).toBe(type);
      await expect(checkPlans(graph.supergraph)).resolves.toEqual([]);
    });
  });

  test('other names of the root types are followed, and overridden fields left out', () => {
    const renamed = subgraphs('Leaflet', 'Media');
    const b = {
      ...renamed.b!,
      sdl: `schema { query: Reading } ${renamed.b!.sdl.replace('type Query', 'type Reading')}`,
    };
    const typeOf = (graph: Record<string, SmallSubgraph>) =>
      String(federate(graph).supergraph.schema.getQueryType()?.getFields().latest?.type);
    expect(typeOf({ a: renamed.a!, b })).toBe('Media');
    const overriding = renamed.a!.sdl.replace('latest: Leaflet @shareable', 'latest: Leaflet @override(from: "b")');
    expect(typeOf({ a: { ...renamed.a!, sdl: overriding }, b: renamed.b! })).toBe('Leaflet');
  });

  test('the library takes the type of the first subgraph', () => {
    expect(libraryAlone(subgraphs('Leaflet', 'Media')).supergraphSdl).toMatch(/latest: Leaflet\n/);
  });
});
