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
function manyDays(year: number, field: (asOf: string) => string) {
  const aliases = Array.from({ length: 28 }, (_, at) => {
    const date = new Date(Date.UTC(year, 0, 11 + 13 * at)).toISOString().slice(0, 10);
    return `a${at}: ${field(`asOf: { date: "${date}" }`)}`;
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
