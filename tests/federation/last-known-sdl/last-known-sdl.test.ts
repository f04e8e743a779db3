import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { stringify } from 'yaml';
import { openSupergraphManager, type SupergraphManager } from '../../../federation/supergraph-manager';
import { describeFallback } from '../../../federation/supergraph/sdl-fallback';
import { createMetrics } from '../../../telemetry/metrics';
import { waitFor } from '../../support/process/wait-for';
import { schemaOf, sdlOf } from '../federate';
import { json, serve, type Script } from '../transport/server';

const OWN = { sdl: 'type Query { organisation: String }' };
const own = { name: 'organisations', sdl: sdlOf(OWN), schema: schemaOf(OWN), sdlCommand: 'schema' };
const gives =
  (field: string): Script =>
  (response) =>
    json(response, { data: { _service: { sdl: `type Query { ${field}: Int }` } } });

let folder: string;
const opened: { close(): Promise<unknown> }[] = [];
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sdl-'))));
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
  rmSync(folder, { recursive: true });
});

/** A subgraph whose response a test can change, and that keeps its address. */
async function startSubgraph(script: Script) {
  const state = { script, url: '' };
  const server = await serve((...request) => state.script(...request));
  opened.push(server);
  state.url = server.url;
  return state;
}

type Entry = Readonly<Record<string, unknown>>;
const file = () => join(folder, 'subgraphs.yaml');
const write = (entries: readonly Entry[]) => writeFileSync(file(), stringify({ subgraphs: entries }));
const entry = (name: string, url: string, more: Entry = {}) => ({
  name,
  url,
  schema: 'introspect',
  timeoutMs: 300,
  ...more,
});

async function open(entries: readonly Entry[], sdlFolder = join(folder, 'known')) {
  write(entries);
  const lines: string[] = [];
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  const sources = { own, subgraphs: file(), env: {} };
  const metrics = createMetrics();
  const every = { files: 20, subgraphs: 50 };
  const manager = await openSupergraphManager({ sources, logger, timeoutMs: 1_000, every, metrics, sdlFolder });
  opened.push(manager);
  return { manager, metrics, logged: () => lines.join('') };
}

const fieldsOf = ({ current }: SupergraphManager) => Object.keys(current.apiSchema.getQueryType()!.getFields()).sort();
const closeLast = () => opened.pop()!.close();

const html = (status: number) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'text/html' }).end('<p>secret</p>');

describe.each<[string, Script]>([
  ['drops its connections', (response) => response.destroy()],
  ['does not answer', () => undefined],
  ['answers with 401', (response) => json(response, { message: 'secret' }, 401)],
  ['answers with HTML', html(200)],
  ['answers with 401 and HTML', html(401)],
  ['gives SDL that is no SDL', (response) => json(response, { data: { _service: { sdl: '<p>' } } })],
])('a subgraph that %s at a start', (_, fault) => {
  test('is used with its last known SDL, which is logged, counted and described', async () => {
    const beds = await startSubgraph(gives('beds'));
    await open([entry('beds', beds.url)]);
    await closeLast();
    beds.script = fault;
    const { manager, metrics, logged } = await open([entry('beds', beds.url)]);
    expect(fieldsOf(manager)).toEqual(['beds', 'organisation']);
    expect(logged()).toMatch(/"level":50.*"subgraph":"beds".*"readAt":"20.*"sha256":"[0-9a-f]{64}".*last known/);
    expect(await metrics.text()).toContain('ods_subgraph_sdl{subgraph="beds",state="last_known"} 1');
    expect(manager.fallbacks.map(describeFallback)).toEqual([
      expect.stringMatching(/^The subgraph beds is served with its last known SDL, read at 20\S+Z: /),
    ]);
    expect(manager.fallbacks.map(describeFallback).join()).not.toContain('secret');
  });

  test('is left out without a known SDL if it is not required, and joins when it gives one', async () => {
    const beds = await startSubgraph(fault);
    const { manager, metrics, logged } = await open([entry('beds', beds.url, { required: false })]);
    expect(fieldsOf(manager)).toEqual(['organisation']);
    expect(await metrics.text()).toContain('ods_subgraph_sdl{subgraph="beds",state="missing"} 1');
    expect(manager.fallbacks.map(describeFallback)).toEqual([
      expect.stringMatching(/^The subgraph beds is left out: /),
    ]);
    expect(logged()).toContain('the subgraph is left out');
    beds.script = gives('beds');
    await waitFor('the subgraph', () => manager.reloads.taken === 1 && manager.fallbacks.length === 0);
    expect(fieldsOf(manager)).toEqual(['beds', 'organisation']);
    expect(logged()).toContain('the SDL of a subgraph is read again');
  });

  test('ends the start without a known SDL if it is required', async () => {
    const beds = await startSubgraph(fault);
    await expect(open([entry('beds', beds.url)])).rejects.toThrow(
      /beds: Its SDL could not be read from .*SDL_UNAVAILABLE/,
    );
  });
});

test('a subgraph that is down does not hold back the change of another team', async () => {
  const beds = await startSubgraph(gives('beds'));
  const visits = await startSubgraph(gives('visits'));
  const { manager } = await open([entry('beds', beds.url), entry('visits', visits.url)]);
  beds.script = html(503);
  visits.script = gives('arrivals');
  await waitFor('the change', () => manager.reloads.taken === 1);
  expect(fieldsOf(manager)).toEqual(['arrivals', 'beds', 'organisation']);
  expect(manager.fallbacks.map(({ name }) => name)).toEqual(['beds']);
});

test('SDL that does not compose is not remembered', async () => {
  const beds = await startSubgraph(gives('beds'));
  const { manager } = await open([entry('beds', beds.url)]);
  beds.script = (response) => json(response, { data: { _service: { sdl: 'type Query { organisation: Int }' } } });
  await waitFor('the refusal', () => manager.reloads.refused === 1);
  await closeLast();
  beds.script = html(503);
  expect(fieldsOf((await open([entry('beds', beds.url)])).manager)).toEqual(['beds', 'organisation']);
});

test.each<[string, (text: string) => string]>([
  ['was changed on disk', (text) => text.replace('beds', 'bads')],
  ['was cut off', (text) => text.slice(0, 40)],
  ['is of another address', (text) => text.replace('127.0.0.1', 'localhost')],
])('a known SDL that %s is not used', async (_, change) => {
  const beds = await startSubgraph(gives('beds'));
  await open([entry('beds', beds.url)]);
  await closeLast();
  const known = join(folder, 'known', 'beds.json');
  writeFileSync(known, change(readFileSync(known, 'utf8')));
  beds.script = html(503);
  await expect(open([entry('beds', beds.url)])).rejects.toThrow('SDL_UNAVAILABLE');
});

test('a folder that cannot be written is logged, and the SDL is known to this process', async () => {
  writeFileSync(join(folder, 'file'), '');
  const beds = await startSubgraph(gives('beds'));
  const { manager, logged } = await open([entry('beds', beds.url)], join(folder, 'file', 'known'));
  expect(logged()).toContain('the SDL of subgraphs cannot be kept on disk');
  beds.script = html(503);
  await waitFor('the fallback', () => manager.fallbacks.length === 1);
  expect(fieldsOf(manager)).toEqual(['beds', 'organisation']);
});

test('only the SDL of subgraphs is kept, one file each', async () => {
  const beds = await startSubgraph(gives('beds'));
  await open([entry('beds', beds.url)]);
  expect(readdirSync(join(folder, 'known'))).toEqual(['beds.json']);
});
