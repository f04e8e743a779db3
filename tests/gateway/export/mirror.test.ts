import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { Agent, request } from 'undici';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';

jest.setTimeout(120_000); // whole exports are read

const agent = new Agent();
let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(async () => {
  await gateway.close();
  await agent.destroy();
});

const JUNE = '2024-06-30';
const SEPTEMBER = '2024-09-30';
const NAMES = ['organisations', 'relationships', 'roles', 'successions', 'findings', 'measures', 'code-lists'];

type Row = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

const get = (path: string, headers: Headers = {}) =>
  request(`${gateway.url}/export/${path}`, { headers, dispatcher: agent });

/** Returns the address of a table; that of organisations is a search without `records`. */
function tableUrl(name: string, extension: string, parameters: Headers): string {
  const all = name === 'organisations' ? { records: 'true', ...parameters } : parameters;
  return `${name}.${extension}?${new URLSearchParams(all).toString()}`;
}

const read = new Map<string, Promise<Buffer>>();

/** Returns a file, which is read once. */
function bytesOf(name: string, extension: string, parameters: Headers): Promise<Buffer> {
  const path = tableUrl(name, extension, parameters);
  if (!read.has(path)) read.set(path, readBytes(path));
  return read.get(path)!;
}

async function readBytes(path: string): Promise<Buffer> {
  const { statusCode, body } = await get(path);
  const bytes = Buffer.from(await body.arrayBuffer());
  expect([statusCode, statusCode === 200 ? '' : bytes.toString()]).toEqual([200, '']);
  return bytes;
}

const csvRows = async (name: string, parameters: Headers) =>
  parse(await bytesOf(name, 'csv', parameters), { columns: true }) as Row[];
const ndjsonRows = async (name: string, parameters: Headers) =>
  (await bytesOf(name, 'ndjson', parameters))
    .toString()
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]));

/** Applies differences as a client does that knows nothing but the documented meaning of `change`. Returns how many there were. */
function update(mirror: Map<unknown, Row>, differences: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { change, ...row } of differences) {
    counts[change as string] = (counts[change as string] ?? 0) + 1;
    if (change === 'reset') mirror.clear();
    else if (change === 'removed') expect(mirror.delete(row.key)).toBe(true);
    else {
      expect([row.key, mirror.has(row.key)]).toEqual([row.key, change === 'changed']);
      mirror.set(row.key, row);
    }
  }
  return counts;
}

const byKey = (rows: readonly Row[]) => new Map(rows.map((row) => [row.key, row]));

describe.each(NAMES)('a mirror of %s', (name) => {
  test.each([
    ['CSV', csvRows],
    ['NDJSON', ndjsonRows],
  ])('that takes the differences as %s equals one of the other release, in both directions', async (_, read) => {
    const [june, september] = [await read(name, { release: JUNE }), await read(name, { release: SEPTEMBER })];
    expect(byKey(june).size).toBe(june.length);
    const mirror = byKey(june);
    const counts = update(mirror, await read(name, { release: SEPTEMBER, changedSince: JUNE }));
    expect(mirror).toEqual(byKey(september));
    expect(Object.keys(counts).sort()).toEqual(CHANGES[name]);
    update(mirror, await read(name, { release: JUNE, changedSince: SEPTEMBER }));
    expect(mirror).toEqual(byKey(june));
  });

  test('as Parquet has the rows of the CSV', async () => {
    for (const parameters of [{ release: SEPTEMBER }, { release: SEPTEMBER, changedSince: JUNE }] as Headers[]) {
      const file = Uint8Array.from(await bytesOf(name, 'parquet', parameters)).buffer;
      const rows = await parquetReadObjects({ file });
      expect(rows.map(toTexts)).toEqual((await csvRows(name, parameters)).map(unescaped));
    }
  });

  test('that stopped after any row goes on after its key', async () => {
    for (const parameters of [{ release: SEPTEMBER }, { release: SEPTEMBER, changedSince: JUNE }] as Headers[]) {
      const all = await ndjsonRows(name, parameters);
      for (const at of [0, Math.floor(all.length / 3), all.length - 1].filter((row) => all[row]?.key)) {
        const rest = await ndjsonRows(name, { ...parameters, after: all[at]!.key as string });
        expect(rest).toEqual(all.slice(at + 1));
      }
    }
  });
});

/** The kinds of differences that the sample has. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  organisations: ['added', 'changed', 'removed'],
  relationships: ['added', 'changed', 'removed'],
  roles: ['added', 'changed', 'removed'],
  successions: ['added'],
  findings: ['added', 'removed'],
  measures: ['added', 'reset'],
  'code-lists': ['changed'],
};

function toTexts(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)]));
}

/** A text that begins like a formula has an apostrophe in CSV only. */
function unescaped(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, (value as string).replace(/^'(?=[=+@-])/, '')]),
  );
}

test('the tables hold what the release says it holds', async () => {
  const { data } = await gateway.query('{ release { organisations relationships } }');
  const { length: organisations } = await csvRows('organisations', { release: SEPTEMBER });
  const { length: relationships } = await csvRows('relationships', { release: SEPTEMBER });
  expect(data!.release).toEqual({ organisations, relationships });
});

test('the name of the file and the header name the releases', async () => {
  const { headers, body } = await get(`roles.csv?changedSince=${JUNE}`, { 'ods-as-of': `release=${SEPTEMBER}` });
  await body.dump();
  expect(headers).toMatchObject({
    'content-disposition': `attachment; filename="roles-release-${SEPTEMBER}-since-${JUNE}.csv"`,
    'x-ods-release': SEPTEMBER,
  });
  const parquet = await get('roles.parquet');
  await parquet.body.dump();
  expect(parquet.headers['content-type']).toBe('application/vnd.apache.parquet');
});

test('a client that has the newest rows gets 304 without a body, on whatever slot', async () => {
  const tags = new Set<string>();
  const paths = NAMES.map((name) => tableUrl(name, 'csv', {}));
  const others = ['roles.ndjson', `roles.csv?release=${JUNE}`, `roles.csv?changedSince=${JUNE}`, 'roles.csv?excel=1'];
  const searches = ['organisations.csv', 'organisations.csv?kinds=PCN', 'organisations.csv?date=2020-01-01'];
  const all = [...paths, ...others, ...searches, 'roles.csv?after=ZXP0001/1'];
  for (const path of all) {
    const full = await get(path);
    await full.body.dump();
    const etag = full.headers.etag as string;
    const again = await get(path, { 'if-none-match': `"other", ${etag}` });
    expect([again.statusCode, again.headers.etag, await again.body.text()]).toEqual([304, etag, '']);
    // A cache replaces what it knows of a compressed response by what 304 says.
    for (const { headers } of [full, again]) expect(headers.vary).toBe('ods-as-of, authorization, accept-encoding');
    const other = await get(path, { 'if-none-match': 'W/"other"' });
    await other.body.dump();
    expect(other.statusCode).toBe(200);
    tags.add(etag);
  }
  expect(tags.size).toBe(all.length);
  const measures = await get(`measures.csv?release=${JUNE}`, { 'if-none-match': [...tags].join() });
  await measures.body.dump();
  expect(measures.statusCode).toBe(304);
});

test('for Excel, a CSV begins with a byte-order mark and keeps what Excel would change', async () => {
  const bytes = await bytesOf('roles', 'csv', { excel: '1' });
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const rows = parse(bytes, { columns: true, bom: true }) as Row[];
  const plain = await csvRows('roles', { release: SEPTEMBER });
  expect(rows.map(({ id }) => id)).toEqual(plain.map(({ id }) => `="${id as string}"`));
  expect(rows.map(({ operationalStart }) => operationalStart)).toEqual(
    plain.map(({ operationalStart }) => operationalStart),
  );
  const search = await readBytes('organisations.csv?excel=true&kinds=PCN');
  expect(search.subarray(0, 8).toString()).toBe('\uFEFFcode,');
});

test.each([
  [
    'roles.csv?kinds=PCN',
    "Unknown parameter 'kinds'. The parameters are changedSince, after, release, knownOn, excel.",
  ],
  [
    'organisations.csv?records=true&text=a',
    "Unknown parameter 'text'. The parameters are changedSince, after, release,",
  ],
  ['organisations.csv?records=yes', "records takes true, false; got 'yes'."],
  ['roles.csv?changedSince=', 'changedSince must not be blank.'],
  ['roles.csv?changedSince=2020-01-01', `No release '2020-01-01' is loaded. Loaded: ${SEPTEMBER}, ${JUNE}.`],
  ['roles.csv?after=ZXP0001', "after takes the key of a row, with 2 parts separated by '/'; got 'ZXP0001'."],
  ['roles.csv?excel=yes', "excel takes 1, 0, true, false; got 'yes'."],
  ['roles.parquet?excel=1', 'excel applies to CSV only.'],
])('%s is rejected', async (path, message) => {
  const { statusCode, body } = await get(path);
  const { errors } = (await body.json()) as { errors: { message: string; extensions: Headers }[] };
  expect([statusCode, errors[0]!.extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  expect(errors[0]!.message.slice(0, message.length)).toBe(message);
});
