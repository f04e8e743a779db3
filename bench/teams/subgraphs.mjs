/**
 * The subgraphs of many teams in one process: each adds a field `teamN` to Organisation. The parent process gets their
 * addresses, and tells a team how to behave: { team, mode }, which is acknowledged by the same message.
 */
import { createServer } from 'node:http';
import { once } from 'node:events';

const COUNT = Number(process.argv[2] ?? 20);

const sdlOf = (team, revision) => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@listSize"])
  type Organisation @key(fields: "code") { code: ID! team${team}: Team${team}Figures }
  type Team${team}Figures { of: ID! figures: [Team${team}Figure!]! @listSize(assumedSize: 3) }
  type Team${team}Figure { text: String! ${'revision: Int '.repeat(revision > 0 ? 1 : 0)}}
`;

/** What team N returns for a code. */
export const answerOf = (team, code) => ({
  of: code,
  figures: [1, 2, 3].map((at) => ({ text: `${team}/${code}/${at}` })),
});

const ANSWERS = {
  up: (team, text) => [200, 'application/json', JSON.stringify(respond(team, JSON.parse(text)))],
  error: () => [500, 'text/plain', 'a stack trace'],
  /** Each of these is another kind of nonsense; they take turns. */
  nonsense: (team, text, turn) =>
    [
      [200, 'text/html', '<p>Welcome</p>'],
      [200, 'application/json', '{"data":{"_entities":[{}'],
      [200, 'application/json', '{"data":{"_entities":[{"team":1},{"team":2},{"team":3},{"team":4}]}}'],
      [200, 'application/json', '[1,2,3]'],
      [200, 'application/json', '{"data":{"_entities":"all"},"errors":"none"}'],
    ][turn % 5],
};

function respond(team, { query, variables = {} }) {
  if (query.includes('_service')) return { data: { _service: { sdl: sdlOf(team, 0) } } };
  const fields = [...query.matchAll(/(?:(\w+)\s*:\s*)?_entities\s*\(\s*representations\s*:\s*\$(\w+)/g)];
  const entities = (name) =>
    variables[name].map(({ code }) => ({ __typename: 'Organisation', code, [`team${team}`]: answerOf(team, code) }));
  return { data: Object.fromEntries(fields.map(([, alias = '_entities', name]) => [alias, entities(name)])) };
}

/** A team whose server keeps its port, also while it is down. */
async function startTeam(team) {
  const state = { mode: 'up', port: 0, turn: 0 };
  let server;
  const listen = async () => {
    server = createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        if (state.mode === 'hang') return;
        const [status, type, body] = ANSWERS[state.mode](team, Buffer.concat(chunks).toString(), state.turn++);
        response.writeHead(status, { 'content-type': type }).end(body);
      });
    }).listen(state.port, '127.0.0.1');
    await once(server, 'listening');
    state.port = server.address().port;
  };
  await listen();
  return {
    url: `http://127.0.0.1:${state.port}/graphql`,
    async behave(mode) {
      if (mode === 'down' && server.listening) {
        server.close();
        server.closeAllConnections();
      }
      if (mode !== 'down' && !server.listening) await listen();
      if (mode !== 'down') state.mode = mode;
    },
  };
}

const teams = await Promise.all(Array.from({ length: COUNT }, (_, at) => startTeam(at + 1)));
process.on('message', async (message) => {
  await teams[message.team - 1].behave(message.mode);
  process.send(message);
});
process.on('disconnect', () => process.exit());
process.send({ teams: teams.map(({ url }, at) => ({ url, sdls: [0, 1].map((revision) => sdlOf(at + 1, revision)) })) });
