import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';
import { computedMs, turnsWhile } from '../../support/process/longest-turn';
import { retryTimed } from '../../support/process/retry-timed';
import { slowness } from '../../support/process/slowness';

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

/** Each attempt of a test has other days, of which nothing is known from another one. */
let attempts = 0;
beforeEach(() => void (attempts += 1));
const dayIn = (year: number, day: number) =>
  new Date(Date.UTC(year, 0, 11 + attempts + day)).toISOString().slice(0, 10);

/** 28 aliases of a field, each on another day of a year, for 480 codes. */
function manyDays(year: number, field: (asOf: string) => string, name = 'a') {
  const aliases = Array.from({ length: 28 }, (_, at) => {
    return `${name}${at}: ${field(`asOf: { date: "${dayIn(year, 13 * at)}" }`)}`;
  });
  return {
    query: `query ($codes: [ID!]!) { organisations(codes: $codes) { ${aliases.join(' ')} } }`,
    variables: { codes: Array.from({ length: 480 }, (_, at) => REGIONS[at % REGIONS.length]) },
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
/** Years of which nothing is known from another one. In the first ones a turn is longer, as code is not compiled yet: the least counts. */
const YEARS_BACK = [0, 3, 6, 9, 12];
/** Milliseconds of computing on a machine that does nothing else: of one turn of the event loop, and of a whole request. */
const [MOST_OF_TURN, MOST_OF_REQUEST] = [40, 1_000];

/** Sends requests of which none knows what another one has read. Returns their least longest turn and their least time, as on such a machine. */
async function computedFor(requests: readonly (() => ReturnType<TestGateway['query']>)[]) {
  const [turns, times] = [[] as number[], [] as number[]];
  for (const send of requests) {
    const began = computedMs();
    const { result, longestMs } = await turnsWhile(send);
    expect([200, undefined]).toEqual([result.status, result.code]);
    turns.push(longestMs);
    times.push(computedMs() - began);
  }
  const slow = slowness();
  return { turnMs: Math.min(...turns) / slow, requestMs: Math.min(...times) / slow };
}

test.each<[string, number, (asOf: string) => string, name: string]>([
  ['trees', 2015, (asOf) => `tree(view: REPORTING, ${asOf}) { truncated hasCycle }`, 'a'],
  ['totals', 2016, (asOf) => `total(measure: "gp-list-size", ${BELOW}, ${asOf}) { value }`, 'a'],
  ['counts of descendants', 2017, (asOf) => `descendants(${BELOW}, ${asOf}, first: 1) { totalCount }`, 'a'],
  ['counts of children', 2018, (asOf) => `childCount(view: REPORTING, ${asOf})`, 'a'],
  ['counts under long names', 2013, (asOf) => `childCount(view: REPORTING, ${asOf})`, 'n'.repeat(120)],
])(
  'attack 84: the most %s on 28 days that the cost limit allows never hold the others',
  async (_, year, field, name) => {
    const requests = YEARS_BACK.map((back) => {
      const { query, variables } = manyDays(year - back, field, name);
      return () => limited.query(query, { variables });
    });
    const { turnMs, requestMs } = await computedFor(requests);
    expect(turnMs).toBeLessThan(MOST_OF_TURN);
    expect(requestMs).toBeLessThan(MOST_OF_REQUEST);
  },
);

test('attack 84: twenty roll-ups on other days never hold the others', async () => {
  const rollUpsIn = (year: number) =>
    Array.from({ length: 20 }, (_, at) => {
      const asOf = `asOf: { date: "${dayIn(year, at)}" }`;
      return `a${at}: rollUp(of: GP_PRACTICE, by: ICB, view: REPORTING, ${asOf}) { total groups { count } }`;
    });
  const requests = YEARS_BACK.map((back) => () => limited.query(`{ ${rollUpsIn(2014 - back).join(' ')} }`));
  const { turnMs, requestMs } = await computedFor(requests);
  expect(turnMs).toBeLessThan(MOST_OF_TURN);
  expect(requestMs).toBeLessThan(MOST_OF_REQUEST);
});

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
