import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { createMetrics } from '../../../telemetry/metrics';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/graph';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(() => gateway.close());

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
  readonly extensions: { readonly ods: { readonly cost?: { estimated: number; actual?: number; limit: number } } };
}

const DEAR = `{ search(first: 200) { nodes { code children(view: REPORTING, first: 200) { nodes { code address { town } } } } } }`;

const costOf = async (query: string, variables?: object) =>
  (await gateway.post({ query, variables })).json<Answered>().extensions.ods.cost;

test('an answer says what it may cost, what it did, and what is allowed', async () => {
  expect(await costOf('{ organisation(code: "ZXP0011") { code operational { start } } }')).toEqual({
    estimated: 2,
    actual: 2,
    limit: 50_000,
  });
  expect(await costOf('{ organisation(code: "NOBODY") { code operational { start } } }')).toMatchObject({ actual: 0 });
  expect(await costOf('{ a: search(first: 2) { nodes { code } nodes { name } } }')).toMatchObject({ actual: 3 });
});

test('an operation that may cost too much is refused before it runs, under both media types', async () => {
  for (const [accept, status] of [
    ['application/graphql-response+json', 400],
    ['application/json', 200],
  ] as const) {
    const response = await gateway.post({ query: DEAR }, { accept });
    const { data, errors } = response.json<Answered>();
    expect([response.statusCode, data, errors?.length]).toEqual([status, undefined, 1]);
    expect(errors![0]).toEqual({
      message:
        'The operation may cost 80401, one for each object; at most 50000 is allowed. Ask for fewer items per page, fewer levels, or fewer lists inside each other.',
      extensions: {
        code: 'COST_ESTIMATED_TOO_EXPENSIVE',
        cost: { estimated: 80_401, limit: 50_000 },
        next: 'Ask for fewer items per page or fewer levels.',
        requestId: expect.any(String) as string,
      },
    });
  }
});

test('a wrong variable is refused as such, whatever the operation costs', async () => {
  const query = DEAR.replace('{ search(first: 200)', 'query ($n: Int!) { search(first: $n)');
  const { status, code } = await gateway.ask(query, { variables: { n: 'many' } });
  expect([status, code]).toEqual([400, 'BAD_USER_INPUT']);
});

test('where costs are only measured, it is answered, logged and counted', async () => {
  const metrics = createMetrics();
  const measured = await openGateway(sampleGraph(), { costMode: 'measure', limits: { cost: 3 }, metrics });
  const { status, data } = await measured.ask('{ search(first: 3) { nodes { code } } }');
  const text = await metrics.text();
  await measured.close();
  expect([status, Object.keys(data!)]).toEqual([200, ['search']]);
  expect(measured.lines.map((line) => JSON.parse(line) as object)).toContainEqual(
    expect.objectContaining({ estimated: 4, limit: 3, msg: 'an operation may cost more than COST_LIMIT' }),
  );
  for (const line of [
    'ods_operations_over_cost_limit_total 1',
    'ods_operation_cost_estimated_sum 4',
    'ods_operation_cost_actual_sum 4',
    'ods_operations_underestimated_total 0',
  ])
    expect(text).toContain(`\n${line}\n`);
});

const FOLDER = join(HOME, 'examples');
const examples = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));

test('every example is allowed, and costs no more than was estimated', async () => {
  for (const file of examples) {
    const beside = readFileSync(join(FOLDER, file.replace('.graphql', '.json')), 'utf8');
    const { variables } = JSON.parse(beside) as { variables: object };
    const cost = await costOf(readFileSync(join(FOLDER, file), 'utf8'), variables);
    expect([file, cost]).toEqual([file, expect.objectContaining({ actual: expect.any(Number) as number })]);
    expect(cost!.actual).toBeLessThanOrEqual(cost!.estimated);
  }
});

test.each([
  ['pages of 20 on three levels, each practice with its networks', walk(20)],
  ['all below a region with what joins them', tree()],
  ['500 sites with their boards', sites(500)],
])('%s is allowed', async (_, query) => {
  const { code } = await gateway.ask(query);
  expect(code).toBeUndefined();
});

function walk(first: number): string {
  const level = (below: string) => `children(view: COMMISSIONING, first: ${first}) { nodes { code name ${below} } }`;
  return `{ organisation(code: "ZXR1") { code ${level(level(level('networks { code name }')))} } }`;
}

function tree(): string {
  return `{ organisation(code: "ZXR1") { tree(view: REPORTING) { nodes { depth organisation { code name } }
    edges { type { code } source { code } target { code } operational { start end } legal { start end } } } } }`;
}

function sites(count: number): string {
  const codes = JSON.stringify(Array.from({ length: count }, (_, at) => `ZXP${at}`));
  return `{ organisations(codes: ${codes}) { code name address { town } belongsTo(kind: ICB) { organisations { code name } reason } } }`;
}
