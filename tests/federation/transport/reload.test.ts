import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import pino from 'pino';
import { stringify } from 'yaml';
import { openSupergraphManager } from '../../../federation/supergraph-manager';
import { waitFor } from '../../support/process/wait-for';
import { schemaOf, sdlOf } from '../federate';
import { closing } from './ask';
import { answer, certificatePath, serveSecurely } from './secure-server';

const keep = closing();
const OWN = { sdl: 'type Query { organisation: String }' };
const own = { name: 'organisations', sdl: sdlOf(OWN), schema: schemaOf(OWN), sdlCommand: 'schema' };
const folder = mkdtempSync(join(tmpdir(), 'reload-'));
afterAll(() => rmSync(folder, { recursive: true }));
const inFolder = (name: string) => join(folder, name);

const write = (entry: object) =>
  writeFileSync(
    inFolder('subgraphs.yaml'),
    stringify({ subgraphs: [{ name: 'beds', schema: 'beds.graphql', ...entry }] }),
  );

test('traffic and certificates are reloaded when the file or a certificate changes; invalid ones are refused', async () => {
  const { url, seen } = keep(await serveSecurely(answer, { asksForCertificate: true }));
  for (const name of ['ca.pem', 'gateway.pem', 'gateway.key']) copyFileSync(certificatePath(name), inFolder(name));
  writeFileSync(inFolder('beds.graphql'), 'type Query { a: Int }');
  const tls = { ca: 'ca.pem', cert: 'gateway.pem', key: 'gateway.key', serverName: 'subgraph.test' };
  write({ url, tls, retry: false });
  const lines: string[] = [];
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  const sources = { own, subgraphs: inFolder('subgraphs.yaml'), env: {} };
  const manager = keep(await openSupergraphManager({ sources, logger, timeoutMs: 1_000, every: { files: 20 } }));
  const query = async () => {
    const { data, errors } = await manager.current.executor({ document: parse('{ a }'), request: {}, context: {} });
    return errors ? errors[0]!.extensions.code : (JSON.parse(JSON.stringify(data)) as unknown);
  };
  expect(await query()).toEqual({ a: 1 });

  write({ url, tls, retry: false, http2: true });
  await waitFor('the change', () => manager.reloads.taken === 1);
  expect(await query()).toEqual({ a: 1 });
  expect(seen.map(({ version }) => version)).toEqual(['1.1', '2.0']);

  writeFileSync(inFolder('ca.pem'), 'no certificate');
  await waitFor('the refusal', () => manager.reloads.refused === 1);
  expect(lines.join()).toContain('beds: tls.ca is not a list of certificates in PEM');
  expect(await query()).toEqual({ a: 1 });

  for (const part of ['pem', 'key']) copyFileSync(certificatePath(`expired.${part}`), inFolder(`gateway.${part}`));
  copyFileSync(certificatePath('ca.pem'), inFolder('ca.pem'));
  await waitFor('the new certificate', () => manager.reloads.taken === 2);
  expect(await query()).toBe('SUBGRAPH_UNAVAILABLE');
});

test.each([
  [{ ca: 'none.pem' }, /beds: tls\.ca cannot be read: ENOENT/],
  [{ cert: 'gateway.pem', key: 'ca.pem' }, /beds: tls\.cert and tls\.key are not a certificate and its key in PEM: /],
])('certificates that do not fit end the start: %j', async (tls, message) => {
  copyFileSync(certificatePath('ca.pem'), inFolder('ca.pem'));
  copyFileSync(certificatePath('gateway.pem'), inFolder('gateway.pem'));
  writeFileSync(inFolder('beds.graphql'), 'type Query { a: Int }');
  write({ url: 'https://127.0.0.1:9/', tls });
  const sources = { own, subgraphs: inFolder('subgraphs.yaml'), env: {} };
  const opening = openSupergraphManager({ sources, logger: pino({ level: 'silent' }), timeoutMs: 1_000 });
  await expect(opening).rejects.toThrow(message);
});
