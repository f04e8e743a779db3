import { checkPlans } from '../../../federation/planning/check-plans';
import { probeQueries } from '../../../federation/planning/probe-queries';
import { compose } from '../../../federation/composition/compose';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { organisations, vaccinations } from '../keys/subgraphs';
import { sdlOf } from '../federate';

/** A supergraph that composes must not have a query that the planner refuses: it would be an internal error. */

const supergraphOf = (subgraphs: Readonly<Record<string, string>>) =>
  readSupergraph(compose(Object.entries(subgraphs).map(([name, sdl]) => ({ name, sdl: sdlOf({ sdl }) }))));

test.each<[string, Readonly<Record<string, string>>, string]>([
  [
    'a key holds an object that has a further field in one subgraph',
    {
      a: `type Query { depots: [Depot!]! } type Depot @key(fields: "id region { code }") { id: ID! region: Area! }
          type Area @shareable { code: String! }`,
      b: `type Depot @key(fields: "id region { code }") { id: ID! region: Area! }
          type Area @shareable { code: String! label: String }`,
    },
    '- query { depots { region { label } } }: ',
  ],
  [
    'such a key is behind a union, a fragment and another subgraph',
    {
      a: `type Query { any: Any } union Any = Site type Site @key(fields: "id") { id: ID! }`,
      b: `type Site @key(fields: "id") { id: ID! depot: Depot }
          type Depot @key(fields: "id region { code }") { id: ID! region: Area! } type Area @shareable { code: String! }`,
      c: `type Depot @key(fields: "id region { code }") { id: ID! region: Area! }
          type Area @shareable { code: String! label: String }`,
    },
    '- query { any { ... on Site { depot { region { label } } } } }: ',
  ],
  [
    '@provides names __typename',
    {
      a: `type Query { sites: [Site!]! @provides(fields: "__typename beds") }
          type Site @key(fields: "id") { id: ID! beds: Int @external }`,
      b: 'type Site @key(fields: "id") { id: ID! beds: Int @shareable }',
    },
    'The query planner cannot read the supergraph: ',
  ],
  [
    'the planner ends its process',
    {
      a: `type Site @key(fields: "id") @key(fields: "alt") {
            id: ID! alt: ID! beds: Int @external free: Int @requires(fields: "beds")
          }`,
      b: `type Query { group: Group } type Group @key(fields: "id") { id: ID! sites: [Site!] }
          type Site @key(fields: "id") { id: ID! beds: Int }`,
    },
    'free',
  ],
])('it is refused if %s', async (_what, subgraphs, message) => {
  await expect(checkPlans(supergraphOf(subgraphs))).rejects.toThrow(message);
});

test('a check that a limit ended says how much was checked', async () => {
  const supergraph = supergraphOf({ organisations: organisations.sdl, vaccinations: vaccinations.sdl });
  const text = (queries: number, fields: number) =>
    `The query planner was checked in part: with ${fields} of 10 fields (queries: ${queries}). An operation on the others may get the error NOT_PLANNABLE.`;
  await expect(checkPlans(supergraph, { probes: 1, ms: 60_000 })).resolves.toEqual([text(1, 6)]);
  await expect(checkPlans(supergraph, { probes: 5_000, ms: 1 })).resolves.toEqual([text(0, 0)]);
});

test('queries that are refused although others reach their fields are warnings', async () => {
  const supergraph = supergraphOf({
    a: `interface Node @key(fields: "id") { id: ID! }
        type Query { node: Node }`,
    b: `type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! label: String }
        type Query { labelled: Node }`,
  });
  await expect(checkPlans(supergraph)).resolves.toEqual([
    expect.stringMatching(
      /^The query planner refuses these queries, although others reach their fields\. .*\n- query \{ node \{ label \} \}: .*NOT_PLANNABLE\]$/s,
    ),
  ]);
});

test('it is accepted if every field can be reached', async () => {
  await expect(
    checkPlans(supergraphOf({ organisations: organisations.sdl, vaccinations: vaccinations.sdl })),
  ).resolves.toEqual([]);
});

test('each field that returns an object leads to the fields of other subgraphs, and recursive types end', () => {
  const queries = [
    ...probeQueries(
      supergraphOf({
        a: `type Query { unit: Unit tree: Tree } type Tree { root: Unit below: [Tree!]! }
            type Mutation { close: Unit } type Unit @key(fields: "id") { id: ID! size: Int }`,
        b: 'type Unit @key(fields: "id") { id: ID! beds: Int best: Unit }',
      }),
    ),
  ].map(({ query }) => query);
  expect(queries).toEqual([
    'query { unit { id size beds best { __typename } } }',
    'query { tree { root { __typename } below { __typename } } }',
    'mutation { close { beds best { __typename } } }',
    'query { unit { best { id size beds best { __typename } } } }',
    'query { tree { root { beds best { __typename } } } }',
    'query { unit { best { best { size } } } }',
  ]);
});
