import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';
import { retryTimed } from '../../support/process/retry-timed';

retryTimed('the promise is that others have turns while something computes');

/** Without a cost limit, so that what the limit refuses is computed. */
let open: TestGateway;
let limited: TestGateway;
beforeAll(async () => {
  const reads = { deadlineMs: 20_000 };
  open = await openGateway(sampleGraph(), { limits: { cost: 1e12, timeoutMs: 30_000, response: 2 ** 28 }, reads });
  limited = await openGateway(sampleGraph(), { reads });
});
afterAll(async () => void (await Promise.all([open.close(), limited.close()])));

const CANARY = '{ organisation(code: "ZXP0001") { code } }';
const REGIONS = ['ZXR1', 'ZXR2', 'ZXR3'];

/** 28 aliases of a field, each on another day of a year, for 480 codes. */
function manyDays(year: number, field: (asOf: string) => string, length = 480) {
  const aliases = Array.from({ length: 28 }, (_, at) => {
    const date = new Date(Date.UTC(year, 0, 11 + 13 * at)).toISOString().slice(0, 10);
    return `a${at}: ${field(`asOf: { date: "${date}" }`)}`;
  });
  return {
    query: `query ($codes: [ID!]!) { organisations(codes: $codes) { ${aliases.join(' ')} } }`,
    variables: { codes: Array.from({ length }, (_, at) => REGIONS[at % REGIONS.length]) },
  };
}

const codesBelow = (year: number) =>
  manyDays(year, (asOf) => `descendantCodes(view: REPORTING, kinds: [ICB], ${asOf})`);

test('attack 84: a request that looks cheap, for 480 repeated codes on 28 days, is refused', async () => {
  const { query, variables } = codesBelow(2021);
  const { status, code } = await limited.query(query, { variables });
  expect([status, code]).toEqual([400, 'COST_ESTIMATED_TOO_EXPENSIVE']);
  expect((await limited.query(CANARY)).status).toBe(200);
});

test('attack 84: while it is computed, others are answered; at the end it has every value', async () => {
  const { query, variables } = codesBelow(2023);
  let answered = 0;
  const running = open.query(query, { variables }).finally(() => void (answered = -1));
  const canaries: number[] = [];
  while (answered >= 0) {
    await open.query(CANARY);
    if (answered >= 0) canaries.push(++answered);
  }
  const { data } = await running;
  const organisations = data!.organisations as Record<string, readonly string[]>[];
  expect(canaries.length).toBeGreaterThan(3);
  expect(organisations).toHaveLength(480);
  expect(organisations[0]!.a0!.length).toBeGreaterThan(0);
  expect(organisations[3]).toEqual(organisations[0]);
});

const BELOW = 'view: REPORTING, kinds: [GP_PRACTICE]';
test.each<[string, number, (asOf: string) => string]>([
  ['trees', 2015, (asOf) => `tree(view: REPORTING, ${asOf}) { truncated hasCycle }`],
  ['totals', 2016, (asOf) => `total(measure: "gp-list-size", ${BELOW}, ${asOf}) { value }`],
  ['counts of descendants', 2017, (asOf) => `descendants(${BELOW}, ${asOf}, first: 1) { totalCount }`],
  ['counts of children', 2018, (asOf) => `childCount(view: REPORTING, ${asOf})`],
])(
  'attack 84: the most %s on 28 days that the cost limit allows are answered, and others have turns',
  async (_, year, field) => {
    let codes = 480;
    for (;;) {
      const { query, variables } = manyDays(year, field, codes);
      const { result, longestTurnMs } = await longestTurnWhile(limited.query(query, { variables }));
      expect(longestTurnMs).toBeLessThan(500);
      if (result.status === 200) break;
      expect([result.status, result.code]).toEqual([400, 'COST_ESTIMATED_TOO_EXPENSIVE']);
      codes >>= 1;
    }
    expect(codes).toBeGreaterThan(0);
  },
);

test('attack 84: twenty roll-ups on other days are answered or refused, and others have turns', async () => {
  const rollUps = Array.from({ length: 20 }, (_, at) => {
    const asOf = `asOf: { date: "2014-02-${String(at + 1).padStart(2, '0')}" }`;
    return `a${at}: rollUp(of: GP_PRACTICE, by: ICB, view: REPORTING, ${asOf}) { total groups { count } }`;
  });
  const { result, longestTurnMs } = await longestTurnWhile(limited.query(`{ ${rollUps.join(' ')} }`));
  expect(['COST_ESTIMATED_TOO_EXPENSIVE', undefined]).toContain(result.code);
  expect(longestTurnMs).toBeLessThan(500);
});

/** Waits for a result. Returns it with the longest time, in milliseconds, for which nothing else had a turn. */
async function longestTurnWhile<T>(work: Promise<T>): Promise<{ result: T; longestTurnMs: number }> {
  let [last, longestTurnMs] = [performance.now(), 0];
  const timer = setInterval(() => {
    longestTurnMs = Math.max(longestTurnMs, performance.now() - last);
    last = performance.now();
  }, 1);
  const result = await work.finally(() => clearInterval(timer));
  return { result, longestTurnMs: Math.max(longestTurnMs, performance.now() - last) };
}

test('attack 84: at its deadline the computation ends', async () => {
  const hasty = await openGateway(sampleGraph(), { limits: { cost: 1e12, timeoutMs: 60 } });
  try {
    const { query, variables } = codesBelow(2019);
    const { status, code } = await hasty.query(query, { variables });
    expect([status, code]).toEqual([503, 'REQUEST_TIMEOUT']);
    const turns = await turnsIn(500);
    expect(turns).toBeGreaterThan(50);
  } finally {
    await hasty.close();
  }
});

/** Returns the number of timers of one millisecond that ran in a time: few while something computes. */
async function turnsIn(milliseconds: number): Promise<number> {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  clearInterval(timer);
  return turns;
}
