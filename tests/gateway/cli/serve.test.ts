import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fromUserAgent } from '../../../graph/neo4j/connected-gateway';
import { STATEMENTS } from '../../../graph-seed/catalog/statements';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { temporaryFolder } from '../../support/database/fresh-neo4j';
import { runCli, startSourceFile } from '../../support/process/processes';
import { waitFor } from '../../support/process/wait-for';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { uri, user, password } = sharedNeo4j();
const NO_PAGES = { PLAYGROUND: 'off', EXPLORER: 'off' };
const ENV = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, DATA_DIR: folder, PORT: '0', ...NO_PAGES };
const QUERY = { query: '{ organisation(code: "ZXP0001") { code } }' };
const RESPONSE = { data: { organisation: { code: 'ZXP0001' } } };

async function serve(env: Record<string, string> = {}) {
  const started = startSourceFile('cli/main.ts', ['serve'], { ...ENV, ...env });
  const url = await waitFor('the last address', () => /Ready +(http:\S+)\/readyz\n/.exec(started.text.out)?.[1], 60);
  const query = async () => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(QUERY),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return { ...started, url, query };
}

const readyz = async (url: string) => (await fetch(`${url}/readyz`)).status;

test('ods-graph serve prints its addresses, executes queries, becomes ready and exits with code 0', async () => {
  const { child, text, finished, url, query } = await serve({ REQUEST_TIMEOUT_MS: '5001' });
  expect(text.out.split('\n')).toEqual([
    `GraphQL    ${url}/graphql`,
    `Schema     ${url}/schema.graphql`,
    `Ready      ${url}/readyz`,
    '',
  ]);
  expect(await query()).toMatchObject({ status: 200, body: RESPONSE });
  await waitFor('readiness', async () => (await readyz(url)) === 200, 60);
  const last = await waitFor('what to open', () => /Open one of these:\n[^]*\n +curl [^]*\n/.exec(text.err)?.[0], 60);
  expect(last.split('\n').slice(0, 3)).toEqual([
    'Open one of these:',
    `  GraphQL    ${url}/graphql`,
    'Or paste a query:',
  ]);
  const first = /curl -s (\S+) .*-d '(.*)'/.exec(last) ?? [];
  expect(first[1]).toBe(`${url}/graphql`);
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(first[1]!, { method: 'POST', headers, body: first[2]! });
  expect(await answer.json()).toMatchObject({ data: { search: { nodes: { length: 3 } } } });
  expect(text.err).toMatch(/^Checked before the start: Node\.js, Memory, Folder DATA_DIR, Folder TMPDIR, Port\.$/m);
  expect(text.err).toMatch(/^Warming up the reads, which usually takes 10 s to 60 s\.$/m);
  const connections = await sampleGraph().read<{ agent: string }>(STATEMENTS.connections);
  expect(connections.map(({ agent }) => fromUserAgent(agent)?.requestMs)).toContain(5_001);
  expect(statSync(join(folder, 'cursor-secret')).mode & 0o777).toBe(0o600);
  const { out: examined } = await runCli(['doctor'], { ...ENV, PORT: new URL(url).port });
  expect(examined).toMatch(/^ok +Port +This service serves on port \d+ of 127\.0\.0\.1, and is ready\.$/m);
  expect(examined).toMatch(
    /^warning +Releases +Only the sample of invented organisations is loaded with [\d,]+ organisations\.$/m,
  );
  child.kill('SIGTERM');
  const { code, out, err } = await finished;
  expect([code, out]).toEqual([0, text.out]);
  expect(err).toContain('Stopping: /readyz returns 503');
  expect(err).not.toContain('still open'); // it ended because nothing was left to do, not by a timer
}, 200_000); // Neo4j is started, and the sample loaded

test('ods-graph serve prints the addresses of the enabled pages and builds them in the background', async () => {
  const { child, text, finished, url } = await serve({ EXPLORER: 'on', PLAYGROUND: 'on' });
  expect(text.out).toContain(`Explorer   ${url}/\n`);
  expect(text.out).toContain(`Playground ${url}/playground\n`);
  const page = await waitFor(
    'the page',
    async () => {
      const response = await fetch(`${url}/playground`);
      return response.status === 200 ? response.text() : undefined;
    },
    150, // after the warm-up, the build takes a few seconds, and ten times as long beside other suites
  );
  expect(page).toContain('<title>Playground');
  child.kill('SIGTERM');
  expect((await finished).code).toBe(0);
}, 200_000); // Neo4j is started, and the sample loaded

test('fault 23: SIGTERM under load fails no request behind a load balancer that checks /readyz', async () => {
  const { child, finished, url, query } = await serve({ SHUTDOWN_DELAY_MS: '3000' });
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
        await query().then(
          ({ status }) => status,
          () => 0,
        ),
      );
  });
  await waitFor('some responses', () => statuses.length > 50, 25);
  child.kill('SIGTERM');
  await Promise.all([balancer, ...clients]);
  expect((await finished).code).toBe(0);
  expect([...new Set(statuses)]).toEqual([200]);
}, 120_000); // Neo4j is started, and the sample loaded

test('a port that is in use is an error that names the setting', async () => {
  const occupied = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => occupied.once('listening', resolve));
  const { port } = occupied.address() as { port: number };
  const { code, out, err } = await runCli(['serve'], { ...ENV, PORT: String(port) });
  occupied.close();
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`Port ${port} of 127.0.0.1 is in use. Set PORT to another one.\n`);
});

describe('ods-graph query', () => {
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  test('prints the response as JSON', async () => {
    const document = file('name.graphql', 'query($code: ID!) { organisation(code: $code) { code } }');
    const variables = file('name.json', '\ufeff{"code":"zxp0001"}');
    const { code, out } = await runCli(['query', document, '--variables', variables], ENV);
    expect([code, JSON.parse(out)]).toMatchObject([0, { ...RESPONSE, extensions: { ods: { release: '2024-09-30' } } }]);
  });

  test('exits with 1 if the response has errors, and prints them to stderr too', async () => {
    const { code, out, err } = await runCli(['query', file('bad.graphql', '{ nothing }')], ENV);
    expect([code, JSON.parse(out)]).toMatchObject([
      1,
      { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    ]);
    expect(err).toContain('Cannot query field "nothing" on type "Query".');
  });

  test('exits with 2 if the file does not exist', async () => {
    const { code, out, err } = await runCli(['query', join(folder, 'none.graphql')], ENV);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('none.graphql cannot be read');
  });
});

test('ods-graph schema prints the API schema, and the subgraph schema with --subgraph', async () => {
  const api = await runCli(['schema'], ENV);
  const subgraph = await runCli(['schema', '--subgraph'], ENV);
  expect([api.code, subgraph.code]).toEqual([0, 0]);
  expect(api.out).not.toContain('@key');
  expect(subgraph.out).toContain('@key(fields: "code")');
});
