import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import { loadReleases } from '../../../graph-seed/load-release';
import { createExecutor } from '../../support/gateway/execute-query';
import { graphCounts, wipe } from '../../support/database/graph-hash';
import { writeReleaseZip, organisation, rel, role, type ReleaseInput } from '../../support/database/release-builder';
import { emptyNeo4j, type EmptyNeo4j } from '../../support/database/empty-neo4j';

jest.setTimeout(120_000); // a release with every fault is loaded

const folder = mkdtempSync(join(tmpdir(), 'ods-graph-findings-load-test-'));
let neo4j: EmptyNeo4j;
let files = 0;

beforeAll(async () => {
  neo4j = await emptyNeo4j();
});
afterAll(async () => {
  await neo4j?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => wipe(neo4j.graph));

async function load(release: ReleaseInput) {
  const path = await writeReleaseZip(join(folder, `${++files}.zip`), release);
  const options = { force: true };
  return (await loadReleases({ graph: neo4j.graph, files: [path], options, report: silentReport }))[0]!;
}

let ids = 100;
const practice = (code: string, ...targets: string[]) =>
  organisation(code, {
    roles: [role('RO177', `${code.charCodeAt(0)}1`, 'primaryRole="true"'), role('RO76', `${code.charCodeAt(0)}2`)],
    rels: targets.map((target) => rel('RE4', String(++ids), target)),
  });
const commissioner = organisation('10R', { roles: [role('RO98', '41', 'primaryRole="true"')] });

test('a release ends findings that no longer apply, keeps the rest and adds new ones; each release has its own counts', async () => {
  const RULE = 'practice-without-commissioner';
  await load({ date: '2024-01-31', full: [commissioner, practice('A'), practice('B'), practice('C', '10R')] });
  const second = await load({
    date: '2024-02-29',
    full: [commissioner, practice('A', '10R'), practice('B'), practice('C'), practice('I', '1OR')],
  });
  expect(second.findings).toEqual({ 'code-lookalike': 2, [RULE]: 2, 'target-without-record': 1 });
  expect(second.changes.findings).toEqual({ created: 4, ended: 1, unchanged: 1 });
  expect(await graphCounts(neo4j.graph)).toMatchObject({ Finding: 6 });
  const execute = createExecutor(neo4j.graph);
  const foundIn = async (release: string) => {
    const { data, errors } = await execute(`{
      findings(rule: "${RULE}", asOf: { release: "${release}" }) { totalCount nodes { organisation { code } rule { count } } }
      all: findings(asOf: { release: "${release}" }) { totalCount }
      organisation(code: "A", asOf: { release: "${release}" }) { findings { rule { id count } } } }`);
    expect(errors).toBeUndefined();
    return JSON.parse(JSON.stringify(data)) as object;
  };
  const node = (code: string) => ({ organisation: { code }, rule: { count: 2 } });
  expect(await foundIn('2024-01-31')).toEqual({
    findings: { totalCount: 2, nodes: [node('A'), node('B')] },
    all: { totalCount: 2 },
    organisation: { findings: [{ rule: { id: RULE, count: 2 } }] },
  });
  expect(await foundIn('2024-02-29')).toEqual({
    findings: { totalCount: 2, nodes: [node('B'), node('C')] },
    all: { totalCount: 5 },
    organisation: { findings: [] },
  });
});

test('a page larger than one read of a rule reads again', async () => {
  const codes = Array.from({ length: 600 }, (_, at) => `A${1_000 + at}`);
  await load({ date: '2024-01-31', full: codes.map((code) => organisation(code, { roles: [] })) });
  const { data, errors, reads } = await createExecutor(neo4j.graph)(
    '{ findings(first: 600) { nodes { organisation { code } } pageInfo { hasNextPage } } }',
    { page: 1_000 },
  );
  expect(errors).toBeUndefined();
  const nodes = codes.map((code) => ({ organisation: { code } }));
  expect(data).toEqual({ findings: { nodes, pageInfo: { hasNextPage: false } } });
  expect(reads.filter(([name]) => name === 'findings')).toHaveLength(3);
});

test('a role that is in no code list is a finding about the first record with it that is kept', async () => {
  const unlisted = (code: string, refOnly?: string) =>
    organisation(code, { ...(refOnly && { refOnly }), roles: [role('RO999', `${code}1`), role('RO998', `${code}2`)] });
  const lists = { RO177: 'PRACTICE', RO76: 'GP PRACTICE', RO98: 'SUB ICB' };
  await load({ full: [unlisted('A1', 'true'), commissioner], archive: [unlisted('B1'), unlisted('A1')], roles: lists });
  const { data } = await createExecutor(neo4j.graph)(
    '{ findings(rule: "not-in-code-list") { nodes { organisation { code } message } } roles { code name } }',
  );
  const found = (code: string) => ({
    organisation: { code: 'B1' },
    message: `The code lists of the release do not have ${code}, which it uses.`,
  });
  expect(data!.findings).toEqual({ nodes: [found('RO998'), found('RO999')] });
  expect(data!.roles).toEqual(
    expect.arrayContaining([
      { code: 'RO998', name: 'RO998' },
      { code: 'RO999', name: 'RO999' },
    ]),
  );
});

test('a role that only the list of the other file has is in the code lists of the release', async () => {
  const full = { full: [organisation('A1', { roles: [role('RO999', '1', 'primaryRole="true"')] })] };
  const path = await writeReleaseZip(join(folder, `${++files}.zip`), { ...full, archiveRoles: { RO999: 'NEW' } });
  await loadReleases({ graph: neo4j.graph, files: [path], options: { force: true }, report: silentReport });
  const { data } = await createExecutor(neo4j.graph)('{ findings { totalCount } roles { code name } }');
  expect(data).toMatchObject({ findings: { totalCount: 0 } });
  expect(data!.roles).toContainEqual({ code: 'RO999', name: 'NEW' });
});
