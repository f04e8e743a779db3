import { readValues } from '../../oracle/comparison/measure-checks';
import { createExecutor, type Execute } from '../../support/gateway/execute-query';
import {
  describeWithReleases,
  LIST_SIZE,
  openReleaseGraph,
  type ReleaseGraph,
} from '../../support/database/real-releases';

const AS_OF = 'asOf: { date: "2021-01-01" }';
const MEASURE = `measure: "${LIST_SIZE}", valuesOn: "2021-01-01"`;

interface Total {
  readonly value: number;
  readonly counted: number;
  readonly missing: readonly { readonly code: string }[];
}

interface Figures {
  readonly count: number;
  readonly total: number;
  readonly missing: number;
}

interface RollUp extends Figures {
  readonly groups: readonly (Figures & { readonly organisation: { readonly code: string } })[];
  readonly unassigned: readonly (Figures & { readonly reason: string })[];
  readonly multiplyAssigned: readonly { readonly code: string }[];
}

let real: ReleaseGraph;
let execute: Execute;
let listed: ReadonlyMap<string, number>;

describeWithReleases('List sizes of 1 January 2021', (files) => {
  beforeAll(async () => {
    real = await openReleaseGraph(files);
    execute = createExecutor(real.graph);
    const [sizes] = files.listSizes;
    listed = new Map([...readValues(sizes!.file, sizes!.date)].map(([code, [figure]]) => [code, figure!.value]));
  }, 900_000); // real releases are loaded
  afterAll(() => real?.close());

  test('the file has 6,658 practices and 60,606,345 patients', () => {
    expect([listed.size, sum(listed.values())]).toEqual([6_658, 60_606_345]);
  });

  test.each([
    ['1 January 2021', AS_OF, 1_254, 60_153_464],
    ['31 October 2024', 'asOf: { date: "2024-10-31" }', 1_285, 58_246_943],
  ])(
    'the total of every network on %s agrees with the roll-up',
    async (_day, asOf, networks, patients) => {
      const totals = await ofNetworks(asOf);
      expect([totals.size, sum([...totals.values()].map(({ value }) => value))]).toEqual([networks, patients]);
      const { groups, unassigned, multiplyAssigned, total } = await rollUp('PCN', 'NETWORK', asOf);
      for (const { organisation, count, total: value, missing } of groups) {
        const own = totals.get(organisation.code)!;
        expect([own.value, own.counted, own.missing.length]).toEqual([value, count - missing, missing]);
      }
      expect(multiplyAssigned).toEqual([]);
      expect(sum([...groups, ...unassigned].map((each) => each.total))).toBe(total);
    },
    120_000, // real releases are loaded
  ); // the first questions read most of the release

  test('on 31 October 2024 they are too old, unless their own day is asked for', async () => {
    const ask = (more: string) =>
      `rollUp(of: GP_PRACTICE, by: REGION, view: REPORTING, measure: "${LIST_SIZE}", asOf: { date: "2024-10-31" }${more}) {
        total count missing tooOld carriedForward dates }`;
    const { now, then, old } = await data(`{ now: ${ask('')} then: ${ask(', valuesOn: "2021-01-01"')}
      old: ${ask(', maxAgeMonths: 46')} }`);
    const [count, counted, dates] = [6_959, 6_492, ['2021-01-01']];
    const sums = { total: 59_780_804, count, missing: count - counted, tooOld: 0, dates };
    expect(now).toEqual({ total: 0, count, missing: count, tooOld: counted, carriedForward: 0, dates: [] });
    expect(then).toEqual({ ...sums, carriedForward: 0 });
    expect(old).toEqual({ ...sums, carriedForward: counted });
  });

  test.each(['STP', 'REGION'])(
    'by %s all patients are accounted for but those of listed codes that were no practice',
    async (by) => {
      const { groups, unassigned, multiplyAssigned, total } = await rollUp(by, 'REPORTING');
      expect(groups.length).toBe(by === 'STP' ? 42 : 7);
      expect(multiplyAssigned).toEqual([]);
      expect(sum([...groups, ...unassigned].map((each) => each.total))).toBe(total);
      expect(total + (await patientsElsewhere())).toBe(60_606_345);
    },
  );

  test('every practice is unassigned by ICB, because there were no ICBs yet', async () => {
    const { groups, unassigned, count, total } = await rollUp('ICB', 'REPORTING');
    expect(groups).toEqual([]);
    expect(unassigned.map(({ reason }) => reason).sort()).toEqual(['NOT_ON_DATE', 'NO_SUCH_LINK']);
    expect(sum(unassigned.map((each) => each.count))).toBe(count);
    expect(sum(unassigned.map((each) => each.total))).toBe(total);
  });
});

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

function* parts<T>(list: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += size) yield list.slice(at, at + size);
}

async function data(source: string, variables?: Record<string, unknown>) {
  const result = await execute(source, { variables });
  expect(result.errors).toBeUndefined();
  return result.data as Record<string, unknown>;
}

async function rollUp(by: string, view: string, asOf = AS_OF) {
  const args = `of: GP_PRACTICE, by: ${by}, view: ${view}, ${MEASURE}, ${asOf}`;
  const selection = `groups { organisation { code } count total missing } unassigned { reason count total }
    multiplyAssigned { code } total count missing`;
  return (await data(`{ rollUp(${args}) { ${selection} } }`)).rollUp as RollUp;
}

/** Patients of codes that were not a GP practice on the day. */
async function patientsElsewhere(): Promise<number> {
  const query = `query ($codes: [ID!]!) { organisations(codes: $codes, ${AS_OF}) { code isActive kinds } }`;
  let patients = sum(listed.values());
  for (const codes of parts([...listed.keys()], 500)) {
    const { organisations } = await data(query, { codes });
    for (const one of organisations as ({ code: string; isActive: boolean; kinds: string[] } | null)[])
      if (one?.isActive && one.kinds.includes('GP_PRACTICE')) patients -= listed.get(one.code)!;
  }
  return patients;
}

/** Returns the totals of all networks. */
async function ofNetworks(asOf: string) {
  const totals = new Map<string, Total>();
  for (let after: string | null = null, more = true; more;) {
    const { search } = await data(
      `query ($after: String) { search(kinds: [PCN], first: 200, after: $after, ${asOf}) {
        nodes { code total(${MEASURE}) { value counted missing { code } } } pageInfo { endCursor hasNextPage } } }`,
      { after },
    );
    const { nodes, pageInfo } = search as {
      nodes: { code: string; total: Total }[];
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
    for (const { code, total } of nodes) totals.set(code, total);
    [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
  }
  return totals;
}
