import { becomeReady } from '../../../cli/become-ready';
import { readAhead } from '../../../cli/read-ahead';
import { silentReport } from '../../../cli/report';
import { createContext } from '../../../domain/context';
import { createCursors } from '../../../domain/cursor';
import { descendantsOf } from '../../../domain/hierarchy/descendants';
import { rollUp } from '../../../domain/measures/roll-up';
import { createHealth } from '../../../gateway/http/health';
import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { createReadSide, readQueries } from '../../../graph/read-side';
import { warmUp } from '../../../graph/warm-up';
import { sampleGraph, sharedNeo4j } from '../../support/database/sample-graph';
import { openTcpProxy } from '../../support/database/tcp-proxy';
import { waitFor } from '../../support/process/wait-for';

const PATIENT = { cacheBytes: 0, deadlineMs: 20_000 };

test('ten rounds run every query, and the queries by code with lists of every magnitude', async () => {
  const names = new Set<string>();
  const magnitudes = new Map<string, Set<number>>();
  const graph = sampleGraph();
  const counting: Graph = {
    ...graph,
    read: (statement, ...rest) => (names.add(statement.name), graph.read(statement, ...rest)),
    table: (statement, parameters = {}, ...rest) => {
      names.add(statement.name);
      const { keys } = parameters as { keys?: readonly unknown[] };
      const found = magnitudes.get(statement.name) ?? new Set();
      if (Array.isArray(keys)) magnitudes.set(statement.name, found.add(Math.ceil(Math.log10(keys.length))));
      return graph.table(statement, parameters, ...rest);
    },
  };
  const { rounds, error } = await warmUp(createReadSide(counting, PATIENT), {
    rounds: 10,
    enoughMs: 60_000,
    texts: true,
  });
  expect([rounds, error]).toEqual([10, undefined]);
  const { textsOf: _onlyForLaterReleases, places: _readOnceInFull, ...queries } = readQueries();
  expect([...names].sort()).toEqual(Object.keys(queries).sort());
  for (const name of ['state', 'roles', 'outgoing']) expect([...magnitudes.get(name)!].sort()).toEqual([0, 1, 2, 3]);
}, 120_000); // reads are warmed up

test('continues until every list is fast, and at most until the longest time', async () => {
  const reads = createReadSide(sampleGraph(), PATIENT);
  const fast = await warmUp(reads, { rounds: 1, fastMs: 20_000, longestMs: 60_000 });
  expect([fast.rounds, fast.error]).toEqual([10, undefined]);
  const slow = await warmUp(reads, { rounds: 1, enoughMs: 0, fastMs: 0, longestMs: 500 });
  expect(slow.error).toBeUndefined();
}, 120_000); // reads are warmed up

const LIMITS = { page: 200, codes: 500, representations: 500 };

test('reading ahead leaves nothing to read for the first questions about whole regions', async () => {
  const reads = createReadSide(sampleGraph());
  const makeContext = async () => createContext(reads, { limits: LIMITS, cursors: createCursors('0123456789abcdef') });
  await readAhead({ makeContext, stop: { requested: false } });
  const context = await makeContext();
  const { loaders, root: at } = context;
  const downwards = { view: 'REPORTING', direction: 'DOWN', at, loaders, maxDepth: 12 } as const;
  const below = await descendantsOf('ZXR1', downwards, { kinds: ['PHARMACY'] }, context);
  expect([below.length > 10, loaders.log]).toEqual([true, []]);
  await rollUp({ of: 'OTHER', by: 'ICB', view: 'REPORTING' }, context);
  expect(loaders.log.filter(([query]) => query !== 'codes')).toEqual([]);
}, 60_000); // reads are warmed up

test('nothing is read ahead into caches that are too small for it', async () => {
  const reads = createReadSide(sampleGraph());
  const context = await createContext(reads, { limits: LIMITS, cursors: createCursors('0123456789abcdef') });
  const lines: string[] = [];
  const report = { line: (text: string) => void lines.push(text) };
  await readAhead({ makeContext: () => context, stop: { requested: false }, cacheBytes: 1_000, report });
  expect(context.loaders.log).toEqual([]);
  expect(lines).toEqual([
    expect.stringMatching(/^Nothing is read ahead: CACHE_BYTES is too small for the facts of \d+ /),
  ]);
}, 60_000); // reads are warmed up

/** Becomes ready at once, but for a reading ahead that fails so many times first. */
async function readyAfter(failures: number) {
  let calls = 0;
  const lines: string[] = [];
  const health = createHealth({ probe: async () => undefined, cacheMs: 0 });
  await becomeReady(createReadSide(sampleGraph(), PATIENT), {
    health,
    report: silentReport,
    logger: { warn: (...all: unknown[]) => void lines.push(String(all.at(-1))) } as never,
    stop: { requested: false },
    limits: { rounds: 1, enoughMs: 0 },
    pauseMs: 1,
    readAhead: async () => {
      if (calls++ < failures) throw new Error('The database did not answer in time.');
    },
    collectGarbage: () => Promise.resolve(),
  });
  return { calls, lines, reasons: await health.unreadyReasons() };
}

test('a process is ready after it has read ahead, or after ten attempts, which is logged', async () => {
  const failed = 'the warm-up failed and is tried again';
  expect(await readyAfter(2)).toEqual({ calls: 3, lines: [failed], reasons: [] });
  const last = 'ready, but the first questions about whole regions may take longer than a request may';
  expect(await readyAfter(Infinity)).toEqual({ calls: 10, lines: [failed, last], reasons: [] });
});

test('a failed warm-up is shown in /readyz and logged, and is tried again until it succeeds', async () => {
  const { uri, user, password } = sharedNeo4j();
  const proxy = await openTcpProxy(Number(new URL(uri).port));
  const graph = openNeo4j({ uri: `bolt://127.0.0.1:${proxy.port}`, user, password });
  const health = createHealth({ probe: async () => undefined, cacheMs: 0 });
  const lines: string[] = [];
  const logger = { warn: (_details: object, message: string) => void lines.push(message) };
  proxy.set({ refuse: true });
  const ready = becomeReady(createReadSide(graph, PATIENT), {
    health,
    report: silentReport,
    logger: logger as never,
    stop: { requested: false },
    limits: { enoughMs: 100, rounds: 10 },
    pauseMs: 50,
    readAhead: async () => undefined,
    collectGarbage: () => Promise.resolve(),
  });
  const failed = 'Warming up. The last attempt failed: The database cannot be reached.';
  await waitFor('the failure', async () => (await health.unreadyReasons())[0] === failed);
  proxy.set({});
  await ready;
  expect(await health.unreadyReasons()).toEqual([]);
  expect(lines).toEqual(['the warm-up failed and is tried again']);
  await graph.close();
  await proxy.close();
}, 60_000); // reads are warmed up
