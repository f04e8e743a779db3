import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';

const SDL = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Organisation @key(fields: "code") {
    code: ID!
    rating: Rating
    inspections: [Inspection!]
    themes: [String!]
    inspector: String
    ratingOn(day: String!): String
    rated: Rated
  }
  union Rated = Rating | Inspection
  type Rating { overall: String! score: Int isFinal: Boolean! of(area: String!): String }
  type Inspection { day: String! outcome: String! rating: Rating }
`;

const FACTS = {
  rating: { overall: 'Good', score: 1234, isFinal: true },
  inspections: Array.from({ length: 7 }, (_, at) => ({ day: `2024-0${at + 1}-01`, outcome: `Outcome ${at + 1}` })),
  themes: ['Safe', 'Caring'],
  inspector: () => {
    throw new Error('The inspector is unknown.');
  },
};

/** Starts a subgraph of invented inspections over HTTP. The caller closes it. */
export async function startInspections() {
  const resolvers = { Organisation: { __resolveReference: (key: object) => ({ ...key, ...FACTS }) } };
  const schema = buildSubgraphSchema([{ typeDefs: parse(SDL), resolvers }]);
  const server = createServer(async (request, response) => {
    const { query, variables } = JSON.parse(await text(request)) as {
      query: string;
      variables?: Record<string, never>;
    };
    const result = await graphql({ schema, source: query, variableValues: variables });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise((closed) => server.close(closed).closeAllConnections());
  return { url: `http://127.0.0.1:${port}/graphql`, close };
}
