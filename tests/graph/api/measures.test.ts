import { createReadSide } from '../../../graph/read-side';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

interface Group {
  readonly organisation: { readonly code: string };
  readonly count: number;
  readonly total: number;
  readonly missing: number;
  readonly dates: readonly string[];
}

interface RollUp {
  readonly groups: readonly Group[];
  readonly unassigned: readonly (Pick<Group, 'count' | 'total' | 'dates'> & { readonly reason: string })[];
  readonly multiplyAssigned: readonly { readonly code: string }[];
  readonly total: number;
  readonly count: number;
  readonly missing: number;
  readonly dates: readonly string[];
}

const graph = sampleGraph();

const rollUp = (args: string) => `{ rollUp(${args}) {
  groups { organisation { code } count total missing dates } unassigned { reason count total dates sample { code } }
  multiplyAssigned { code } total count missing dates measure { id } } }`;

const BY_ICB = 'of: GP_PRACTICE, by: ICB, view: COMMISSIONING, measure: "gp-list-size", asOf: { date: "2024-09-30" }';

async function fetchRollUp(args: string): Promise<RollUp> {
  const { data, errors } = await createExecutor(graph)(rollUp(args));
  expect(errors).toBeUndefined();
  return data!.rollUp as RollUp;
}

interface Page {
  readonly nodes: readonly { readonly measurement: { readonly value: number } | null }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
}

async function everyPractice(after: string | null = null): Promise<Page['nodes']> {
  const source = `query ($after: String) {
    search(kinds: [GP_PRACTICE], first: 200, after: $after, asOf: { date: "2024-09-30" }) {
      nodes { measurement(measure: "gp-list-size") { value } } pageInfo { endCursor hasNextPage } } }`;
  const { data } = await createExecutor(graph)(source, { variables: { after } });
  const { nodes, pageInfo } = data!.search as Page;
  return pageInfo.hasNextPage ? [...nodes, ...(await everyPractice(pageInfo.endCursor))] : nodes;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

test.each([
  BY_ICB,
  BY_ICB.replace('by: ICB', 'by: REGION'),
  BY_ICB.replace('by: ICB', 'by: PCN').replace('COMMISSIONING', 'NETWORK'),
  'of: GP_PRACTICE, by: PCN, view: NETWORK',
  'of: PHARMACY, by: ICB, view: COMMISSIONING',
  'of: VACCINATION_SITE, by: REGION, view: REPORTING',
])('rollUp(%s): the groups and the unassigned sum to the total', async (args) => {
  const { groups, unassigned, multiplyAssigned, total, count } = await fetchRollUp(args);
  const parts = [...groups, ...unassigned];
  expect(count).toBeGreaterThan(0);
  expect(sum(parts.map((part) => part.count))).toBeGreaterThanOrEqual(count + multiplyAssigned.length);
  if (multiplyAssigned.length > 0) return;
  expect(sum(parts.map((part) => part.count))).toBe(count);
  expect(sum(parts.map((part) => part.total))).toBe(total);
});

test('the total of a roll-up counts every practice once, and does not count a missing value as 0', async () => {
  const { total, count, missing, groups, unassigned, dates } = await fetchRollUp(BY_ICB);
  const practices = await everyPractice();
  expect(count).toBe(practices.length);
  expect(missing).toBe(practices.filter(({ measurement }) => measurement === null).length);
  expect(missing).toBeGreaterThan(0);
  expect(total).toBe(sum(practices.map(({ measurement }) => measurement?.value ?? 0)));
  expect(dates).toEqual(['2024-09-01']);
  for (const group of groups) expect(group.dates).toEqual(group.total > 0 ? dates : []);
  for (const group of unassigned) expect(group.dates).toEqual(group.total > 0 ? dates : []);
  expect(groups.map(({ organisation }) => organisation.code)).toEqual(groups.map(({ organisation }) => organisation.code).sort()); // prettier-ignore
});

test("a group of a roll-up agrees with the ICB's own total in the view", async () => {
  const { groups } = await fetchRollUp(BY_ICB);
  const largest = groups.reduce((most, group) => (group.count > most.count ? group : most));
  const { data } = await createExecutor(graph)(`{ organisation(code: "${largest.organisation.code}") {
    total(measure: "gp-list-size", view: COMMISSIONING, kinds: [GP_PRACTICE], asOf: { date: "2024-09-30" }) {
      value counted missingCount date measure { unit } } } }`);
  expect(data).toEqual({
    organisation: {
      total: {
        value: largest.total,
        counted: largest.count - largest.missing,
        missingCount: largest.missing,
        date: '2024-09-01',
        measure: { unit: 'patients' },
      },
    },
  });
});

test('within a region only organisations below it are counted', async () => {
  const whole = await fetchRollUp(BY_ICB);
  const part = await fetchRollUp(`${BY_ICB}, within: { code: "ZXR1", view: COMMISSIONING }`);
  expect(part.count).toBeGreaterThan(0);
  expect(part.count).toBeLessThan(whole.count);
  const groupsByCode = new Map(whole.groups.map((group) => [group.organisation.code, group]));
  for (const group of part.groups) expect(group).toEqual(groupsByCode.get(group.organisation.code));
});

test('a roll-up costs at most 20 reads with an empty cache, and none with a full one', async () => {
  const reads = createReadSide(graph, { deadlineMs: 20_000 });
  const execute = createExecutor(graph, reads);
  const cold = await execute(rollUp(BY_ICB));
  const warm = await execute(rollUp(BY_ICB));
  expect(cold.reads.length).toBeLessThanOrEqual(20);
  expect(warm.reads).toEqual([]);
  expect(warm.data).toEqual(cold.data);
});

test('without kinds, a total counts the kinds that the measure was loaded for', async () => {
  const total = 'total(measure: "gp-list-size", view: COMMISSIONING';
  const { data, errors } = await createExecutor(graph)(`{ search(kinds: [REGION]) { nodes {
    all: ${total}) { value counted missingCount missing { kinds } }
    practices: ${total}, kinds: [GP_PRACTICE]) { value counted missingCount missing { kinds } }
    others: ${total}, kinds: [OTHER]) { counted missingCount } } } }`);
  expect(errors).toBeUndefined();
  const { nodes } = data!.search as unknown as {
    nodes: Record<'all' | 'practices' | 'others', { counted: number; missingCount: number }>[];
  };
  expect(sum(nodes.map(({ others }) => others.missingCount))).toBeGreaterThan(0);
  expect(sum(nodes.map(({ others }) => others.counted))).toBeGreaterThan(0);
  expect(nodes.map(({ all }) => all)).toEqual(nodes.map(({ practices }) => practices));
});

test('the total of a network agrees with the roll-up of practices by network', async () => {
  const { groups } = await fetchRollUp('of: GP_PRACTICE, by: PCN, view: NETWORK, measure: "gp-list-size"');
  const { data, errors } = await createExecutor(graph)(
    `query ($codes: [ID!]!) { organisations(codes: $codes) { total(measure: "gp-list-size") { value counted missingCount date } } }`,
    { variables: { codes: groups.map(({ organisation }) => organisation.code) } },
  );
  expect(errors).toBeUndefined();
  expect((data!.organisations as unknown as { total: unknown }[]).map(({ total }) => total)).toEqual(
    groups.map(({ total, count, missing, dates }) => ({
      ...{ value: total, counted: count - missing, missingCount: missing, date: dates.at(-1) ?? null },
    })),
  );
});
