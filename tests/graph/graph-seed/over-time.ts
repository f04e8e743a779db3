import { silentReport } from '../../../cli/report';
import type { Graph } from '../../../graph/graph';
import { loadReleases } from '../../../graph-seed/load-release';
import { abortRelease } from '../../../graph-seed/releases';
import { createRandom, pick, type Random } from '../../oracle/comparison/draw';
import { graphLines, wipe } from '../../support/database/graph-hash';
import type { useLoader } from '../../support/database/loader';
import { date, organisation, rel, role, succ, type ReleaseInput } from '../../support/database/release-builder';

/** How many pairs of releases are drawn. */
const CASES = Number(process.env.PROPERTY_CASES ?? 1);
const SEED = 20_260_830;
const CODES = Array.from({ length: 14 }, (_, at) => `A${at}`);

/** Properties of the graph that hold for any releases: it does not matter which way led to it. */
export function propertiesOverTime({ zip, rows, graph: graphOf }: ReturnType<typeof useLoader>): void {
  const load = (files: readonly string[], graph = graphOf(), memoFolder?: string) =>
    loadReleases({ graph, files, options: { force: true }, report: silentReport, ...(memoFolder && { memoFolder }) });

  /** The facts of a release, without the numbers of the releases that they are in. */
  async function visible(release: number): Promise<string[]> {
    const found = await rows<Record<string, unknown>>(visibleIn(release));
    return found.map(toLine);
  }

  async function stopAt(step: number, file: string, memoFolder?: string): Promise<void> {
    const stopped = load([file], failAt(graphOf(), step), memoFolder);
    await expect(stopped).rejects.toThrow('stopped by the test');
  }

  test('any way to a release gives the same graph, and its facts are those of a first load of it', async () => {
    const random = createRandom(SEED);
    for (let count = 0; count < CASES; count++) {
      const first = draw(random);
      const second = drawNext(random, first);
      const graph = graphOf();
      const [a, b] = [
        await zip({ date: '2024-01-31', full: texts(first) }),
        await zip({ date: '2024-02-29', full: texts(second) }),
      ];
      const step = pick(random, [7, 8]);
      const ways: Record<string, () => Promise<unknown>> = {
        'one after the other': async () => (await load([a]), await load([b])),
        'in one command, the later one first': () => load([b, a]),
        'stopped and resumed': async () => (await load([a]), await stopAt(step, b), await load([b])),
        'stopped, aborted and loaded again': async () => {
          await load([a]);
          await stopAt(step, b);
          await abortRelease(graph, '2024-02-29');
          await load([b]);
        },
        'the first one stopped and resumed, too': async () => (await stopAt(step, a), await load([a]), await load([b])),
        ...waysWithMemo(graph, [a, b], {
          memo: `${a}-memo-${count}`,
          load,
          stop: (file, memo) => stopAt(step, file, memo),
        }),
      };
      let expected: string[] | undefined;
      for (const [way, go] of Object.entries(ways)) {
        await wipe(graph);
        await go();
        const lines = await graphLines(graph);
        expect({ way, step, lines }).toEqual({ way, step, lines: (expected ??= lines) });
      }
      const [before, after] = [await visible(1), await visible(2)];
      await load([await zip({ date: '2024-03-31', full: texts(first) })]);
      expect(withoutFindings(await visible(3))).toEqual(withoutFindings(before));
      expect(await visible(2)).toEqual(after);
      await wipe(graph);
      await load([b]);
      expect(await visible(1)).toEqual(after);
    }
  });
}

const withoutFindings = (lines: readonly string[]) => lines.filter((line) => !line.startsWith('finding'));

function toLine({ kind, source, target, facts }: Record<string, unknown>): string {
  const { fromRelease: _from, untilRelease: _until, ...rest } = facts as Record<string, unknown>;
  return [kind, source, target, JSON.stringify(Object.entries(rest).sort())].join(' ');
}

interface Loading {
  /** What the names of the folders for memos start with. */
  readonly memo: string;
  load(files: readonly string[], graph: Graph, memoFolder?: string): Promise<unknown>;
  stop(file: string, memoFolder: string): Promise<void>;
}

/** Ways on which what was read of the records of the first release is used for the second one. */
function waysWithMemo(
  graph: Graph,
  [first, second]: readonly [string, string],
  { memo, load, stop }: Loading,
): Record<string, () => Promise<unknown>> {
  return {
    'with a memo': async () => {
      for (const file of [first, second]) await load([file], graph, `${memo}-plain`);
    },
    'stopped with a memo and resumed with it': async () => {
      await load([first], graph, `${memo}-resumed`);
      await stop(second, `${memo}-resumed`);
      await load([second], graph, `${memo}-resumed`);
    },
    'stopped with a memo and resumed without': async () => {
      await load([first], graph, `${memo}-lost`);
      await stop(second, `${memo}-lost`);
      await load([second], graph);
    },
    'stopped with a memo, aborted and loaded again with it': async () => {
      await load([first], graph, `${memo}-aborted`);
      await stop(second, `${memo}-aborted`);
      await abortRelease(graph, '2024-02-29');
      await load([second], graph, `${memo}-aborted`);
    },
  };
}

/** Returns a write that fails from the nth call on. */
function failAt(graph: Graph, n: number): Graph {
  let calls = 0;
  const write: Graph['write'] = (steps, options) => {
    const isRelease = steps.some(({ statement }) => statement.name === 'leave-lock');
    if (!isRelease && ++calls >= n) throw new Error('stopped by the test');
    return graph.write(steps, options);
  };
  return { ...graph, write };
}

function visibleIn(release: number): string {
  const holds = (what: string) => `${what}.fromRelease <= ${release} < ${what}.untilRelease`;
  return `MATCH (o:Organisation)-[r:STATE|HOLDS]->(f) WHERE ${holds('f')}
    RETURN type(r) AS kind, o.code AS source, '' AS target, properties(f) AS facts ORDER BY kind, source, f.hash
    UNION ALL MATCH (a:Organisation)-[r]->(b:Organisation) WHERE ${holds('r')}
    RETURN type(r) AS kind, a.code AS source, b.code AS target, properties(r) AS facts ORDER BY kind, source, target, r.hash
    UNION ALL MATCH (f:Finding) WHERE ${holds('f')}
    RETURN 'finding' AS kind, f.code AS source, f.rule AS target, properties(f) AS facts ORDER BY kind, source, target, f.hash
    UNION ALL MATCH (f:CodeListEntry) WHERE ${holds('f')}
    RETURN 'list' AS kind, f.list AS source, f.code AS target, properties(f) AS facts ORDER BY kind, source, target`;
}

type Drawn = ReadonlyMap<string, string>;
const texts = (drawn: Drawn): NonNullable<ReleaseInput['full']> => [...drawn.values()];

function draw(random: Random): Drawn {
  return new Map(CODES.filter(() => random() < 0.8).map((code) => [code, drawRecord(random, code)]));
}

/** Another release: some records are as before, some are different, absent or new. */
function drawNext(random: Random, before: Drawn): Drawn {
  return new Map(
    CODES.flatMap((code) => {
      const old = before.get(code);
      if (random() < 0.15) return [];
      return [[code, old !== undefined && random() < 0.6 ? old : drawRecord(random, code)] as const];
    }),
  );
}

const STARTS = ['1900-01-01', '2010-04-01', '2024-02-10', '2023-02-30'];
const ENDS = ['', '', '2020-03-31', '2024-01-31', '2024-02-15'];

/** A record with few different values, so that equal facts occur, and with faults. */
function drawRecord(random: Random, code: string): string {
  const dates = () =>
    date(pick(random, STARTS), pick(random, ENDS)) +
    (random() < 0.3 ? date(pick(random, STARTS), pick(random, ENDS), 'Legal') : '');
  const own = CODES.indexOf(code);
  const several = <T>(most: number, make: (at: number) => T) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, (_, at) => make(at));
  return organisation(code, {
    name: `NAME ${pick(random, ['ONE', 'TWO', 'THREE'])}`,
    dates: dates(),
    status: pick(random, ['Active', 'Inactive']), // a missing one would be derived, on the day of the release
    ...(random() < 0.15 ? { refOnly: 'true' } : {}),
    roles: [
      role(pick(random, ['RO177', 'RO98']), `1${own}`, 'primaryRole="true"', dates()),
      ...several(2, (at) => role(pick(random, ['RO76', 'RO999']), `2${own}${at}`, '', dates())),
    ],
    rels: several(3, (at) =>
      rel(pick(random, ['RE4', 'RE6', 'RE8']), `3${own}${at}`, pick(random, [...CODES, 'NONE']), dates()),
    ),
    succs: several(1, () => succ(pick(random, ['Successor', 'Predecessor']), `4${own}`, pick(random, CODES))),
  });
}
