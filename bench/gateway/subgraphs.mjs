// All four subgraphs on one port, each at its own path. Responses are computed once and cached, so that the benchmark
// measures the gateways.
import { createServer } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import { subgraphs } from './schemas.mjs';

const schemas = Object.fromEntries(
  Object.entries(subgraphs).map(([name, { typeDefs, resolvers }]) => [
    `/${name}/graphql`,
    buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]),
  ]),
);
const cache = new Map();

async function execute(url, body) {
  const { query, variables, operationName } = JSON.parse(body);
  const result = await graphql({ schema: schemas[url], source: query, variableValues: variables, operationName });
  return Buffer.from(JSON.stringify(result));
}

const server = createServer(async (request, response) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts).toString();
  const key = request.url + body;
  if (!cache.has(key)) cache.set(key, await execute(request.url, body));
  const bytes = cache.get(key);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes);
});
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/graphql`));
process.on('SIGTERM', () => process.exit());
