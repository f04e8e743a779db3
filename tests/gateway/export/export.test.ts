import { parse } from 'csv-parse/sync';
import { Agent, request } from 'undici';
import { KnownError } from '../../../errors';
import { DEFAULT_LIMITS } from '../../../gateway/limits';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { createReadSide } from '../../../graph/read-side';
import { createContext } from '../../../domain/context';
import { createCursors } from '../../../domain/cursor';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { openRawConnection } from '../../support/gateway/raw-http';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(120_000); // whole exports are read

const agent = new Agent();
let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(async () => {
  await gateway.close();
  await agent.destroy();
});

type Headers = Record<string, string>;
type Rows = Record<string, unknown>[];

const url = (query = '', extension = 'ndjson', of = gateway) => `${of.url}/export/organisations.${extension}?${query}`;

async function exportRows(query: string, headers: Headers = {}): Promise<Rows> {
  const { statusCode, body } = await request(url(query), { headers, dispatcher: agent });
  const text = await body.text();
  expect([statusCode, statusCode === 200 ? '' : text]).toEqual([200, '']);
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Rows[number]]));
}

const NODE = `code name kinds recordClass status isActive isReferenceOnly basisUsed
  operational { start end } legal { start end } lastChanged primaryRole { code name }
  roles { role { code } } address { lines town county postcode country uprn } contacts { type value }
  operators: parents(view: OPERATION) { code } commissioners: parents(view: COMMISSIONING) { code }
  icb: belongsTo(kind: ICB) { organisations { code name } reason }
  region: belongsTo(kind: REGION) { organisations { code name } reason }
  moment { date basis release }`;

interface Node extends Record<string, unknown> {
  readonly roles: readonly { role: { code: string } }[];
  readonly operators: readonly { code: string }[];
  readonly commissioners: readonly { code: string }[];
}

/** Returns all results of the API search, page by page, in the form of export rows. */
async function searchRows(args: string, headers: Headers = {}): Promise<Rows> {
  const rows: Rows = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = `search(${args} first: 200${cursor && ` after: "${cursor}"`}) { nodes { ${NODE} } pageInfo { hasNextPage endCursor } }`;
    const { data, errors } = await gateway.query(`{ ${page} }`, { headers });
    expect(errors).toEqual([]);
    const { nodes, pageInfo } = (data as { search: { nodes: Node[]; pageInfo: PageInfo } }).search;
    rows.push(...nodes.map(toRow));
    cursor = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  }
  return rows;
}

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string;
}

function toRow({ roles, operators, commissioners, ...node }: Node) {
  return {
    ...node,
    roles: [...roles.map(({ role }) => role.code)],
    operators: operators.map(({ code }) => code),
    commissioners: commissioners.map(({ code }) => code),
  };
}

describe('an export has the rows of the API search, in its order, for', () => {
  test.each<[what: string, query: string, args: string, header?: string]>([
    ['all active organisations', '', ''],
    ['closed organisations too', 'includeInactive=true&kinds=CCG', 'includeInactive: true kinds: [CCG]'],
    ['several kinds', 'kinds=PCN,ICB&kinds=REGION', 'kinds: [PCN, ICB, REGION]'],
    ['a text', 'text=surgery&includeInactive=true', 'text: "surgery" includeInactive: true'],
    [
      'organisations within a board',
      'within=zxi01&view=COMMISSIONING&kinds=GP_PRACTICE',
      'within: { code: "ZXI01", view: COMMISSIONING } kinds: [GP_PRACTICE]',
    ],
    [
      'a day, a basis and a release',
      'recordClass=SITE&date=2021-03-31&basis=LEGAL&release=2024-06-30',
      'recordClass: SITE asOf: { date: "2021-03-31", basis: LEGAL, release: "2024-06-30" }',
    ],
    [
      'the release that was current on a day',
      'roles=ro272&knownOn=2024-07-15&changedSince=2020-01-01',
      'roles: ["RO272"] changedSince: "2020-01-01" asOf: { knownOn: "2024-07-15" }',
    ],
    ['the moment of the ods-as-of header', 'kinds=GP_PRACTICE', 'kinds: [GP_PRACTICE]', 'date=2016-01-01'],
    [
      'a date that overrides the header',
      'kinds=STP&date=2019-01-01',
      'kinds: [STP] asOf: { date: "2019-01-01" }',
      'date=2016-01-01',
    ],
    ['nothing', 'text=nobody+has+this+name', 'text: "nobody has this name"'],
  ])('%s', async (...[what, query, args, header]) => {
    const headers: Headers = header === undefined ? {} : { 'ods-as-of': header };
    const [rows, expected] = [await exportRows(query, headers), await searchRows(args, headers)];
    expect(rows).toEqual(expected);
    expect(rows.length > 0).toBe(what !== 'nothing');
  });
});

test('the CSV has the same values as the NDJSON', async () => {
  const query = 'kinds=GP_PRACTICE,TRUST_SITE&includeInactive=true&date=2022-07-01';
  const response = await request(url(query, 'csv'), { dispatcher: agent });
  expect(response.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="organisations-release-2024-09-30-on-2022-07-01.csv"',
    'x-ods-release': '2024-09-30',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'cache-control': 'public, max-age=10',
  });
  const rows = parse(await response.body.text(), { columns: true, record_delimiter: '\r\n' }) as Headers[];
  const lines = (await exportRows(query)) as unknown as Line[];
  expect(rows.length).toBeGreaterThan(300);
  expect(rows.map(comparable)).toEqual(lines.map((line) => comparable(toCells(line))));
});

interface Line extends Record<string, unknown> {
  readonly code: string;
  readonly kinds: readonly string[];
  readonly roles: readonly string[];
  readonly operators: readonly string[];
  readonly commissioners: readonly string[];
  readonly contacts: readonly { type: string; value: string }[];
  readonly icb: { organisations: readonly { code: string; name: string }[]; reason: string | null };
}

/** Columns with several values, and some with one value. */
const CELLS = ['code', 'kinds', 'roleCodes', 'operatorCodes', 'commissionerCodes', 'icbCodes', 'icbNames', 'icbReason'];
const comparable = (row: Headers) => CELLS.concat('telephone', 'isActive').map((name) => row[name]);

function toCells({ code, kinds, roles, operators, commissioners, contacts, icb, isActive }: Line): Headers {
  const telephones = contacts.filter(({ type }) => type === 'tel').map(({ value }) => value);
  return {
    code,
    isActive: String(isActive),
    kinds: kinds.join('; '),
    roleCodes: roles.join('; '),
    operatorCodes: operators.join('; '),
    commissionerCodes: commissioners.join('; '),
    icbCodes: icb.organisations.map((one) => one.code).join('; '),
    icbNames: icb.organisations.map(({ name }) => name).join('; '),
    icbReason: icb.reason ?? '',
    telephone: telephones.join('; '),
  };
}

test('an export without rows has its column names', async () => {
  const csv = await (await request(url('text=nobody', 'csv'), { dispatcher: agent })).body.text();
  expect(csv).toMatch(/^code,name,kinds,[A-Za-z0-9,]+,date,basis,release\r\n$/);
});

test('HEAD returns the headers only', async () => {
  const { statusCode, headers, body } = await request(url(), { method: 'HEAD', dispatcher: agent });
  expect([statusCode, await body.text(), headers['x-ods-release']]).toEqual([200, '', '2024-09-30']);
  expect(headers['content-disposition']).toContain('organisations-release-2024-09-30-on-2024-09-30.ndjson');
});

describe('an export is rejected with the expected and the received value:', () => {
  test.each<[query: string, message: string]>([
    [
      'kind=PCN',
      "Unknown parameter 'kind'. The parameters are text, postcode, uprn, kinds, roles, recordClass, within, view, changedSince, includeInactive, after, date, basis, release, knownOn, excel, records.",
    ],
    ['__proto__=PCN', "Unknown parameter '__proto__'. The parameters are text,"],
    ['date=2023-02-30', "date takes a calendar date such as 2024-10-31; got '2023-02-30'."],
    ['changedSince=yesterday', "changedSince takes a calendar date such as 2024-10-31; got 'yesterday'."],
    ['basis=legal', "basis takes OPERATIONAL, LEGAL; got 'legal'."],
    ['kinds=PCN,GP', 'kinds takes VACCINATION_SITE, GP_PRACTICE,'],
    ['includeInactive=yes', "includeInactive takes true, false; got 'yes'."],
    ...['text', 'postcode', 'uprn', 'within', 'kinds', 'roles', 'recordClass', 'changedSince', 'includeInactive'].map(
      (name): [string, string] => [`${name}=%20`, `${name} must not be blank.`],
    ),
    ...['date', 'basis', 'release', 'knownOn', 'records'].map((name): [string, string] => [
      `kinds=PCN&${name}=`,
      `${name} must not be blank.`,
    ]),
    ['kinds=PCN&kinds=', 'kinds must not be blank.'],
    ['text=a&text=b', 'text may be given only once; got 2 values.'],
    ['text=a%00b', 'text must not contain control characters.'],
    ['within=ZXI01', 'within and view must be given together; got only within.'],
    ['within=NOBODY&view=REPORTING', "No organisation 'NOBODY' in the release of 2024-09-30."],
    ['release=2020-01-01', "No release '2020-01-01' is loaded. Loaded: 2024-09-30, 2024-06-30."],
    ['release=2024-06-30&knownOn=2024-07-01', 'asOf takes release or knownOn, not both.'],
  ])('%s', async (query, message) => {
    for (const extension of ['csv', 'ndjson']) {
      const { statusCode, headers, body } = await request(url(query, extension), { dispatcher: agent });
      const { errors } = (await body.json()) as { errors: { message: string; extensions: Headers }[] };
      expect([statusCode, headers['content-type']]).toEqual([400, 'application/json; charset=utf-8']);
      expect(errors[0]!.message.startsWith(message)).toBe(true);
      expect(errors[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', requestId: headers['x-request-id'] });
    }
  });

  test('text that is too long', async () => {
    const { statusCode, body } = await request(url(`text=${'a'.repeat(1_001)}`), { dispatcher: agent });
    const message = 'text takes at most 1000 characters; got 1001.';
    expect([statusCode, await body.text()]).toEqual([400, expect.stringContaining(message)]);
  });

  test('an invalid header, and any method other than GET', async () => {
    const bad = await request(url(), { headers: { 'ods-as-of': 'date=never' }, dispatcher: agent });
    expect([bad.statusCode, await bad.body.text()]).toEqual([400, expect.stringContaining('The header ods-as-of')]);
    const post = await request(url(), { method: 'POST', dispatcher: agent });
    expect([post.statusCode, post.headers.allow]).toEqual([405, 'GET']);
    await post.body.dump();
  });
});

test('an export does not fill the shared fact cache', async () => {
  const before = gateway.organisations.reads.cacheSize();
  await exportRows('includeInactive=true');
  expect(gateway.organisations.reads.cacheSize()).toEqual(before);
});

/** Returns the sample graph as an endless release: its last code is followed by the first one. */
function endless(graph: Graph, beforeRead: (name: string) => void = () => undefined): Graph {
  return {
    ...graph,
    table: (statement, parameters, options) => {
      beforeRead(statement.name);
      if (statement.name !== 'codes') return graph.table(statement, parameters, options);
      const keys = (parameters as { keys: object[] }).keys.map((key) => ({ ...key, after: '' }));
      return graph.table(statement, { keys }, options);
    },
  };
}

type Options = Parameters<typeof openGateway>[1];

/** Runs `act` with a gateway on an endless graph. */
async function onEndless(
  act: (gateway: TestGateway) => Promise<void>,
  options: Options = {},
  beforeRead?: (name: string) => void,
): Promise<void> {
  const graph = openNeo4j(sharedNeo4j());
  const opened = await openGateway(endless(graph, beforeRead), options);
  try {
    await act(opened);
  } finally {
    opened.app.server.closeAllConnections();
    await opened.close();
    await graph.close();
  }
}

const openExport = (of: TestGateway) =>
  openRawConnection(of.port, 'GET /export/organisations.ndjson HTTP/1.1\r\nhost: localhost\r\n\r\n');

test('a database failure during an export closes the connection before the end of the body and is logged', async () => {
  let chunks = 0;
  const failing = (name: string) => {
    if (name === 'codes' && ++chunks === 2) throw new KnownError('DATABASE_UNAVAILABLE', 'It is gone.');
  };
  const act = async (of: TestGateway) => {
    const { statusCode, body } = await request(url('', 'csv', of), { dispatcher: agent });
    expect(statusCode).toBe(200);
    await expect(body.text()).rejects.toThrow();
    expect(of.lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { msg: 'an export failed', code: 'DATABASE_UNAVAILABLE', requestId: expect.any(String) },
    ]);
  };
  await onEndless(act, {}, failing);
});

test('an export goes on after the code that a client has, with the rest of the same rows', async () => {
  for (const query of ['kinds=GP_PRACTICE', 'text=surgery&includeInactive=true', 'recordClass=SITE']) {
    const all = await exportRows(query);
    const last = all[Math.floor(all.length / 2)]!.code as string;
    const rest = await exportRows(`${query}&after=${last.toLowerCase()}&release=2024-09-30`);
    expect(rest).toEqual(all.slice(all.findIndex(({ code }) => code === last) + 1));
  }
});

test('one client cannot hold the exports of all', () =>
  onEndless(async (of) => {
    const opened = [openExport(of), openExport(of)];
    await waitFor('two exports', () => opened.every((one) => one.text().length > 10_000));
    const third = await request(url('kinds=PCN', 'csv', of), { dispatcher: agent });
    expect([third.statusCode, await third.body.text()]).toEqual([
      503,
      expect.stringContaining('The limit of 2 concurrent exports of one client is reached.'),
    ]);
    const other = await of.app.inject({ url: '/export/organisations.csv?uprn=1', remoteAddress: '10.0.0.9' });
    expect(other.statusCode).toBe(200);
    for (const { socket } of opened) socket.destroy();
  }));

test('a client that reads too slowly is disconnected', () =>
  onEndless(
    async (of) => {
      const client = openExport(of);
      await waitFor('the export', () => client.text().length > 100_000);
      client.socket.pause();
      const dribble = setInterval(() => void client.socket.read(60), 100);
      const open = () =>
        new Promise<number>((resolve) => of.app.server.getConnections((_error, count) => resolve(count)));
      await waitFor('the end of the connection', async () => (await open()) === 0, 60);
      clearInterval(dribble);
      client.socket.destroy();
    },
    { connectionLimits: { reading: { bytesPerSecond: 10_240, windowMs: 1_000 } } },
  ));

test('exports over the limit return 503 with retry-after until another export ends', () =>
  onEndless(
    async (of) => {
      const first = openExport(of);
      await waitFor('the first export', () => first.text().length > 100_000);
      const second = await request(url('kinds=PCN', 'csv', of), { dispatcher: agent });
      expect([second.statusCode, second.headers['retry-after']]).toEqual([503, '1']);
      expect(await second.body.json()).toMatchObject({
        errors: [{ message: 'The limit of 1 concurrent exports is reached.', extensions: { code: 'OVERLOADED' } }],
      });
      first.socket.destroy();
      await waitFor('a free slot', async () => {
        const { statusCode, body } = await request(url('uprn=1', 'csv', of), { dispatcher: agent });
        await body.dump();
        return statusCode === 200;
      });
    },
    { limits: { exports: 1 } },
  ));

/** Returns the export settings of a graph and a counter of the pages read. */
function countedExports(graph: Graph) {
  const reads = createReadSide(graph);
  const settings = { limits: DEFAULT_LIMITS, cursors: createCursors('only for the tests') };
  let pages = 0;
  const makeContext = (asOf: string | undefined) => createContext(reads, { asOf, ...settings });
  return { pages: () => pages, exports: { makeContext, isLoaded: () => ++pages > 0 } };
}

/** Resolves to the value of `count` when it has stayed the same for a second. */
async function untilUnchanged(count: () => number): Promise<number> {
  let [last, since] = [count(), performance.now()];
  await waitFor('the count to stay the same', () => {
    if (count() !== last) [last, since] = [count(), performance.now()];
    return performance.now() - since > 1_000;
  });
  return last;
}

test('a client that does not read pauses the export, and a client that disconnects ends it', async () => {
  const { pages, exports } = countedExports(endless(sampleGraph()));
  const reading = async (of: TestGateway) => {
    const client = openExport(of);
    await waitFor('the export', () => client.text().length > 100_000);
    client.socket.pause();
    const paused = await untilUnchanged(pages);
    expect(paused).toBeLessThan(100);
    client.socket.resume();
    await waitFor('more reading', () => pages() > paused + 20);
    client.socket.destroy();
    await untilUnchanged(pages);
  };
  await onEndless(reading, { exports });
});

test('an export ends at its deadline, however fast it is read', () =>
  onEndless(
    async (of) => {
      const { body } = await request(url('', 'ndjson', of), { dispatcher: agent });
      await expect(body.text()).rejects.toThrow();
    },
    { limits: { exportTimeoutMs: 1_000 } },
  ));

test('a client that reads no page in time is disconnected', () =>
  onEndless(
    async (of) => {
      const client = openExport(of);
      await waitFor('the export', () => client.text().length > 100_000, 60);
      client.socket.pause();
      const open = () =>
        new Promise<number>((resolve) => of.app.server.getConnections((_error, count) => resolve(count)));
      await waitFor('the end of the connection', async () => (await open()) === 0, 60);
      client.socket.destroy();
    },
    { connectionLimits: { inactivityTimeoutMs: 4_000 } }, // a busy machine may not send a page for a second
  ));
