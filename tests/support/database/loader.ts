import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { loadReleases, type LoadOptions } from '../../../graph-seed/load-release';
import { emptyNeo4j, type EmptyNeo4j } from './empty-neo4j';
import { wipe } from './graph-hash';
import { date, organisation, rel, role, writeReleaseZip, type ReleaseInput } from './release-builder';

/** Opens a Neo4j for a suite that loads releases, and empties it before each test. */
export function useLoader() {
  const folder = mkdtempSync(join(tmpdir(), 'ods-graph-load-test-'));
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

  const zip = (release: ReleaseInput) => writeReleaseZip(join(folder, `${++files}.zip`), release);
  const load = async (release: ReleaseInput | string, options: LoadOptions = {}) => {
    const path = typeof release === 'string' ? release : await zip(release);
    return (await loadReleases({ graph: neo4j.graph, files: [path], options, report: silentReport }))[0]!;
  };
  const rows = <Row extends object>(text: string): Promise<Row[]> =>
    neo4j.graph.read<Row>({ name: 'test', text }, {}, { deadlineMs: 20_000 });
  const states = (release = 1) =>
    rows(
      `MATCH (o:Organisation)-[:STATE]->(s:State) WHERE s.fromRelease <= ${release} < s.untilRelease
       RETURN o.code AS code, s.name AS name, s.refOnly AS refOnly, s.unresolved AS unresolved, s.primaryRole AS primaryRole ORDER BY code, name`,
    );
  /** Settings with which a command uses this Neo4j. */
  const settings = () => ({ NEO4J_URI: neo4j.uri, NEO4J_USER: neo4j.user, NEO4J_PASSWORD: neo4j.password });
  return { folder, zip, load, rows, states, settings, graph: (): Graph => neo4j.graph };
}

export const PRACTICE = organisation('Z9Z001', {
  rels: [rel('RE4', '31', '9ZZ'), rel('RE8', '32', 'U9Z999', date('2019-10-01') + date('2019-10-01', '', 'Legal'))],
});
export const COMMISSIONER = organisation('9ZZ', { roles: [role('RO98', '41', 'primaryRole="true"')] });
export const NETWORK = organisation('U9Z999', { roles: [role('RO272', '42', 'primaryRole="true"')] });
export const JANUARY: ReleaseInput = { date: '2024-01-31', full: [PRACTICE, COMMISSIONER, NETWORK] };
