import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentReport } from '../../../cli/report';
import { importStore, isStoreMissing } from '../../../database/import-store';
import type { Graph } from '../../../graph/graph';
import { CsvFile } from '../../../graph-seed/importing/csv';
import { StoreNotMade, type NewStore } from '../../../graph-seed/importing/new-store';
import { loadReleases } from '../../../graph-seed/load-release';
import { listReleases } from '../../../graph-seed/releases';
import { JARS_DIR, temporaryFolder, testSettings } from '../../support/database/fresh-neo4j';
import { graphLines, wipe } from '../../support/database/graph-hash';
import { forgetLock, Killed, killedAfter } from '../../support/database/killed-load';
import { newStore } from '../../support/database/new-store';
import { organisation, rel, role, succ, writeReleaseZip } from '../../support/database/release-builder';
import { startSourceFile } from '../../support/process/processes';

jest.setTimeout(300_000); // stores are imported, and Neo4j is started on them

const made = newStore();
const { dataDir, store } = made;
const FOLDER = join(dataDir, 'neo4j');
let file: string;
let graph: Graph;

/** Texts that a CSV file must quote, an empty one, lists, and every kind of fact. */
beforeAll(async () => {
  const contacts = '<Contacts><Contact type="tel" value="0; 1, &quot;2&quot;"/><Contact value="x\\"/></Contacts>';
  file = await writeReleaseZip(join(dataDir, 'release.zip'), {
    full: [
      organisation('P1', {
        name: 'A &quot;B&quot;, \\C; D\nÉ \u{1F3E5}',
        location: '<AddrLn1>1, High St</AddrLn1><AddrLn2>&quot;</AddrLn2><PostCode>LS1 4AP</PostCode>',
        roles: [role('RO177', '11', 'primaryRole="true"'), role('RO76', '12', '', '', 'Inactive')],
        rels: [rel('RE4', '13', 'C1'), rel('RE4', '14', 'NONE'), rel('RE99', '15', 'C1')],
        succs: [succ('Predecessor', '16', 'OLD')],
      }).replace('</Organisation>', `${contacts}</Organisation>`),
      ...Array.from({ length: 12 }, (_, at) => organisation(`P${at + 2}`, { rels: [rel('RE4', `2${at}`, 'C1')] })),
      organisation('C1', { roles: [role('RO98', '31', 'primaryRole="true"')], status: '', lastChanged: '' }),
    ],
    archive: [organisation('OLD', { refOnly: 'true' })],
  });
});
afterAll(() => made.close());

const load = (target: Graph | NewStore) =>
  loadReleases({ graph: target, files: [file], report: silentReport, batchRows: 5 });
const live = async () => (await listReleases(graph)).filter(({ isLive }) => isLive).length;

/** Everything in the graph, with the types of the values. */
async function everything(): Promise<unknown[]> {
  const of = (match: string, name: string) =>
    graph.read({
      name: 'types',
      text: `${match} WITH ${name} AS kind, n UNWIND keys(n) AS key
        RETURN DISTINCT kind, key, valueType(n[key]) AS type ORDER BY kind, key, type`,
    });
  return [
    ...(await graphLines(graph)),
    ...(await of('MATCH (n) WHERE NOT n:Lock', 'head(labels(n))')),
    ...(await of('MATCH ()-[n]->()', 'type(n)')),
  ];
}

describe('a first load that makes the store', () => {
  test('leaves no store if it is killed while it makes it', async () => {
    mkdirSync(FOLDER, { recursive: true });
    const program = 'tests/support/database/import-release.ts';
    const { child, finished } = startSourceFile(program, [dataDir, file], { TEST_NEO4J_JARS: JARS_DIR });
    while (
      !drafts().some((name) => readdirSync(join(FOLDER, name)).includes('running.json')) &&
      child.exitCode === null
    )
      await sleep(20);
    child.kill('SIGKILL');
    await finished;
    expect(drafts()).toHaveLength(1);
    expect(isStoreMissing({ dataDir })).toBe(true);
  });

  test('leaves a whole store that is not published if it is killed afterwards, and nothing of the killed one', async () => {
    const dies = { ...store, open: () => Promise.reject(new Killed()) };
    await expect(load(dies)).rejects.toThrow(Killed);
    expect(drafts()).toEqual([]);
    expect(isStoreMissing({ dataDir })).toBe(false);
    graph = await store.open();
    expect(await listReleases(graph)).toMatchObject([{ status: 'LOADING', isLive: false }]);
  });

  test('is continued after a kill at any later step, and is live only after its last one', async () => {
    const steps: string[][] = [];
    for (let last = 1; (await live()) === 0; last++) {
      const killed = killedAfter(graph, last);
      await load(killed.graph).catch((error: Error) => expect(error).toBeInstanceOf(Killed));
      await forgetLock(graph);
      steps.push(killed.steps);
      expect(await live()).toBe(killed.steps.includes('clear-journal') ? 1 : 0);
    }
    expect(steps.flat()).toEqual(expect.arrayContaining(['take-lock', 'start-release', 'findings', 'clear-journal']));
    expect(steps.flat()).not.toContain('states');
    expect(await load(graph)).toMatchObject([{ outcome: 'UNCHANGED' }]);
  });

  test('gives the same graph, of the same types, as one that is written in transactions', async () => {
    const schema = () =>
      graph.read<{ name: string; state: string }>({
        name: 'x',
        text: 'SHOW INDEXES YIELD name, state RETURN name, state',
      });
    const [imported, indexes] = [await everything(), await schema()];
    expect(indexes.filter(({ state }) => state !== 'ONLINE')).toEqual([]);
    await wipe(graph);
    await load(graph);
    expect(imported).toEqual(await everything());
    expect(indexes).toEqual(await schema());
  });
});

test('a release is written in transactions if the store cannot be made, and the reason is printed', async () => {
  const lines: string[] = [];
  await wipe(graph);
  const failing: NewStore = {
    leastBytes: 0,
    make: () => Promise.reject(new StoreNotMade('the importer ended with 1')),
    open: async () => graph,
  };
  const report = { ...silentReport, line: (text: string) => void lines.push(text) };
  const [loaded] = await loadReleases({ graph: failing, files: [file], report });
  expect(loaded).toMatchObject({ outcome: 'LOADED', resumed: false });
  expect(lines).toContain(
    'The release is written in small transactions, not imported at once: the importer ended with 1.',
  );
});

test('a folder for temporary files that is full is such a reason, and no file stays open', async () => {
  const lines: string[] = [];
  await wipe(graph);
  const full = jest.spyOn(CsvFile.prototype, 'close').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  });
  const closed = jest.spyOn(CsvFile.prototype, 'abandon');
  const report = { ...silentReport, line: (text: string) => void lines.push(text) };
  const [loaded] = await loadReleases({ graph: { ...store, open: async () => graph }, files: [file], report });
  full.mockRestore();
  expect(loaded).toMatchObject({ outcome: 'LOADED', resumed: false });
  expect(lines.join()).toContain('not imported at once: the folder for temporary files is full (ENOSPC');
  expect(closed).toHaveBeenCalledTimes(3);
  closed.mockRestore();
});

test('an import that fails says what the importer found', async () => {
  const dataDir = temporaryFolder();
  const nodes = join(dataDir, 'nodes.csv');
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(nodes, 'code:ID,size:int\n"A",many\n');
  const input = { nodes: [{ name: 'N', files: [nodes] }], relationships: [], listDelimiter: ';', multiline: false };
  const failed = importStore(testSettings(dataDir), input);
  await expect(failed).rejects.toThrow(
    /^Neo4j's importer ended with 70 \(Error in input data; Error importing csv file\)$/,
  );
  expect(isStoreMissing({ dataDir })).toBe(true);
  rmSync(dataDir, { recursive: true, force: true });
});

test('a dry run on a store that does not exist yet makes none', async () => {
  const never = () => Promise.reject(new Error('opened'));
  const [report] = await loadReleases({
    ...{ graph: { make: never, open: never }, files: [file], report: silentReport },
    options: { dryRun: true },
  });
  expect(report).toMatchObject({ outcome: 'DRY_RUN' });
});

function drafts(): string[] {
  return readdirSync(FOLDER).filter((name) => name.startsWith('import-'));
}
