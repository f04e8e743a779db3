import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { portFinding } from '../../../cli/doctor/port';
import { neo4jSupportFinding, subgraphsFinding } from '../../../cli/doctor/service';
import { localUrlOf, urlOf } from '../../../cli/serving/address';
import { silentReport } from '../../../cli/report';
import { readConfig } from '../../../config';
import { createSdlStore } from '../../../federation/supergraph/sdl-store';
import { temporaryFolder } from '../../support/database/fresh-neo4j';

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a Neo4j after its last day of support is a warning', () => {
  expect(neo4jSupportFinding('5.26.30', '2028-06-30')).toBeUndefined();
  expect(neo4jSupportFinding('2026.04.0', '2029-01-01')).toBeUndefined();
  expect(neo4jSupportFinding('', '2029-01-01')).toBeUndefined();
  expect(neo4jSupportFinding('5.26.30', '2028-07-01')).toMatchObject({
    state: 'warning',
    seen: 'Version 5.26.30 has had no security updates since 2028-06-30.',
  });
});

describe('a subgraph that is down', () => {
  const URL = 'http://127.0.0.1:1/graphql';
  const finding = async (dataDir: string, more = '') => {
    const path = join(folder, 'subgraphs.yaml');
    writeFileSync(path, `subgraphs: [{ name: beds, url: '${URL}', schema: introspect${more} }]`);
    const env = { DATA_DIR: dataDir, SUBGRAPHS: path };
    return subgraphsFinding({ env, config: () => readConfig(env), out: () => undefined, report: silentReport });
  };

  test('is a problem if serve does not start without it', async () => {
    expect(await finding(join(folder, 'none'))).toMatchObject({ state: 'problem' });
  });

  test('is a warning if serve leaves it out', async () => {
    expect(await finding(join(folder, 'none'), ', required: false')).toMatchObject({
      state: 'warning',
      seen: expect.stringMatching(/^The subgraph beds is left out: /) as unknown,
      next: expect.stringMatching(/^beds: Start it/) as unknown,
    });
  });

  test('is a warning if serve has its last known SDL', async () => {
    const dataDir = join(folder, 'known');
    mkdirSync(dataDir);
    await createSdlStore(join(dataDir, 'subgraphs')).save({ name: 'beds', url: URL, sdl: 'type Query { beds: Int }' });
    expect(await finding(dataDir)).toMatchObject({
      state: 'warning',
      seen: expect.stringMatching(/^The subgraph beds is served with its last known SDL, read at 20/) as unknown,
    });
  });

  test('is a problem if its last known SDL does not compose', async () => {
    const dataDir = join(folder, 'broken');
    const sdl = 'type Query { beds: Organisation } enum Organisation { A }';
    await createSdlStore(join(dataDir, 'subgraphs')).save({ name: 'beds', url: URL, sdl });
    expect(await finding(dataDir)).toMatchObject({ state: 'problem' });
  });
});

describe('a port that this service has opened', () => {
  let server: Server;
  let statusCode = 200;
  const listenOn = async (host: string) => {
    server = createServer((_, response) => response.writeHead(statusCode).end('{"status":"x"}')).listen(0, host);
    await new Promise((listening, failed) => server.once('listening', listening).once('error', failed));
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => server.close());

  const hasIpv6 = Object.values(networkInterfaces()).some((each) => each?.some(({ address }) => address === '::1'));

  test.each<[string, string]>([
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ...(hasIpv6
      ? ([
          ['::', '[::1]'],
          ['::1', '[::1]'],
        ] satisfies [string, string][])
      : []),
  ])('is found at %s, and asked at %s', async (host, asked) => {
    const port = await listenOn(host);
    const finding = () => portFinding(readConfig({ PORT: String(port), HOST: host }));
    statusCode = 200;
    expect(await finding()).toMatchObject({ state: 'ok' });
    statusCode = 503;
    expect(await finding()).toMatchObject({
      state: 'warning',
      next: `Read the reason at http://${asked}:${port}/readyz.`,
    });
    expect(await portFinding(readConfig({ PORT: String(port), HOST: host }), { toOpen: true })).toEqual({
      name: 'Port',
      state: 'problem',
      seen: `Port ${port} of ${host} is in use: this service serves there already, at http://${asked}:${port}.`,
      next: 'Use that one, stop it, or set PORT to another one.',
    });
  });
});

test('an address of another machine is named, also if this service serves there', async () => {
  const asked = jest.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json({ status: 'ready' }));
  const finding = await portFinding(readConfig({ PORT: '4000', HOST: '192.0.2.1' }), { toOpen: true });
  asked.mockRestore();
  expect(finding).toMatchObject({ state: 'problem', seen: '192.0.2.1 is not an address of this machine.' });
});

test.each([
  ['localhost', 'http://localhost:4000', 'http://localhost:4000'],
  ['0.0.0.0', 'http://0.0.0.0:4000', 'http://127.0.0.1:4000'],
  ['::', 'http://[::]:4000', 'http://[::1]:4000'],
  ['2001:db8::1', 'http://[2001:db8::1]:4000', 'http://[2001:db8::1]:4000'],
])('the URL of a server at %s', (host, url, local) => {
  expect([urlOf(host, 4000), localUrlOf(host, 4000)]).toEqual([url, local]);
});
