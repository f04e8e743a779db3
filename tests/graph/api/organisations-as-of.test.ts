import { KNOWN_CASES } from '../../../sample/known-cases';
import { createColdExecutor, createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const execute = createExecutor(graph);
const executeCold = createColdExecutor(graph);

const FIELDS = `code name isActive moment { date basis release } parents(view: COMMISSIONING) { code moment { date } }
  belongsTo(kind: ICB) { organisations { code } reason } payment { payees { organisation { code } } reason }`;
const QUERY = `query ($items: [CodeAsOf!]!) { organisationsAsOf(items: $items) { ${FIELDS} } }`;
const PRACTICES = Array.from({ length: 20 }, (_, n) => `ZXP${String(n + 1).padStart(4, '0')}`);

test('each item is answered as of its own day, in the order of the items, as one request for each day answers', async () => {
  const items = ['2012-04-01', '2022-06-30', '2022-07-01', '2024-09-30'].flatMap((date) =>
    [...PRACTICES.slice(0, 5), KNOWN_CASES.practiceMovedLate, 'UNKNOWN'].map((code) => ({ code, date })),
  );
  items.reverse();
  const { data, errors } = await execute(QUERY, { variables: { items } });
  expect(errors).toBeUndefined();
  const single = await Promise.all(
    items.map(async ({ code, date }) => {
      const one = await execute(`{ organisation(code: "${code}", asOf: { date: "${date}" }) { ${FIELDS} } }`);
      return one.data!.organisation;
    }),
  );
  expect(data!.organisationsAsOf).toEqual(single);
  expect(single).toContain(null);
  expect(new Set(single.map((one) => JSON.stringify(one))).size).toBeGreaterThan(15);
});

test('an item without a date or basis has those of asOf, and one with a basis has its own', async () => {
  const { data } = await execute(
    `{ organisationsAsOf(asOf: { date: "2023-01-01", release: "2024-06-30" }, items: [{ code: "zxp0001" }, { code: "ZXP0001", date: "2020-01-01", basis: LEGAL }]) { code moment { date basis release } } }`,
  );
  expect(data!.organisationsAsOf).toEqual([
    { code: 'ZXP0001', moment: { date: '2023-01-01', basis: 'OPERATIONAL', release: '2024-06-30' } },
    { code: 'ZXP0001', moment: { date: '2020-01-01', basis: 'LEGAL', release: '2024-06-30' } },
  ]);
});

test('twenty days cost about as many reads as one day', async () => {
  const onOneDay = PRACTICES.map((code) => ({ code, date: '2023-01-01' }));
  const onOwnDays = PRACTICES.map((code, n) => ({ code, date: `2023-01-${String(n + 1).padStart(2, '0')}` }));
  const one = await executeCold(QUERY, { variables: { items: onOneDay } });
  const own = await executeCold(QUERY, { variables: { items: onOwnDays } });
  expect(one.reads.length).toBeGreaterThan(5);
  // On a busy machine a computation pauses between two items, which may split a batch; twenty days would be twenty times as many.
  expect(own.reads.length).toBeLessThanOrEqual(one.reads.length + 2);
  expect(own.errors).toBeUndefined();
});

test('attack 89: five hundred items, each on another day, are answered, and cost about as many reads as one day', async () => {
  const day = (at: number) => new Date(Date.UTC(2022, 0, 1 + at)).toISOString().slice(0, 10);
  const itemsOn = (dayOf: (at: number) => string) =>
    Array.from({ length: 500 }, (_, at) => ({ code: PRACTICES[at % PRACTICES.length]!, date: dayOf(at) }));
  const query = `query ($items: [CodeAsOf!]!) { organisationsAsOf(items: $items) { code moment { date } parents(view: COMMISSIONING) { code } } }`;
  const one = await executeCold(query, { variables: { items: itemsOn(() => '2023-01-01') } });
  const own = await executeCold(query, { variables: { items: itemsOn(day) } });
  expect(own.errors).toBeUndefined();
  const answered = own.data!.organisationsAsOf as { code: string; moment: { date: string } }[];
  expect(answered.map(({ code, moment: { date } }) => ({ code, date }))).toEqual(itemsOn(day));
  expect(own.reads.length).toBeLessThanOrEqual(one.reads.length * 2 + 10);
});

test('an empty list, too many items and a day that no calendar has are errors that say what was expected', async () => {
  const messageOf = async (items: object[]) => (await execute(QUERY, { variables: { items } })).errors![0]!.message;
  expect(await messageOf([])).toBe('items takes 1 to 500 codes; got 0.');
  expect(await messageOf(Array(501).fill({ code: 'ZXP0001' }))).toBe('items takes 1 to 500 codes; got 501.');
  expect(await messageOf([{ code: 'ZXP0001', date: '2023-02-30' }])).toMatch(/2023-02-30/);
});
