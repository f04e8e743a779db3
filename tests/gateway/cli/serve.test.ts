import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { sharedNeo4j } from '../../support/database/graph';
import { temporaryFolder } from '../../support/database/neo4j';
import { runProgram, startSource } from '../../support/process/processes';
import { until } from '../../support/process/until';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { uri, user, password } = sharedNeo4j();
const NO_PAGES = { PLAYGROUND: 'off', EXPLORER: 'off' };
const ENV = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: folder, PORT: '0', ...NO_PAGES };
const QUERY = { query: '{ organisation(code: "ZXP0001") { code } }' };
const ANSWER = { data: { organisation: { code: 'ZXP0001' } } };

async function serve(env: Record<string, string> = {}) {
  const started = startSource('cli/main.ts', ['serve'], { ...ENV, ...env });
  const url = await until('the last address', () => /Ready +(http:\S+)\/readyz\n/.exec(started.text.out)?.[1], 25);
  const ask = async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(QUERY),
    });
    return { status: response.status, answer: (await response.json()) as unknown };
  };
  return { ...started, url, ask };
}

const readyz = async (url: string) => (await fetch(`${url}/readyz`)).status;

test('ods-graph serve prints a line for each address, answers, gets ready, and stops with exit code 0', async () => {
  const { child, text, finished, url, ask } = await serve();
  expect(text.out.split('\n')).toEqual([
    `GraphQL    ${url}/graphql`,
    `Schema     ${url}/schema.graphql`,
    `Ready      ${url}/readyz`,
    '',
  ]);
  expect(await ask()).toMatchObject({ status: 200, answer: ANSWER });
  await until('its being ready', async () => (await readyz(url)) === 200, 25);
  expect(statSync(join(folder, 'cursor-secret')).mode & 0o777).toBe(0o600);
  child.kill('SIGTERM');
  expect(await finished).toMatchObject({ code: 0, out: text.out });
});

test('the pages are named where they are on, and built in the background', async () => {
  const { child, text, finished, url } = await serve({ EXPLORER: 'on', PLAYGROUND: 'on' });
  expect(text.out).toContain(`Explorer   ${url}/\n`);
  expect(text.out).toContain(`Playground ${url}/playground\n`);
  const page = await until(
    'the page',
    async () => {
      const response = await fetch(`${url}/playground`);
      return response.status === 200 ? response.text() : undefined;
    },
    25,
  );
  expect(page).toContain('<title>Playground');
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
}, 60_000);

test('fault 23: SIGTERM under load fails no request of a balancer that asks /readyz', async () => {
  const { child, finished, url, ask } = await serve({ SHUTDOWN_DELAY_MS: '3000' });
  let open = true;
  const statuses: number[] = [];
  const balancer = (async () => {
    while (open) {
      open = (await readyz(url).catch(() => 503)) !== 503 || !child.killed;
      await after(50);
    }
  })();
  const clients = Array.from({ length: 8 }, async () => {
    while (open)
      statuses.push(
        await ask().then(
          ({ status }) => status,
          () => 0,
        ),
      );
  });
  await until('some answers', () => statuses.length > 50, 25);
  child.kill('SIGTERM');
  await Promise.all([balancer, ...clients]);
  expect((await finished).code).toBe(0);
  expect([...new Set(statuses)]).toEqual([200]);
});

test('a port that is in use is named, with what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const { code, out, err } = await runProgram(['serve'], { ...ENV, PORT: String(port) });
  taken.close();
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`Port ${port} of 127.0.0.1 is in use: set PORT to another one.`);
});

describe('ods-graph query', () => {
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('prints the answer as JSON', async () => {
    const document = file('name.graphql', 'query($code: ID!) { organisation(code: $code) { code } }');
    const variables = file('name.json', '{"code":"zxp0001"}');
    const { code, out } = await runProgram(['query', document, '--variables', variables], ENV);
    expect([code, JSON.parse(out)]).toMatchObject([0, { ...ANSWER, extensions: { ods: { release: '2024-09-30' } } }]);
  });

  test('exits 1 when the answer holds errors, which go to stderr too', async () => {
    const { code, out, err } = await runProgram(['query', file('bad.graphql', '{ nothing }')], ENV);
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ]);
    expect(err).toContain('Cannot query field "nothing" on type "Query".');
  });

  test('a file that is not there is wrong usage', async () => {
    const { code, out, err } = await runProgram(['query', join(folder, 'none.graphql')], ENV);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('none.graphql cannot be read');
  });
});

test('ods-graph schema prints what clients see, and with --subgraph what routers need', async () => {
  const api = await runProgram(['schema'], ENV);
  const subgraph = await runProgram(['schema', '--subgraph'], ENV);
  expect([api.code, subgraph.code]).toEqual([0, 0]);
  expect(api.out).not.toContain('@key');
  expect(subgraph.out).toContain('@key(fields: "code")');
});
