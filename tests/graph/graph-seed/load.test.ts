import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { loadReleases, type LoadOptions } from '../../../graph-seed/load-release';
import { listReleases } from '../../../graph-seed/releases';
import { LoadRefused } from '../../../graph-seed/errors';
import { graphCounts, graphHash, graphLines, wipe } from '../../support/database/graph-hash';
import { COMMISSIONER, JANUARY, NETWORK, PRACTICE, useLoader } from '../../support/database/loader';
import { runCommand } from '../../support/process/run-command';
import { createExecutor } from '../../support/gateway/execute-query';
import {
  date,
  releaseXml,
  organisation,
  rel,
  role,
  succ,
  writeZip,
  zipBytes,
  type ReleaseInput,
} from '../../support/database/release-builder';
import { propertiesOverTime } from './over-time';

jest.setTimeout(180_000); // each test loads releases

const loader = useLoader();
const { folder, zip, load, rows, settings, states } = loader;
let graph: Graph;
beforeAll(() => {
  graph = loader.graph();
});

const findings = async (): Promise<string[]> =>
  (
    await rows<{ rule: string; code: string; related: string[] }>(
      'MATCH (f:Finding) RETURN f.rule AS rule, f.code AS code, f.related AS related ORDER BY rule, code',
    )
  ).map(({ rule, code, related }) => [rule, code, ...related].join(' '));

describe('a first release', () => {
  test('becomes organisations with states, roles, relationships and code lists, all from release 1', async () => {
    const report = await load(JANUARY);
    expect(report).toMatchObject({
      release: '2024-01-31',
      outcome: 'LOADED',
      number: 1,
      organisations: 3,
      records: 3,
      stubs: 0,
      unresolved: 0,
      roles: 3,
      relationships: { RE4: 1, RE8: 1 },
      successions: 0,
      findings: {},
      organisationChanges: { created: 3, changed: 0, withdrawn: 0 },
    });
    expect(await states()).toEqual([
      { code: '9ZZ', name: 'NAME OF 9ZZ', refOnly: false, unresolved: false, primaryRole: 'RO98' },
      { code: 'U9Z999', name: 'NAME OF U9Z999', refOnly: false, unresolved: false, primaryRole: 'RO272' },
      { code: 'Z9Z001', name: 'NAME OF Z9Z001', refOnly: false, unresolved: false, primaryRole: 'RO177' },
    ]);
    expect(
      await rows(
        `MATCH (a:Organisation)-[r]->(b:Organisation) RETURN type(r) AS type, a.code AS source, b.code AS target, r.id AS id,
         r.status AS status, r.operational AS operational, r.legal AS legal, r.fromRelease AS f, r.untilRelease AS u ORDER BY type`,
      ),
    ).toEqual([
      {
        ...{ type: 'RE4', source: 'Z9Z001', target: '9ZZ', id: '31', status: 'ACTIVE' },
        ...{ operational: '2010-04-01/', legal: '', f: 1, u: 2147483647 },
      },
      {
        ...{ type: 'RE8', source: 'Z9Z001', target: 'U9Z999', id: '32', status: 'ACTIVE' },
        ...{ operational: '2019-10-01/', legal: '2019-10-01/', f: 1, u: 2147483647 },
      },
    ]);
    expect(await rows('MATCH (c:Catalog) RETURN properties(c) AS catalog')).toEqual([
      { catalog: { id: 'catalog', live: 1, generation: 0, sample: false } },
    ]);
    expect(await graphCounts(graph)).toEqual({
      Catalog: 1,
      CodeListEntry: 11,
      HOLDS: 3,
      Lock: 1,
      Organisation: 3,
      RE4: 1,
      RE8: 1,
      Release: 1,
      Role: 3,
      STATE: 3,
      State: 3,
    });
  });

  test('changes nothing when it is loaded again', async () => {
    const path = await zip(JANUARY);
    await load(path);
    const before = await graphLines(graph);
    expect(await load(path)).toMatchObject({ outcome: 'UNCHANGED', release: '2024-01-31', organisations: 3 });
    expect(await graphLines(graph)).toEqual(before);
  });

  test('is only reported by a dry run', async () => {
    expect(await load(JANUARY, { dryRun: true })).toMatchObject({ outcome: 'DRY_RUN', organisations: 3, roles: 3 });
    expect(await graphCounts(graph)).toEqual({});
  });

  test('with a record and a stub of one code keeps the record, in any file and order', async () => {
    const stub = organisation('B', { refOnly: 'true', name: 'STUB' });
    const record = organisation('B', { name: 'RECORD' });
    for (const release of [
      { full: [stub], archive: [record] },
      { full: [record], archive: [stub] },
      { full: [stub, record] },
      { full: [record, stub] },
    ]) {
      await wipe(graph);
      expect(await load(release)).toMatchObject({ organisations: 1, records: 1, stubs: 0, roles: 1, findings: {} });
      expect(await states()).toMatchObject([{ code: 'B', name: 'RECORD', refOnly: false }]);
    }
  });

  test('keeps a stub without a record', async () => {
    await load({
      full: [organisation('A', { rels: [rel('RE6', '1', 'B')] })],
      archive: [organisation('B', { refOnly: 'true' })],
    });
    expect(await states()).toMatchObject([
      { code: 'A', refOnly: false },
      { code: 'B', refOnly: true, unresolved: false },
    ]);
  });

  test('attack 78: keeps the later changed of two records of one code, else the later one in the file', async () => {
    const older = organisation('B', { name: 'OLDER', lastChanged: '2016-01-01', rels: [rel('RE6', '1', 'A')] });
    const newer = organisation('B', { name: 'NEWER', lastChanged: '2018-01-01' });
    const again = organisation('B', { name: 'AGAIN', lastChanged: '2018-01-01' });
    for (const [full, archive, name] of [
      [[newer], [older], 'NEWER'],
      [[older, newer], [], 'NEWER'],
      [[newer, again], [], 'AGAIN'],
      [[newer], [again], 'AGAIN'],
    ] as const) {
      await wipe(graph);
      const report = await load({ full, archive });
      expect(report).toMatchObject({ organisations: 1, records: 1, relationships: {}, findings: { 'code-twice': 1 } });
      expect(await states()).toMatchObject([{ code: 'B', name }]);
    }
  });

  test('attack 79: keeps a target without record as unresolved, with the role in the link', async () => {
    const succession = succ('Successor', '7', 'GONE');
    const report = await load({ full: [organisation('A', { rels: [rel('RE4', '1', 'GHOST')], succs: [succession] })] });
    expect(report).toMatchObject({ organisations: 1, unresolved: 2, relationships: { RE4: 1 }, successions: 1 });
    expect(await states()).toMatchObject([
      { code: 'A', unresolved: false },
      { code: 'GHOST', name: 'GHOST', unresolved: true, primaryRole: 'RO98' },
      { code: 'GONE', name: 'GONE', unresolved: true, primaryRole: null },
    ]);
    expect(await findings()).toEqual(['target-without-record GHOST A', 'target-without-record GONE A']);
  });

  test('attack 80: loads self-relationships and cycles and reports them', async () => {
    const link = (from: string, to: string, id: string) => organisation(from, { rels: [rel('RE6', id, to)] });
    const report = await load({
      full: [link('A', 'A', '1'), link('B', 'C', '2'), link('C', 'D', '3'), link('D', 'B', '4')],
    });
    expect(report.relationships).toEqual({ RE6: 4 });
    expect(await findings()).toEqual(['cycle B C', 'cycle C D', 'cycle D B', 'relationship-to-itself A A']);
  });

  test('attack 80: walks through a chain of a thousand and through cycles end, and say so', async () => {
    const link = (at: number, to: number) => organisation(`A${at}`, { rels: [rel('RE6', `${at}`, `A${to}`)] });
    const chain = Array.from({ length: 1_000 }, (_, at) => link(at, at + 1));
    await load({ full: [...chain, organisation('A1000'), link(2_000, 2_000), link(2_001, 2_002), link(2_002, 2_001)] });
    const execute = createExecutor(graph);
    const tree = 'tree(view: OPERATION, direction: UP) { hasCycle truncated nodes { organisation { code } } }';
    const { data, errors } = await execute(
      `{ chain: organisation(code: "A0") { ${tree} } self: organisation(code: "A2000") { ${tree} } two: organisation(code: "A2001") { ${tree} } }`,
    );
    expect(errors).toBeUndefined();
    const { chain: long, self, two } = data as Record<string, { tree: { nodes: object[] } }>;
    expect([long!.tree, long!.tree.nodes.length <= 13]).toMatchObject([{ hasCycle: false, truncated: true }, true]);
    expect([self!.tree, self!.tree.nodes.length]).toMatchObject([{ hasCycle: false, truncated: false }, 1]); // never followed
    expect([two!.tree, two!.tree.nodes.length]).toMatchObject([{ hasCycle: true, truncated: false }, 2]);
  });

  test('attack 81: a page of the children of a hub costs three reads, and the next page none', async () => {
    const children = Array.from({ length: 2_000 }, (_, at) =>
      organisation(`A${String(at).padStart(4, '0')}`, { rels: [rel('RE6', `${at}`, 'HUB')] }),
    );
    await load({ full: [organisation('HUB'), ...children] });
    const execute = createExecutor(graph);
    const page = (after: string) =>
      execute(
        `{ organisation(code: "HUB") { children(view: OPERATION, first: 10${after}) { totalCount nodes { code name } pageInfo { endCursor } } } }`,
      );
    const { data, errors, reads } = await page('');
    expect(errors).toBeUndefined();
    const list = (
      data as {
        organisation: { children: { totalCount: number; nodes: { code: string }[]; pageInfo: { endCursor: string } } };
      }
    ).organisation.children;
    expect([list.totalCount, list.nodes.map(({ code }) => code)]).toEqual([
      2_000,
      children.slice(0, 10).map((_, at) => `A000${at}`),
    ]);
    const next = await page(`, after: "${list.pageInfo.endCursor}"`);
    expect(reads.map(([name]) => name)).toEqual(['state', 'incoming', 'state']);
    expect([next.errors, next.reads]).toEqual([undefined, []]);
  });

  test('keeps two different roles or relationships with one id, and one of two identical ones', async () => {
    const roles = [role('RO177', '1', 'primaryRole="true"'), role('RO76', '2'), role('RO76', '2'), role('RO96', '2')];
    const rels = [
      rel('RE4', '5', 'B'),
      rel('RE4', '5', 'B'),
      rel('RE4', '5', 'B', date('2011-01-01')),
      rel('RE6', '6', 'B'),
    ];
    const report = await load({
      full: [organisation('A', { roles, rels }), organisation('B', { rels: [rel('RE6', '6', 'A')] })],
    });
    expect(report).toMatchObject({ roles: 4, relationships: { RE4: 2, RE6: 2 } });
    expect(await findings()).toEqual([
      'cycle A B',
      'cycle B A',
      'relationship-id-twice A A',
      'relationship-id-twice B A',
      'role-id-twice A A',
    ]);
  });

  test('reports codes that its code lists lack, and adds them with their code as name', async () => {
    const roles = [role('RO999', '1', 'primaryRole="true"')];
    await load({ full: [organisation('A', { recordClass: 'RC9', roles, rels: [rel('RE99', '1', 'A')] })] });
    const unknown = await rows(
      `MATCH (e:CodeListEntry) WHERE e.code IN ['RO999', 'RE99', 'RC9'] RETURN e.list AS list, e.code AS code, e.name AS name, e.canBePrimary AS primary ORDER BY code`,
    );
    expect(unknown).toEqual([
      { list: 'recordClass', code: 'RC9', name: 'RC9', primary: false },
      { list: 'relationship', code: 'RE99', name: 'RE99', primary: false },
      { list: 'role', code: 'RO999', name: 'RO999', primary: false },
    ]);
    expect((await findings()).filter((finding) => finding.startsWith('not-in'))).toHaveLength(3);
  });

  test('merges a succession from both records, and reports an open link to a closed target', async () => {
    const closed = { dates: date('1994-04-01', '2018-03-31'), status: 'Inactive' };
    const predecessor = organisation('RZY', { ...closed, succs: [succ('Successor', '92', 'RZZ', '2017-10-01')] });
    const successor = organisation('RZZ', {
      succs: [succ('Predecessor', '92', 'RZY', '2017-10-02')],
      rels: [rel('RE6', '1', 'RZY')],
    });
    const report = await load({ full: [predecessor, successor] });
    expect(report).toMatchObject({ successions: 1, successionRows: 2 });
    expect(
      await rows(
        'MATCH (a)-[r:SUCCEEDED_BY]->(b) RETURN a.code AS a, b.code AS b, r.id AS id, r.date AS date, r.otherDate AS other, r.forward AS forward',
      ),
    ).toEqual([{ a: 'RZY', b: 'RZZ', id: '92', date: '2017-10-01', other: '2017-10-02', forward: false }]);
    expect(await findings()).toEqual([
      'active-under-closed-parent RZZ RZY',
      'open-to-closed-target RZZ RZY',
      'succession-dates-differ RZY RZZ',
    ]);
  });
});

describe('the next release', () => {
  const FEBRUARY: ReleaseInput = {
    date: '2024-02-29',
    full: [
      organisation('Z9Z001', {
        name: 'RENAMED',
        rels: [
          rel('RE4', '31', '9ZZ', date('2010-04-01', '2024-02-01'), 'Inactive'),
          rel('RE4', '33', 'QZZ', date('2024-02-02')),
        ],
      }),
      COMMISSIONER,
      organisation('QZZ', { roles: [role('RO98', '43', 'primaryRole="true"')] }),
    ],
    roles: {
      RO177: 'PRESCRIBING COST CENTRE',
      RO76: 'GENERAL PRACTICE',
      RO98: 'SUB ICB',
      RO272: 'NETWORK',
      RO96: 'BRANCH',
    },
  };
  const both = async (options: LoadOptions = {}) => {
    await load(JANUARY);
    return load(FEBRUARY, { force: true, ...options });
  };

  test('ends facts that it lacks or changes, starts new ones, and marks the changed organisations', async () => {
    const report = await both();
    expect(report).toMatchObject({
      number: 2,
      organisationChanges: { created: 1, changed: 1, withdrawn: 1 },
      changes: {
        states: { created: 2, ended: 2, unchanged: 1 },
        roles: { created: 1, ended: 1, unchanged: 2 },
        RE4: { created: 2, ended: 1, unchanged: 0 },
        RE8: { created: 0, ended: 1, unchanged: 0 },
      },
    });
    expect(await states(1)).toMatchObject([
      { code: '9ZZ' },
      { code: 'U9Z999' },
      { code: 'Z9Z001', name: 'NAME OF Z9Z001' },
    ]);
    expect(await states(2)).toMatchObject([{ code: '9ZZ' }, { code: 'QZZ' }, { code: 'Z9Z001', name: 'RENAMED' }]);
    expect(
      await rows(
        'MATCH ()-[r:RE4|RE8]->() RETURN r.id AS id, r.operational AS o, r.fromRelease AS f, r.untilRelease AS u ORDER BY id, f',
      ),
    ).toEqual([
      { id: '31', o: '2010-04-01/', f: 1, u: 2 },
      { id: '31', o: '2010-04-01/2024-02-01', f: 2, u: 2147483647 },
      { id: '32', o: '2019-10-01/', f: 1, u: 2 },
      { id: '33', o: '2024-02-02/', f: 2, u: 2147483647 },
    ]);
    expect(await rows('MATCH (t:Touched) RETURN t.release AS release, t.code AS code ORDER BY code')).toEqual(
      ['9ZZ', 'QZZ', 'U9Z999', 'Z9Z001'].map((code) => ({ release: 2, code })),
    );
    expect(
      await rows(
        "MATCH (e:CodeListEntry {code: 'RO76'}) RETURN e.name AS name, e.fromRelease AS f, e.untilRelease AS u ORDER BY f",
      ),
    ).toEqual([
      { name: 'GP PRACTICE', f: 1, u: 2 },
      { name: 'GENERAL PRACTICE', f: 2, u: 2147483647 },
    ]);
  });

  test('writes no fact when it equals the previous one', async () => {
    await load(JANUARY);
    const before = await graphCounts(graph);
    const report = await load({ ...JANUARY, date: '2024-02-29' });
    expect(Object.values(report.changes).every(({ created, ended }) => created + ended === 0)).toBe(true);
    expect(await graphCounts(graph)).toEqual({ ...before, Release: 2 });
  });

  test('can add the record of an unresolved target and remove it again', async () => {
    const practice = organisation('A', { rels: [rel('RE4', '1', 'B')] });
    await load({ date: '2024-01-31', full: [practice] });
    await load({ date: '2024-02-29', full: [practice, organisation('B')] });
    await load({ date: '2024-03-31', full: [practice] }, { force: true });
    expect(
      await rows(
        "MATCH (s:State {code: 'B'}) RETURN s.unresolved AS unresolved, s.fromRelease AS f, s.untilRelease AS u ORDER BY f",
      ),
    ).toEqual([
      { unresolved: true, f: 1, u: 2 },
      { unresolved: false, f: 2, u: 3 },
      { unresolved: true, f: 3, u: 2147483647 },
    ]);
  });

  test('attack 77: is refused when it is older, or has the same date and other content', async () => {
    await both();
    const before = await graphHash(graph);
    await expect(load({ ...JANUARY, date: '2023-12-31' })).rejects.toThrow(
      /2023-12-31 is refused: it is older than 2024-02-29/,
    );
    await expect(load({ ...FEBRUARY, sequence: '9' })).rejects.toThrow(
      /a release of that date is already loaded, with different content/,
    );
    await expect(load({ ...JANUARY, sequence: '9' })).rejects.toThrow(LoadRefused);
    expect(await load(FEBRUARY, { force: true })).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await graphHash(graph)).toBe(before);
  });

  test('is loaded after the first when both are given in any order', async () => {
    const paths = [await zip(FEBRUARY), await zip(JANUARY)];
    const reports = await loadReleases({ graph, files: paths, options: { force: true }, report: silentReport });
    expect(reports.map(({ release, number }) => [release, number])).toEqual([
      ['2024-01-31', 1],
      ['2024-02-29', 2],
    ]);
  });

  test('is only compared by a dry run', async () => {
    await load(JANUARY);
    const before = await graphLines(graph);
    expect(await load(FEBRUARY, { force: true, dryRun: true })).toMatchObject({
      outcome: 'DRY_RUN',
      organisationChanges: { created: 1, changed: 1, withdrawn: 1 },
    });
    expect(await graphLines(graph)).toEqual(before);
  });

  test('is refused when it lacks most of the relationships, roles or successions, for example because their elements have other names', async () => {
    const rels = (n: number) => Array.from({ length: 5 }, (_, at) => rel('RE4', `${n}${at}`, `A${at}`));
    const full = Array.from({ length: 25 }, (_, n) => organisation(`A${n}`, { rels: rels(n) }));
    await load({ date: '2024-01-31', full });
    const before = await graphHash(graph);
    const renamed = full.map((record) => record.replaceAll(/(<\/?)Rel\b/g, '$1Relationship'));
    const next: ReleaseInput = { date: '2024-02-29', full: renamed };
    await expect(load(next)).rejects.toThrow(/it has 0 relationships, and the previous one has 125. Less than 50 %/);
    expect(await graphHash(graph)).toBe(before);
    expect((await load(next, { force: true })).outcome).toBe('LOADED');
  });

  test('attack 83: is refused when more than 10 % of the active organisations are closed or absent', async () => {
    const all = Array.from({ length: 20 }, (_, n) => organisation(`A${n}`));
    const close = (n: number) => organisation(`A${n}`, { dates: date('2010-04-01', '2024-02-01'), status: 'Inactive' });
    await load({ date: '2024-01-31', full: all });
    const before = await graphHash(graph);
    const closing: ReleaseInput = { date: '2024-02-29', full: [close(0), close(1), ...all.slice(3)] };
    await expect(load(closing)).rejects.toThrow(
      /3 of the 20 organisations that were active are closed or absent in it, more than 10 %/,
    );
    expect(await graphHash(graph)).toBe(before);
    await load({ ...closing, full: [close(0), ...all.slice(2)] });
    await load({ date: '2024-03-31', full: all.slice(0, 1) }, { force: true });
    expect((await listReleases(graph)).map(({ id, isLive }) => [id, isLive])).toEqual([
      ['2024-03-31', true],
      ['2024-02-29', false],
      ['2024-01-31', false],
    ]);
  });
});

describe('properties over time', () => propertiesOverTime(loader));

describe('a refused release leaves the graph unchanged', () => {
  const refused = async (path: string, reason: RegExp, options: LoadOptions = {}) => {
    await load(JANUARY);
    const before = await graphHash(graph);
    await expect(load(path, options)).rejects.toThrow(reason);
    expect(await graphHash(graph)).toBe(before);
    expect(await rows('MATCH (l:Lock) WHERE l.owner IS NOT NULL RETURN l')).toEqual([]);
  };

  test('with an unsupported version', async () =>
    refused(await zip({ date: '2024-02-29', version: '2-1-0' }), /its version is 2-1-0/));

  test('attack 76: with a truncated archive file after a valid full file', async () => {
    const full = await zipBytes([['f.xml', Buffer.from(releaseXml({ ...JANUARY, date: '2024-02-29' }))]]);
    const cut = Buffer.from(releaseXml({ date: '2024-02-29', archive: [NETWORK] }, 'Archive')).subarray(0, -40);
    const archive = await zipBytes([['a.xml', cut]]);
    const path = await writeZip(join(folder, 'cut.zip'), [
      ['fullfile.zip', full],
      ['archive.zip', archive],
    ]);
    await refused(path, /a.xml is refused at line \d+, column \d+/);
    const command = await runCommand(['load', path], settings());
    expect([command.code, command.notes]).toEqual([1, expect.stringContaining('is refused at line')]);
  });

  test('with a wrong record count, unless allowed, and then with a warning', async () => {
    const path = await zip({ date: '2024-02-29', full: [PRACTICE, COMMISSIONER, NETWORK], recordCount: 4 });
    await refused(path, /the manifest says 4, 3 records were read. Use --allow-count-mismatch to load it anyway/);
    const report = await load(path, { allowCountMismatch: true });
    expect(report).toMatchObject({
      warnings: ['HSCOrgRefData_Full.xml: the manifest says 4, 3 records were read.'],
      findings: { 'record-count-differs': 1 },
    });
  });

  test('with files of two dates or one file only, unless allowed, and then with a finding', async () => {
    const path = await zip({ date: '2024-02-29', archiveDate: '2024-02-28', full: [PRACTICE, COMMISSIONER, NETWORK] });
    await refused(path, /was published on 2024-02-28, the other file on 2024-02-29. Use --allow-partial/);
    expect(await load(path, { allowPartial: true })).toMatchObject({
      release: '2024-02-29',
      findings: { 'file-dates-differ': 1 },
    });
    const alone = await writeZip(join(folder, 'alone.zip'), [
      ['x.xml', Buffer.from(releaseXml({ ...JANUARY, date: '2024-03-31' }))],
    ]);
    await expect(load(alone)).rejects.toThrow(/alone.zip lacks the other file. Use --allow-partial/);
    expect(await load(alone, { allowPartial: true })).toMatchObject({
      release: '2024-03-31',
      findings: { 'file-missing': 1 },
    });
  });
});
