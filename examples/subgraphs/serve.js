// A minimal subgraph over HTTP: it responds to POST with JSON. A real one adds limits, logs and a check of the secret
// in the header x-subgraph-secret, which the gateway sends.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { buildSubgraphSchema } = require('@apollo/subgraph');
const { graphql, parse } = require('graphql');

/** Serves the SDL in a file on a local port (0 picks a free one) and returns the URL. */
async function serve({ sdl, resolvers, port }) {
  const schema = buildSubgraphSchema([{ typeDefs: parse(readFileSync(sdl, 'utf8')), resolvers }]);
  const server = createServer(async (request, response) => {
    try {
      const { query, variables } = JSON.parse(await textOf(request));
      respond(response, 200, await graphql({ schema, source: query, variableValues: variables }));
    } catch (error) {
      respond(response, 400, { errors: [{ message: error.message }] });
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}/graphql`;
}

async function textOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function respond(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

module.exports = { serve };
