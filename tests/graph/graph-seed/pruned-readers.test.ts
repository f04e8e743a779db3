import neo4j from 'neo4j-driver';
import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { loadReleases } from '../../../graph-seed/load-release';
import { pruneReleases } from '../../../graph-seed/releases';
import { useLoader } from '../../support/database/loader';
import { organisation, type ReleaseInput } from '../../support/database/release-builder';

jest.setTimeout(60_000); // each test loads releases

const { graph, load, rows, settings, zip } = useLoader();
const month = (n: number): ReleaseInput => ({
  date: `2024-0${n}-28`,
  full: [organisation('A', { name: `NAME ${n}` })],
});
const states = () => rows<{ name: string }>('MATCH (s:State) RETURN s.name AS name ORDER BY name');

/** A graph whose connection is lost when facts of removed releases are to be deleted. */
function losingSweeps(): Graph {
  const lost = () => Promise.reject(new Error('stopped by the test'));
  const run: Graph['run'] = (statement, ...rest) =>
    statement.name === 'sweep-nodes' ? lost() : graph().run(statement, ...rest);
  return { ...graph(), run };
}

/** A client of the database that leaves a transaction open. */
async function openTransaction(): Promise<() => Promise<void>> {
  const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD } = settings();
  const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD as string));
  await driver.session().beginTransaction().run('MATCH (s:State) RETURN s.name');
  return () => driver.close();
}

test('a load that finishes an interrupted prune waits as long as it is told, and names who still reads', async () => {
  await load(month(1), { force: true });
  await load(month(2), { force: true });
  const close = await openTransaction();
  const lines: string[] = [];
  try {
    await expect(pruneReleases(losingSweeps(), 1, { requestMs: 0 })).rejects.toThrow('stopped by the test');
    expect(await states()).toHaveLength(2);
    const report = { ...silentReport, line: (line: string) => void lines.push(line) };
    await loadReleases({
      graph: graph(),
      files: [await zip(month(3))],
      options: { force: true },
      report,
      requestMs: 500,
    });
  } finally {
    await close();
  }
  const open = `user 'neo4j' from 127\\.0\\.0\\.1:\\d+, open for \\d+ s`;
  expect(lines).toEqual([
    expect.stringMatching(
      /^Waiting [23] s for requests that still read the removed releases: they take at most 0\.5 s \(REQ/,
    ),
    expect.stringMatching(`^Transactions of the database that began before the removal: ${open}\\.$`),
    expect.stringMatching(
      `^These transactions are not waited for, .*: ${open}\\. They are longer than any request\\.$`,
    ),
  ]);
  expect(await states()).toEqual([{ name: 'NAME 2' }, { name: 'NAME 3' }]);
});
