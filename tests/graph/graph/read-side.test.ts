import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createExecutor } from '../../support/gateway/execute-query';
import { createReadSide, type ReadSide } from '../../../graph/read-side';
import type { Loaders } from '../../../graph/loaders';
import { countReads } from '../../support/database/counting-graph';
import { sampleGraph } from '../../support/database/sample-graph';
import { valuesOfState } from '../../support/database/state-values';

const FIRST = 1;
const SECOND = 2;

async function openReads(graph = sampleGraph()): Promise<ReadSide> {
  const reads = createReadSide(graph, { deadlineMs: 20_000 });
  await reads.catalog.snapshot();
  return reads;
}

const keys = (codes: readonly string[], release = SECOND) => codes.map((code) => ({ code, release }));

describe('the loaders', () => {
  let reads: ReadSide;
  let loaders: Loaders;
  beforeAll(async () => {
    reads = await openReads();
  });
  beforeEach(() => {
    loaders = reads.loaders();
  });

  test('return a record with the parts of its address and its dates on both bases', async () => {
    expect(valuesOfState(await loaders.state.load({ code: 'ZXP0006', release: SECOND }))).toEqual({
      code: 'ZXP0006',
      name: 'OLD MILL SURGERY, EXAMPLETON',
      recordClass: 'ORGANISATION',
      status: 'ACTIVE',
      refOnly: false,
      unresolved: false,
      primaryRole: 'RO177',
      operational: '1974-04-01/',
      legal: '1974-04-01/',
      lastChanged: '2023-08-22',
      line1: 'MILL LANE',
      line2: null,
      line3: null,
      town: 'EXAMPLETON',
      county: 'ASPENSHIRE',
      postcode: 'ZZ2 2ZZ',
      country: 'ENGLAND',
      uprn: '900000000001',
      contacts: ['tel', '01632 960856'],
    });
  });

  test('return the same records from states that an older version wrote, without packed records', async () => {
    const graph = sampleGraph();
    const packed: boolean[] = [];
    const older = await openReads({
      ...graph,
      table: async ({ name, text }, ...rest) => {
        const rows = await graph.table({ name, text: text.replace('state.packed', 'null') }, ...rest);
        if (name === 'state') packed.push(...(rows[0]![1] as unknown[]).map((record) => typeof record === 'string'));
        return rows;
      },
    });
    const codes = await loaders.codes.load({ after: 'ZX', release: SECOND });
    const all = keys([...codes, 'ZXHQ9', 'ZXGHOST1', 'NOBODY']);
    const [unpacked, now] = [await older.loaders().state.loadMany(all), await loaders.state.loadMany(all)];
    expect(unpacked.map(valuesOfState)).toEqual(now.map(valuesOfState));
    expect([codes.length > 500, packed.length > 500, packed.includes(true)]).toEqual([true, true, false]);
  });

  test('mark a stub, use the code as the name of a target without record, and return null for an unknown code', async () => {
    const [stub, unresolved, unknown] = await loaders.state.loadMany(keys(['ZXHQ9', 'ZXGHOST1', 'NOBODY']));
    expect(stub).toMatchObject({
      name: 'LOST CHEMISTS LTD',
      refOnly: true,
      unresolved: false,
      operational: '1990-04-01/2016-03-31',
    });
    expect(unresolved).toMatchObject({
      name: 'ZXGHOST1',
      unresolved: true,
      primaryRole: 'RO98',
      recordClass: null,
      status: null,
      operational: '',
    });
    expect(unknown).toBeNull();
  });

  test('return roles with the primary one first, then by code', async () => {
    const roles = await loaders.roles.load({ code: 'ZXP0035', release: FIRST });
    expect(roles.map(({ code, isPrimary, operational, legal }) => [code, isPrimary, operational, legal])).toEqual([
      ['RO177', true, '1974-04-01/', ''],
      ['RO268', false, '2020-04-01/', ''],
      ['RO76', false, '2014-04-15/', ''],
    ]);
  });

  test('return the commissioners of a practice through all reforms, its network and its nominations', async () => {
    const links = await loaders.outgoing.load({ code: 'ZXP0006', release: SECOND });
    expect(
      links.map(({ type, other, operational, legal, status }) => [type, other, operational, legal, status]),
    ).toEqual([
      ['RE4', 'ZXC02', '2002-04-01/2013-03-31', '', 'INACTIVE'],
      ['RE4', 'ZXG78', '1999-04-01/2002-03-31', '', 'INACTIVE'],
      ['RE4', 'ZXS002', '2013-04-01/', '', 'ACTIVE'],
      ['RE8', 'ZXN0002', '2019-10-01/', '2019-10-01/', 'ACTIVE'],
      ['RE9', 'ZXN0002', '2021-04-01/', '', 'ACTIVE'],
    ]);
  });

  test('return the members and the payee of a network, each by relationship type', async () => {
    const [members, payees, none, unknown] = await loaders.incoming.loadMany(
      ['RE8', 'RE9', 'RE10', 'RE99'].map((type) => ({ code: 'ZXN0002', release: SECOND, type })),
    );
    expect(members?.map(({ other }) => other)).toEqual([
      'ZXP0006',
      'ZXP0007',
      'ZXP0008',
      'ZXP0009',
      'ZXP0010',
      'ZXP0032',
    ]);
    expect(payees).toEqual([
      {
        id: expect.any(String),
        type: 'RE9',
        other: 'ZXP0006',
        status: 'ACTIVE',
        operational: '2021-04-01/',
        legal: '',
      },
    ]);
    expect([none, unknown]).toEqual([[], []]);
  });

  test('return two successors of a split and two predecessors of a merger', async () => {
    const successors = await loaders.successors.load({ code: 'ZXSUC02', release: SECOND });
    expect(successors.map(({ other, date, forward }) => [other, date, forward])).toEqual([
      ['ZXSUC03', '2013-04-01', true],
      ['ZXSUC04', '2013-04-01', false],
    ]);
    const predecessors = await loaders.predecessors.load({ code: 'ZXSUC06', release: SECOND });
    expect(predecessors.map(({ other, date }) => [other, date])).toEqual([
      ['ZXSUC03', '2018-04-01'],
      ['ZXSUC05', '2018-04-01'],
    ]);
  });

  test('return the holders of a role in a release', async () => {
    const [before, after] = await loaders.holders.loadMany(
      [FIRST, SECOND].map((release) => ({ role: 'RO327', release })),
    );
    expect(before).toEqual(['ZXE01', 'ZXE02', 'ZXE03', 'ZXE04', 'ZXE05']);
    expect(after).toEqual(['ZXE01', 'ZXE02', 'ZXE03', 'ZXE04', 'ZXE05', 'ZXE06']);
  });

  test('return code lists by number, with codes that a file used and did not list', async () => {
    const types = await loaders.codeList.load({ list: 'relationship', release: SECOND });
    expect(types.map(({ code, name }) => `${code} ${name}`)).toEqual([
      'RE2 IS A SUB-DIVISION OF',
      'RE3 IS DIRECTED BY',
      'RE4 IS COMMISSIONED BY',
      'RE5 IS LOCATED IN THE GEOGRAPHY OF',
      'RE6 IS OPERATED BY',
      'RE8 IS PARTNER TO',
      'RE9 IS NOMINATED PAYEE FOR',
      'RE10 IS COVID NOMINATED PAYEE FOR',
      'RE11 IS CONSTITUENT OF',
      'RE12 RE12',
    ]);
    expect(reads.catalog.linkTypes()).toEqual([...types.map(({ code }) => code)].sort());
  });

  test('return the codes of a release in order, a thousand at a time, without unresolved targets', async () => {
    const codes: string[] = [];
    for (let page = await loaders.codes.load({ after: '', release: SECOND }); page.length > 0;) {
      codes.push(...page);
      page = await loaders.codes.load({ after: page.at(-1) as string, release: SECOND });
    }
    expect(codes).toEqual([...new Set(codes)].sort());
    const { live } = await reads.catalog.snapshot();
    expect(codes).toHaveLength(live.organisations);
    expect(codes).not.toContain('ZXGHOST1');
  });

  test('return a record as each release has it', async () => {
    const names = await loaders.state.loadMany([FIRST, SECOND].map((release) => ({ code: 'ZXP0062', release })));
    expect(names.map((state) => state?.name)).toEqual([
      'RIVERSIDE SURGERY, SPECIMENBY',
      'RIVERSIDE AND PARTNERS SURGERY, SPECIMENBY',
    ]);
    const [before, after] = await loaders.state.loadMany(
      [FIRST, SECOND].map((release) => ({ code: 'ZXP0150', release })),
    );
    expect([before, after?.name]).toEqual([null, 'WATERMILL SURGERY, FABLEMOUTH']);
    const [there, gone] = await loaders.state.loadMany(
      [FIRST, SECOND].map((release) => ({ code: 'ZXP0033', release })),
    );
    expect([there?.unresolved, gone?.unresolved]).toEqual([false, true]);
  });
});

describe('batching and caching', () => {
  test('return results in the order of the keys, repeated ones too, for one query', async () => {
    const loaders = (await openReads()).loaders();
    const codes = ['ZXP0006', 'NOBODY', 'ZXN0002', 'ZXP0006'];
    const results = await Promise.all([
      loaders.state.loadMany(keys(codes)),
      loaders.state.load({ code: 'ZXS002', release: SECOND }),
    ]);
    expect([...results[0], results[1]].map((state) => state?.code)).toEqual([
      'ZXP0006',
      undefined,
      'ZXN0002',
      'ZXP0006',
      'ZXS002',
    ]);
    expect(loaders.log).toEqual([['state', 4]]);
  });

  test('return cached results synchronously, without a query', async () => {
    const reads = await openReads();
    const loaded = await reads.loaders().roles.loadMany(keys(['ZXP0006', 'NOBODY']));
    const loaders = reads.loaders();
    expect(loaders.roles.load({ code: 'ZXP0006', release: SECOND })).toBe(loaded[0]);
    expect(loaders.roles.loadMany(keys(['NOBODY', 'ZXP0006']))).toEqual([[], loaded[0]]);
    expect(loaders.log).toEqual([]);
  });

  test('keep the facts of an organisation that a new release did not change', async () => {
    const reads = await openReads();
    const before = await reads.loaders().state.loadMany(keys(['ZXP0021', 'ZXP0062'], FIRST));
    const loaders = reads.loaders();
    expect(loaders.state.load({ code: 'ZXP0021', release: SECOND })).toBe(before[0]);
    expect(await loaders.state.load({ code: 'ZXP0062', release: SECOND })).not.toEqual(before[1]);
    expect(loaders.log).toEqual([['state', 1]]);
  });

  test('read one key of five hundred requests with at most two queries', async () => {
    const { graph, statementNames } = countReads(sampleGraph());
    const reads = await openReads(graph);
    const before = statementNames.length;
    const results = await Promise.all(
      Array.from({ length: 500 }, async () => reads.loaders().state.load({ code: 'ZXP0006', release: SECOND })),
    );
    expect(new Set(results).size).toBe(1);
    expect(statementNames.slice(before).length).toBeLessThanOrEqual(2);
  });

  test('batch the keys of many requests', async () => {
    const { graph, statementNames } = countReads(sampleGraph());
    const reads = await openReads(graph);
    const codes = await reads.loaders().codes.load({ after: '', release: SECOND });
    const before = statementNames.length;
    await Promise.all(codes.slice(0, 640).map(async (code) => reads.loaders().roles.load({ code, release: SECOND })));
    expect(statementNames.slice(before).length).toBeLessThan(12);
  });

  test('read a list of any length with one query, so that a level of a traversal costs one', async () => {
    const { graph, statementNames } = countReads(sampleGraph());
    const reads = await openReads(graph);
    const codes = (
      await reads.loaders().codes.loadMany(['', 'ZXM'].map((after) => ({ after, release: SECOND })))
    ).flat();
    const before = statementNames.length;
    const loaders = reads.loaders();
    await loaders.state.loadMany(keys([...new Set(codes)]));
    expect(statementNames.slice(before)).toEqual(['state']);
    expect(loaders.log).toEqual([['state', new Set(codes).size]]);
  });

  test('read the catalog once for all requests within half a second', async () => {
    const { graph, statementNames } = countReads(sampleGraph());
    const reads = createReadSide(graph, { deadlineMs: 20_000 });
    const snapshots = await Promise.all(Array.from({ length: 1_000 }, async () => reads.catalog.snapshot()));
    expect(new Set(snapshots).size).toBe(1);
    expect(snapshots[0]).toMatchObject({
      live: { id: '2024-09-30', number: 2 },
      releases: [{ number: 2 }, { number: 1 }],
    });
    expect(statementNames.filter((name) => name === 'catalog')).toEqual(['catalog']);
    expect(reads.catalog.snapshot()).toBe(snapshots[0]);
  });
});

describe('attacks 60 to 63: input is never part of a statement', () => {
  const HOSTILE = [
    "' OR 1=1 //",
    '"}) DETACH DELETE n //',
    '\\u0027',
    '`',
    '$keys',
    '{x:1}',
    '__proto__',
    'constructor',
    'RE4|RE6',
    '*',
    'name:/.*(a+)+$/',
  ];

  test('hostile input matches no code, role, type, name, postcode or property, and adds no statement text', async () => {
    const { graph, statementTexts } = countReads(sampleGraph());
    const reads = await openReads(graph);
    const loadAll = async (text: string) => {
      const loaders = reads.loaders();
      const key = { code: text, release: SECOND };
      return Promise.all([
        loaders.state.load(key),
        loaders.roles.load(key),
        loaders.outgoing.load(key),
        loaders.incoming.load({ ...key, type: 'RE4' }),
        loaders.incoming.load({ code: 'ZXS002', release: SECOND, type: text }),
        loaders.predecessors.load(key),
        loaders.successors.load(key),
        loaders.holders.load({ role: text, release: SECOND }),
        loaders.uprn.load({ uprn: text, release: SECOND }),
      ]);
    };
    await loadAll('NOBODY');
    const before = new Set(statementTexts);
    for (const text of HOSTILE)
      expect([text, await loadAll(text)]).toEqual([text, [null, [], [], [], [], [], [], [], []]]);
    expect(new Set(statementTexts)).toEqual(before);
    expect(before.size).toBeLessThan(16);
  });

  /** Documents with the type of the argument `$t`. */
  const DOCUMENTS: readonly (readonly [type: string, document: string])[] = [
    [
      'ID!',
      '{ organisation(code: $t) { code } organisations(codes: [$t]) { code } resolveCodes(codes: [$t]) { outcome } }',
    ],
    ['String!', '{ search(text: $t) { totalCount } suggest(text: $t) { code } }'],
    ['String!', '{ search(postcode: $t) { totalCount } }'],
    ['String!', '{ search(uprn: $t) { totalCount } }'],
    ['ID!', '{ search(text: "old", roles: [$t]) { totalCount } }'],
    ['ID!', '{ findings(code: $t) { totalCount } }'],
    ['ID!', '{ findings(rule: $t) { totalCount } }'],
    ['ID!', '{ paths(from: $t, to: "ZXP0001", view: OPERATION) { __typename } }'],
    ['ID!', '{ changes(from: "2024-06-30", code: $t) { totalCount } }'],
    ['ID!', '{ changes(from: $t) { totalCount } }'],
    ['ID!', '{ release(id: $t) { id } }'],
    ['ID!', '{ node(id: $t) { id } }'],
    ['String!', '{ matchOrganisations(items: [{ name: $t, postcode: $t }]) { outcome } }'],
    ['ID!', '{ organisation(code: "ZXP0001") { relationships(types: [$t]) { nodes { type { code } } } } }'],
    ['ID!', '{ organisation(code: "ZXP0001") { measurementMissing(measure: $t) } }'],
    ['LocalDate!', '{ organisation(code: "ZXP0001", asOf: { date: $t }) { code } }'],
    ['ID!', '{ organisation(code: "ZXP0001", asOf: { release: $t }) { code } }'],
  ];

  test('hostile text in any argument has the results of any other text, and adds no statement text', async () => {
    const { graph, statementTexts } = countReads(sampleGraph());
    const execute = createExecutor(graph, await openReads(graph));
    const unexpected: unknown[] = [];
    const run = async (text: string) => {
      for (const [type, document] of DOCUMENTS) {
        const { errors = [] } = await execute(`query ($t: ${type}) ${document}`, { variables: { t: text } });
        const isOdd = ({ code, message }: (typeof errors)[number]) =>
          (code !== undefined && code !== 'BAD_USER_INPUT') || /Neo4j|Cypher|syntax/i.test(message);
        unexpected.push(...errors.filter(isOdd).map(({ message }) => [document, text, message]));
      }
    };
    for (const text of ['NOBODY', 'ZXP0001', '2024-06-30']) await run(text);
    const before = new Set(statementTexts);
    for (const text of HOSTILE) await run(text);
    expect(unexpected).toEqual([]);
    expect([...statementTexts].filter((text) => !before.has(text))).toEqual([]);
    expect([...statementTexts].filter((text) => text.includes('=~'))).toEqual([]);
  });

  test.each([
    'CREATE (:Intruder)',
    'MATCH (c:Catalog) SET c.live = 0',
    'MATCH (n) DETACH DELETE n',
    'MERGE (:Intruder {code: "A"})',
    'MATCH (c:Catalog) FOREACH (n IN [1] | CREATE (:Intruder))',
    'CREATE INDEX intruder FOR (n:Organisation) ON (n.name)',
  ])('a read transaction cannot write: %s', async (text) => {
    const write = sampleGraph().read({ name: 'write', text });
    await expect(write).rejects.toMatchObject({ code: 'Neo.ClientError.Statement.AccessMode' });
  });

  test('files, addresses and procedures of the server cannot be reached', async () => {
    let connections = 0;
    const canary = createServer(() => connections++).listen(0, '127.0.0.1');
    await once(canary, 'listening');
    const { port } = canary.address() as AddressInfo;
    for (const text of [
      "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
      `LOAD CSV FROM 'http://127.0.0.1:${port}/x' AS line RETURN line`,
      "CALL dbms.setConfigValue('db.transaction.timeout', '0')",
      "CALL apoc.load.json('http://127.0.0.1/') YIELD value RETURN value",
      "CALL dbms.security.createUser('a', 'b', false)",
    ])
      await expect(sampleGraph().read({ name: 'reach', text })).rejects.toMatchObject({
        code: expect.stringMatching(/^Neo\.ClientError\./) as string,
      });
    expect(connections).toBe(0);
    canary.close();
    const names =
      'SHOW PROCEDURES YIELD name WHERE NOT name =~ "(db|dbms|tx)[.].*" OR name =~ ".*(load|import|export|http|file).*" RETURN name';
    expect(await sampleGraph().read({ name: 'procedures', text: names })).toEqual([]); // only those that Neo4j has built in
  });
});
