import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../../../config';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';

jest.setTimeout(120_000); // the first reads of a new database are slow

/** How many times the actual cost an everyday operation may be estimated at. */
const MOST = 10;

const EXAMPLES = 'examples';
const read = (...path: string[]) => readFileSync(join(HOME, ...path), 'utf8');

interface Operation {
  readonly name: string;
  readonly query: string;
  readonly variables?: object;
}

/** The queries of the documents, the examples, which the playground offers too, and its first query. */
const OPERATIONS: readonly Operation[] = [
  ...['README.md', 'docs/recipes.md', 'docs/dates.md'].flatMap((file) =>
    [...read(file).matchAll(/```graphql\n([^]*?)```/g)].map(([, query], at) => ({
      name: `${file} ${at + 1}`,
      query: query!,
    })),
  ),
  ...readdirSync(join(HOME, EXAMPLES))
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({
      name: file,
      query: read(EXAMPLES, file),
      variables: (JSON.parse(read(EXAMPLES, file.replace('.graphql', '.json'))) as { variables: object }).variables,
    })),
  { name: 'playground', query: read('explorer', 'playground', 'default-query.graphql') },
];

let gateway: TestGateway;
beforeAll(
  async () =>
    void (gateway = await openGateway(sampleGraph(), {
      limits: { timeoutMs: 60_000 },
      reads: { deadlineMs: 20_000 },
    })),
);
afterAll(() => gateway.close());

interface Answer {
  readonly errors?: readonly object[];
  readonly extensions: { readonly ods: { readonly cost: { estimated: number; actual: number } } };
}

test(`no everyday operation is estimated below its cost, or at more than ${MOST} times its cost`, async () => {
  const wrong: string[] = [];
  for (const { name, query, variables } of OPERATIONS) {
    const { errors, extensions } = (await gateway.post({ query, variables })).json<Answer>();
    expect([name, errors]).toEqual([name, undefined]);
    const { estimated, actual } = extensions.ods.cost;
    if (!(estimated >= actual && estimated <= MOST * actual)) wrong.push(`${name}: ${estimated} for ${actual}`);
  }
  expect(wrong).toEqual([]);
  expect(OPERATIONS.length).toBeGreaterThan(30);
});

test('what an organisation is estimated at depends on how much is below it', async () => {
  const tree = async (code: string) => {
    const query = `{ organisation(code: "${code}") { tree(view: REPORTING) { nodes { organisation { code } } edges { id } } } }`;
    return (await gateway.post({ query })).json<Answer>().extensions.ods.cost;
  };
  const [region, trust, unknown] = [await tree('ZXR1'), await tree('ZXT01'), await tree('NOBODY')];
  expect(trust.estimated).toBeLessThan(region.estimated / 10);
  expect(unknown.estimated).toBeLessThan(trust.estimated);
});
