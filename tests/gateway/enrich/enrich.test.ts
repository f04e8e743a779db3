import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { Agent, request } from 'undici';
import { ENRICH_COLUMNS } from '../../../domain/enrich/columns';
import type { Graph } from '../../../graph/graph';
import { KNOWN_CASES } from '../../../sample/known-cases';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { openRawConnection } from '../../support/gateway/raw-http';
import { runCommand } from '../../support/process/run-command';
import { waitFor } from '../../support/process/wait-for';

jest.setTimeout(120_000); // the first reads of a new database are slow

const agent = new Agent();
let gateway: TestGateway;
let folder: string;
let breakReads = () => undefined as void;
beforeAll(async () => {
  const graph = sampleGraph();
  const breakable: Graph = { ...graph, table: (...query) => (breakReads(), graph.table(...query)) };
  gateway = await openGateway(breakable, { limits: { enrichBody: 5_000_000, enrichRows: 30_000 } });
  folder = mkdtempSync(join(tmpdir(), 'ods-graph-enrich-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await gateway.close();
  await agent.destroy();
});

const ALL = ENRICH_COLUMNS.join(',');
const DAYS = ['2014-04-15', '2022-06-30', '2024-09-30', '2030-01-01'];
const CODES = [...new Set(Object.values(KNOWN_CASES))];

async function post(body: string | Buffer, query = '', type = 'text/csv', of = gateway) {
  const headers = { 'content-type': type };
  const response = await request(`${of.url}/enrich?${query}`, { method: 'POST', body, headers, dispatcher: agent });
  return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
}

interface Linked {
  readonly code: string;
  readonly name: string;
}
interface Level {
  readonly organisations: readonly Linked[];
  readonly reason: string | null;
}
interface Answer extends Linked, Record<string, unknown> {
  readonly isActive: boolean;
  readonly kinds: readonly string[];
  readonly address: { readonly postcode: string | null } | null;
  readonly payment: { readonly payees: readonly { readonly organisation: Linked }[]; readonly reason: string | null };
}

const DEFAULT =
  'DEFAULT_CODE: The GP practice code is not known. Source: NHS Data Dictionary, general medical practice code (patient registration)';
const LEVELS = {
  subIcb: 'kind: SUB_ICB_LOCATION',
  icb: 'kind: ICB',
  region: 'kind: REGION',
  commissioner: 'level: COMMISSIONER',
  commissioningSystem: 'level: COMMISSIONING_SYSTEM',
};
const NODE = `code name isActive kinds address { postcode } parent: parents(view: REPORTING) { code name }
  ${Object.entries(LEVELS)
    .map(([name, of]) => `${name}: belongsTo(${of}) { organisations { code name } reason }`)
    .join(' ')}
  network: networks { code name } successor: becameNow { code name }
  payment { payees { organisation { code name } } reason }`;

/** Returns the cells of codes on a day, as the API answers. */
async function answersOf(date: string): Promise<Map<string, Record<string, string>>> {
  const rows = new Map<string, Record<string, string>>();
  for (let from = 0; from < CODES.length; from += 40) {
    const codes = CODES.slice(from, from + 40);
    const items = codes.map((code) => ({ code, date }));
    const source = `query ($items: [CodeAsOf!]!, $codes: [ID!]!, $asOf: AsOf) {
      organisationsAsOf(items: $items) { ${NODE} } resolveCodes(codes: $codes, asOf: $asOf) { outcome } }`;
    const { data, errors } = await gateway.query(source, { variables: { items, codes, asOf: { date } } });
    expect(errors).toEqual([]);
    const found = data as { organisationsAsOf: (Answer | null)[]; resolveCodes: { outcome: string }[] };
    codes.forEach((code, at) =>
      rows.set(code, cellsOf(code, date, found.organisationsAsOf[at]!, found.resolveCodes[at]!.outcome)),
    );
  }
  return rows;
}

function cellsOf(code: string, date: string, answer: Answer | null, outcome: string): Record<string, string> {
  const ended = { codeUsed: answer ? code : '', dateUsed: date };
  const unknown = `UNKNOWN: no organisation '${code}' in the release of 2024-09-30`;
  if (!answer) return { ...Object.fromEntries(ENRICH_COLUMNS.map((name) => [name, ''])), ...ended, reason: unknown };
  const reasons = answer.isActive ? [] : [`${outcome}: not active on ${date}`];
  const levels = Object.keys(LEVELS).map((level): [string, readonly Linked[]] => {
    const { organisations, reason } = answer[level] as Level;
    if (reason !== null) reasons.push(`${level} ${reason}`);
    return [level, organisations];
  });
  if (answer.payment.reason !== null) reasons.push(`payee ${answer.payment.reason}`);
  const linked = Object.fromEntries([
    ...levels,
    ...['parent', 'network'].map((name) => [name, answer[name] as Linked[]] as const),
    ['payee', distinct(answer.payment.payees.map(({ organisation }) => organisation))],
    ['successor', answer.isActive ? [] : (answer.successor as Linked[])],
  ]) as Record<string, readonly Linked[]>;
  return {
    ...{ name: answer.name, kind: answer.kinds[0]!, isActive: String(answer.isActive) },
    postcode: answer.address?.postcode ?? '',
    ...Object.fromEntries(Object.entries(linked).map(([name, to]) => [name, to.map((one) => one.code).join('; ')])),
    ...Object.fromEntries(
      Object.entries(linked).map(([name, to]) => [`${name}Name`, to.map((one) => one.name).join('; ')]),
    ),
    ...ended,
    reason: reasons.join('; '),
  };
}

function distinct(linked: readonly Linked[]): Linked[] {
  return [...new Map(linked.map((one) => [one.code, one])).values()];
}

test('every cell is what the API answers for the code on its day, from a server and from the command line', async () => {
  const rows = DAYS.flatMap((day) => CODES.map((code) => `${code},${day}`));
  const file = join(folder, 'cases.csv');
  writeFileSync(file, `code,day\n${rows.join('\n')}\n`);
  const posted = await post(readFileSync(file), `add=${ALL}&dateColumn=day`);
  expect([posted.status, posted.headers['x-ods-release']]).toEqual([200, '2024-09-30']);
  expect(posted.headers['content-disposition']).toBe('attachment; filename="enriched.csv"');
  const got = parse(posted.text, { columns: true }) as unknown as (Record<string, string> & {
    code: string;
    day: string;
  })[];
  for (const day of DAYS) {
    const expected = await answersOf(day);
    const ofDay = got.filter((row) => row.day === day);
    expect(ofDay.map(({ code }) => code)).toEqual(CODES);
    for (const { code, ...cells } of ofDay) expect({ code, ...cells }).toEqual({ code, day, ...expected.get(code) });
  }
  const { uri, password } = sharedNeo4j();
  const args = ['enrich', file, '--date-column', 'day', '--add', ALL];
  const direct = await runCommand(args, { NEO4J_URI: uri, NEO4J_PASSWORD: password });
  expect([direct.code, direct.out === posted.text]).toEqual([0, true]);
  const target = join(folder, 'out.csv');
  const byServer = await runCommand([...args, '--url', `${gateway.url}/`, '--output', target]);
  expect([byServer.code, readFileSync(target, 'utf8') === posted.text]).toEqual([0, true]);
  expect(readdirSync(folder).sort()).toEqual(['cases.csv', 'out.csv']);
});

test('default, unknown, empty and damaged codes and unreadable dates say so', async () => {
  const { text } = await post(
    [
      '{"code":"v81999","d":"31/03/2024"}',
      '{"code":"ZXQQQ","d":"31-Mar-24"}',
      '{"code":null,"d":45382}',
      '{"code":" zxp0006 ","d":"03/31/2024"}',
      '{"code":"ZXP0006","d":""}',
      `{"code":"=1+1","d":"2024-03-31 10:00"}`,
      `{"code":"${'x'.repeat(65)}","d":"2024-03-31"}`,
    ].join('\n'),
    'add=name,icb&dateColumn=d',
    'application/x-ndjson',
  );
  const rows = text.split('\n').map((line) => Object.values(JSON.parse(line) as object).slice(2));
  const day = '2024-03-31';
  expect(rows).toEqual([
    [null, null, null, day, DEFAULT],
    [null, null, null, day, "UNKNOWN: no organisation 'ZXQQQ' in the release of 2024-09-30"],
    [null, null, null, day, "NO_CODE: the cell is empty; DATE: '45382' read as Excel's number of a day"],
    [null, null, 'ZXP0006', null, "UNREADABLE_DATE: '03/31/2024' is no date such as 2021-03-31 or 31/03/2021"],
    [null, null, 'ZXP0006', null, 'NO_DATE: the cell is empty'],
    [null, null, null, day, "UNKNOWN: no organisation '=1+1' in the release of 2024-09-30"],
    [null, null, null, day, `UNKNOWN: no organisation '${'x'.repeat(32)}' in the release of 2024-09-30`],
  ]);
});

test('the moment of a file without dates is that of the parameters', async () => {
  const asked = await post('code\nZXK01\n', 'add=isActive,successor&date=2020-01-01&release=2024-06-30&basis=LEGAL');
  expect(asked.text).toBe('code,isActive,successor,codeUsed,dateUsed,reason\nZXK01,true,,ZXK01,2020-01-01,\n');
  const live = await post('code\nZXK01\n', 'add=isActive,successor');
  expect(live.text.split('\n')[1]).toMatch(
    /^ZXK01,false,ZXS005,ZXK01,2024-09-30,(MERGED|SUCCEEDED): not active on 2024-09-30$/,
  );
});

test.each<[what: string, body: string, query: string, type: string, status: number, message: string]>([
  ['an unknown column', 'code\n', 'add=nam', 'text/csv', 400, 'add takes name, kind, isActive, parent,'],
  [
    'an unknown parameter',
    'code\n',
    'ad=name',
    'text/csv',
    400,
    "Unknown parameter 'ad'. The parameters are add, codeColumn",
  ],
  [
    'a date and a column of dates',
    'code\n',
    'date=2020-01-01&dateColumn=d',
    'text/csv',
    400,
    'Give date or dateColumn',
  ],
  ['a blank date', 'code\n', 'date=', 'text/csv', 400, 'date must not be blank.'],
  ['a prefix that is a formula', 'code\n', 'prefix==', 'text/csv', 400, 'prefix takes a letter and at most 31'],
  ['a file without its column', 'a\n', '', 'text/csv', 400, 'Which column holds the codes?'],
  ['a wrong row far below', `code\n${'ZXP0006\n'.repeat(5_000)}"`, '', 'text/csv', 400, 'Line 5002: a quoted cell'],
  ['too many rows', `code\n${'A\n'.repeat(30_001)}`, '', 'text/csv', 400, 'more rows than the limit of 30000'],
  ['too many bytes', 'x'.repeat(5_000_001), '', 'text/csv', 413, 'The body is larger than the limit of 5000000 bytes.'],
  ['another media type', 'code\n', '', 'text/plain', 415, 'The body must be text/csv or application/x-ndjson.'],
  ['another character set', 'code\n', '', 'text/csv; charset=latin1', 415, 'in UTF-8 and uncompressed.'],
  ['an unknown release', 'code\n', 'release=2020-01-01', 'text/csv', 400, "No release '2020-01-01' is loaded."],
])('%s is an error before the response begins', async (_, body, query, type, status, message) => {
  const response = await post(body, query, type);
  expect([response.status, response.headers['content-type']]).toEqual([status, 'application/json; charset=utf-8']);
  const { errors } = JSON.parse(response.text) as { errors: { message: string }[] };
  expect(errors[0]!.message).toContain(message);
});

test('other methods are not allowed', async () => {
  const { statusCode, headers, body } = await request(`${gateway.url}/enrich`, { dispatcher: agent });
  await body.dump();
  expect([statusCode, headers.allow]).toEqual([405, 'POST']);
});

test('a file larger than what is kept in memory comes back whole, and one that cannot be read on is cut off', async () => {
  const body = `code,note\n${Array.from({ length: 20_000 }, (_, at) => `ZXP0006,${'x'.repeat(90)}${at}\n`).join('')}`;
  const whole = await post(body, 'add=name');
  expect(whole.text.split('\n')).toHaveLength(20_002);
  expect(whole.text).toContain('x19999,"OLD MILL SURGERY, EXAMPLETON",ZXP0006,2024-09-30,\n');
  const unread = `code\n${Array.from({ length: 4_000 }, (_, at) => `ZXP${at}\n`).join('')}`;
  let reads = 0;
  breakReads = () => {
    if (++reads > 1) throw new Error('broken');
  };
  try {
    await expect(post(unread, 'add=name')).rejects.toThrow();
  } finally {
    breakReads = () => undefined;
  }
  expect(gateway.lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain('an enrichment failed');
});

test('a body may arrive for longer than other requests; a client that sends too slowly is disconnected', async () => {
  const reading = { bytesPerSecond: 10, windowMs: 3_000 };
  const slow = await openGateway(sampleGraph(), {
    connectionLimits: { requestTimeoutMs: 500, headersTimeoutMs: 500, reading },
  });
  const head =
    'POST /enrich?add=name HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/csv\r\ncontent-length: 113\r\n\r\n';
  try {
    const steady = openRawConnection(slow.port, `${head}code\n`);
    const stuck = openRawConnection(slow.port, `${head}code\n`);
    for (let part = 0; part < 6; part++) {
      await after(500);
      steady.socket.write('ZXP0006,,,,,,,,,\n'.replace(/,+/, '\nZXP0006 \n'));
    }
    await waitFor('the response', () => steady.text().includes('OLD MILL'));
    expect(steady.text()).toMatch(/^HTTP\/1.1 200 /);
    await stuck.closed;
    expect(stuck.text()).toBe('');
    steady.socket.destroy();
  } finally {
    slow.app.server.closeAllConnections();
    await slow.close();
  }
});

test('an enrichment takes the slot of an export', async () => {
  const limited = await openGateway(sampleGraph(), { limits: { exports: 1 } });
  const head = 'POST /enrich HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/csv\r\ncontent-length: 99\r\n\r\n';
  try {
    const first = openRawConnection(limited.port, `${head}code\n`);
    await waitFor('the first', async () =>
      (await limited.app.inject('/metrics')).body.includes('ods_exports_in_work 1'),
    );
    const second = await post('code\n', '', 'text/csv', limited);
    expect([second.status, second.headers['retry-after']]).toEqual([503, '1']);
    first.socket.destroy();
  } finally {
    limited.app.server.closeAllConnections();
    await limited.close();
  }
});

test('a command that fails leaves no file and says what is wrong', async () => {
  const { uri, password } = sharedNeo4j();
  const run = (...args: string[]) => runCommand(['enrich', ...args], { NEO4J_URI: uri, NEO4J_PASSWORD: password });
  const file = join(folder, 'wrong.csv');
  const target = join(folder, 'never.csv');
  writeFileSync(file, `code\n${'ZXP0006\n'.repeat(3_000)}"`);
  const failed = await run(file, '--output', target);
  expect([failed.code, failed.notes]).toEqual([
    2,
    expect.stringContaining('wrong.csv: Line 3002: a quoted cell is not closed.'),
  ]);
  expect([existsSync(target), existsSync(`${target}.part`)]).toEqual([false, false]);
  const same = await run(file, '--output', file);
  expect([same.code, same.notes]).toEqual([2, expect.stringContaining('is the file that is read')]);
  const both = await run(file, '--date', '2020-01-01', '--date-column', 'd');
  expect([both.code, both.notes]).toEqual([2, expect.stringContaining('Give --date or --date-column, not both')]);
  const column = await run(file, '--add', 'name,nam');
  expect([column.code, column.notes]).toEqual([2, expect.stringContaining("'nam' is not one of name, kind")]);
});

test('query, match, releases and schema ask a server as they ask the graph', async () => {
  const { uri, password } = sharedNeo4j();
  const graph = { NEO4J_URI: uri, NEO4J_PASSWORD: password };
  const document = join(folder, 'query.graphql');
  writeFileSync(document, '{ organisation(code: "ZXK01") { name isActive moment { date release } } }');
  const list = join(folder, 'names.csv');
  writeFileSync(list, 'name,postcode\nold mil surg,zz22zz\nbell tower surgery,ZZ16 2QX\n,\n');
  const moment = ['--date', '2020-01-01', '--release', '2024-06-30'];
  for (const args of [['query', document, ...moment], ['match', list, ...moment], ['match', list], ['releases']]) {
    const [byServer, byGraph] = [await runCommand([...args, '--url', gateway.url]), await runCommand(args, graph)];
    const withoutCost = (text: string) => text.replace(/"cost": \{[^}]*\}/, '');
    expect(withoutCost(byServer.out)).toBe(withoutCost(byGraph.out));
    expect([byServer.code, byGraph.code]).toEqual([0, 0]);
    expect(byServer.out).not.toBe('');
  }
  const schema = await runCommand(['schema', '--url', gateway.url]);
  expect([schema.code, schema.out]).toEqual([0, expect.stringContaining('type Organisation')]);
  const twice = await runCommand(['query', document, '--date', '2020-01-01', '--as-of', 'date=2020-01-01']);
  expect([twice.code, twice.notes]).toEqual([2, expect.stringContaining('Give date once')]);
  const other = await runCommand(['enrich', list, '--code-column', 'name', '--url', `${gateway.url}/graphql`]);
  expect([other.code, other.notes]).toEqual([1, expect.stringContaining('has no POST /enrich')]);
});
