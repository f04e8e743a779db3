import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { createMetrics } from '../../../telemetry/metrics';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';

let gateway: TestGateway;
beforeAll(async () => void (gateway = await openGateway(sampleGraph())));
afterAll(() => gateway.close());

interface ResponseBody {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
  readonly extensions: { readonly ods: { readonly cost?: { estimated: number; actual?: number; limit: number } } };
}

const EXPENSIVE = `{ search(first: 200) { nodes { code tree(view: REPORTING) { nodes { organisation { code address { town } parents(view: REPORTING) { code } } } } } } }`;

const costOf = async (query: string, variables?: object) =>
  (await gateway.post({ query, variables })).json<ResponseBody>().extensions.ods.cost;

test('a response has the estimated cost, the actual cost and the limit', async () => {
  expect(await costOf('{ organisation(code: "ZXP0011") { code operational { start } } }')).toEqual({
    estimated: 2,
    actual: 2,
    limit: 50_000,
  });
  expect(await costOf('{ organisation(code: "NOBODY") { code operational { start } } }')).toMatchObject({ actual: 0 });
  expect(
    await costOf('{ a: releases { id operational: sequence } a: releases { id } releases { publicationDate } }'),
  ).toMatchObject({ actual: 4 });
});

test('what a field reads is part of the estimate, and of the actual cost where it was read', async () => {
  const count = (code: string) => costOf(`{ organisation(code: "${code}") { childCount(view: REPORTING) } }`);
  const [region, unknown] = [await count('ZXR1'), await count('NOBODY')];
  expect(region!.estimated).toBeGreaterThan(1);
  expect(region!.actual).toBeGreaterThanOrEqual(region!.estimated - 1);
  expect(unknown!.actual).toBe(0);
});

test('an operation over the cost limit is rejected before it runs, for both media types', async () => {
  for (const [accept, status] of [
    ['application/graphql-response+json', 400],
    ['application/json', 200],
  ] as const) {
    const response = await gateway.post({ query: EXPENSIVE }, { accept });
    const { data, errors } = response.json<ResponseBody>();
    expect([response.statusCode, data, errors?.length]).toEqual([status, undefined, 1]);
    expect(errors![0]).toEqual({
      message: expect.stringMatching(
        /^The operation may cost \d{5,} points, one for each object and for what it reads; the limit is 50000\. Request fewer items per page, fewer levels, or fewer nested lists\.$/,
      ) as string,
      extensions: {
        code: 'COST_ESTIMATED_TOO_EXPENSIVE',
        cost: { estimated: expect.any(Number) as number, limit: 50_000 },
        next: 'Request fewer items per page or fewer levels.',
        requestId: expect.any(String) as string,
      },
    });
  }
});

test('an invalid variable is reported as such, independent of the cost', async () => {
  const query = EXPENSIVE.replace('{ search(first: 200)', 'query ($n: Int!) { search(first: $n)');
  const { status, code } = await gateway.query(query, { variables: { n: 'many' } });
  expect([status, code]).toEqual([400, 'BAD_USER_INPUT']);
});

test('an operation over the limit is executed, logged and counted if costs are only measured', async () => {
  const metrics = createMetrics();
  const measuring = await openGateway(sampleGraph(), { costMode: 'measure', limits: { cost: 3 }, metrics });
  const { status, data } = await measuring.query(
    '{ organisations(codes: ["ZXP0001", "ZXP0002", "ZXP0003", "ZXP0004"]) { code } }',
  );
  const text = await metrics.text();
  await measuring.close();
  expect([status, Object.keys(data!)]).toEqual([200, ['organisations']]);
  expect(measuring.lines.map((line) => JSON.parse(line) as object)).toContainEqual(
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

test('every example is within the limit and costs at most its estimate', async () => {
  for (const file of examples) {
    const expected = readFileSync(join(FOLDER, file.replace('.graphql', '.json')), 'utf8');
    const { variables } = JSON.parse(expected) as { variables: object };
    const cost = await costOf(readFileSync(join(FOLDER, file), 'utf8'), variables);
    expect([file, cost]).toEqual([file, expect.objectContaining({ actual: expect.any(Number) as number })]);
    expect(cost!.actual).toBeLessThanOrEqual(cost!.estimated);
  }
});

test.each([
  ['an operation with pages of 20 on three levels and the networks of each practice', threeLevels(20)],
  ['an operation with the tree of a region', tree()],
  ['an operation with 500 sites and their boards', sites(500)],
])('%s is within the limit', async (_, query) => {
  const { code } = await gateway.query(query);
  expect(code).toBeUndefined();
});

function threeLevels(first: number): string {
  const level = (selection: string) =>
    `children(view: COMMISSIONING, first: ${first}) { nodes { code name ${selection} } }`;
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
