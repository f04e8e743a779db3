import { parse, specifiedRules, validate } from 'graphql';
import { reloadableGateway } from '../../../gateway/graphql/reloadable-gateway';
import { compose } from '../../../federation/composition/compose';
import { createFederation } from '../../../federation/federation';
import { createOwnExecutor } from '../../../federation/subgraphs/own-executor';
import { useScalarsOf } from '../../../federation/supergraph/own-subgraph';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { inProcess, sdlOf, type SmallSubgraph, planning } from '../../federation/federate';
import { seeded } from '../../federation/random/documents';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';
import { randomDocument, type Values } from '../../support/random-document';

/** Each query runs five times, with two page sizes. Repeated requests use the response cache. */
const QUERIES = Number(process.env.RANDOM_QUERIES ?? 400);
const SIZES = [1, 3, 1, 3, 1];
const SEED = Number(process.env.RANDOM_SEED ?? 1);
/** The number of concurrent requests. */
const CONCURRENCY = 8;

/** A subgraph of another team: one list with an assumed size, one with a slicing argument, and one without @listSize. */
const BEDS: SmallSubgraph = {
  sdl: `
    type Organisation @key(fields: "code") {
      code: ID!
      wards: [Ward!]! @listSize(assumedSize: 3)
      beds(first: Int! = 2): BedPage! @listSize(slicingArguments: ["first"], sizedFields: ["beds"])
      rooms: [Place]
    }
    interface Place { name: String! }
    type Ward implements Place { name: String! organisation: Organisation beds: [Bed!]! @listSize(assumedSize: 4) }
    type Room implements Place @cost(weight: 5) { name: String! }
    type BedPage { beds: [Bed!]! total: Int! }
    type Bed @cost(weight: 2) { number: Int! state: String @cost(weight: 3) }
  `,
  resolvers: {
    Organisation: {
      __resolveReference: ({ code }: { code: string }) => ({ code }),
      wards: ({ code }: { code: string }) => [1, 2, 3].map((at) => wardOf(code, at)),
      beds: (_: unknown, { first }: { first: number }) => ({ total: 50, beds: bedsOf(first) }),
      rooms: ({ code }: { code: string }) => [wardOf(code, 1), null, { __typename: 'Room', name: 'Room 1' }],
    },
  },
};

const bedsOf = (count: number) => Array.from({ length: count }, (_, number) => ({ number, state: 'free' }));
const wardOf = (code: string, at: number) => ({
  __typename: 'Ward',
  name: `Ward ${at}`,
  organisation: { code },
  beds: bedsOf(4),
});

const CODES = ['ZXP0001', 'ZXP0011', 'ZXP0032', 'ZXN0004', 'ZXT001', 'ZXR1', 'ZXP0006001', 'NOBODY'].map(
  (code) => `"${code}"`,
);
const VALUES: Values = {
  code: CODES,
  codes: CODES,
  from: ['"2024-06-30"', ...CODES],
  to: ['"2024-09-30"', ...CODES],
  ...Object.fromEntries(['release', 'id'].map((name) => [name, ['"2024-06-30"', '"2024-09-30"', '"2001-01-01"']])),
  postcode: ['"ZX1 1AA"'],
  uprn: ['"100"'],
  name: ['"old mill surgery"', '"practice"'],
  town: ['"exampleton"'],
  address: ['"1 mill lane"'],
  roles: ['"RO177"', '"RO76"'],
  rule: ['"code-lookalike"'],
  ids: ['"Organisation:ZXP0001@2024-09-30,2021-04-01,LEGAL"', '"Organisation:NOBODY@2024-09-30,2021-04-01,LEGAL"'],
  first: ['1', '2', '3', '20', '$first', '$first'],
  last: ['null', 'null', 'null', '1', '3', '30'],
  limit: ['1', '3'],
  maxDepth: ['2', '12'],
  date: ['"2021-04-01"', '"2022-04-01"', '"2024-09-30"'],
  knownOn: ['"2024-06-30"', '"2024-09-30"'],
  changedSince: ['"2024-06-30"'],
  after: ['null', 'null', 'null', '"WyJ"'],
  before: ['null', 'null', 'null', '"WyJ"'],
  text: ['"mill"', '"ZXP00"', '"practice"'],
  measure: ['"gp-list-size"'],
  maxAgeMonths: ['0', '3', '12', '40'],
  valuesOn: ['"2024-06-15"', '"2024-09-30"'],
  value: ['"0_4"'],
  includeInactive: ['true', 'false'],
};

let gateway: TestGateway;
let documents: readonly string[];

beforeAll(async () => {
  const { sdl, schema } = await buildSubgraph();
  const supergraph = readSupergraph(
    compose([
      { name: 'organisations', sdl },
      { name: 'beds', sdl: sdlOf(BEDS) },
    ]),
  );
  useScalarsOf(schema, supergraph);
  const federation = createFederation({
    planning,
    supergraph,
    subgraphs: { organisations: createOwnExecutor(schema), beds: inProcess(BEDS, []) },
  });
  gateway = await openGateway(sampleGraph(), {
    gateway: reloadableGateway({
      current: federation,
      onChange: () => () => undefined,
      close: async () => undefined,
    }),
    responseCacheBytes: 2 ** 25,
    limits: { timeoutMs: 60_000 },
    reads: { deadlineMs: 20_000 },
  });
  const random = seeded(SEED);
  documents = Array.from({ length: QUERIES }, () =>
    randomDocument(federation.apiSchema, VALUES, random, 1 + Math.floor(random() * 5)),
  );
  const wrong = documents
    .slice(0, 200)
    .flatMap((query) =>
      validate(federation.apiSchema, parse(query), specifiedRules).map(({ message }) => `${message} ${query}`),
    );
  expect(wrong).toEqual([]);
}, 120_000); // hundreds of random queries are planned and executed
afterAll(() => gateway.close());

interface ResponseBody {
  readonly data?: object | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly ods?: { readonly cost?: { readonly estimated: number; readonly actual?: number } } };
}

interface RandomRequest {
  readonly query: string;
  readonly first: number;
}

async function send({ query, first }: RandomRequest) {
  const started = performance.now();
  const response = await gateway.post({ query, variables: { first } });
  const milliseconds = performance.now() - started;
  const { data, errors = [], extensions } = response.json<ResponseBody>();
  return { query, first, status: response.statusCode, milliseconds, data, errors, cost: extensions?.ods?.cost };
}

/** Error codes that random queries can cause. Any other code is a bug. */
const CLIENT_ERRORS = /^(BAD_USER_INPUT|INVALID_CURSOR|COST_ESTIMATED_TOO_EXPENSIVE|GRAPHQL_VALIDATION_FAILED)$/;

function isUnexpected({ status, data, errors: [first], cost }: Awaited<ReturnType<typeof send>>): boolean {
  if (status >= 500 || (first && !CLIENT_ERRORS.test(first.extensions.code))) return true;
  return Boolean(data) && !(cost!.actual! <= cost!.estimated);
}

test(`${SIZES.length * QUERIES} random requests cause no server error, cost at most their estimate, and take less than a second`, async () => {
  const totals = { sent: 0, withData: 0, actual: 0 };
  const slow: RandomRequest[] = [];
  const unexpected: unknown[] = [];
  const requests = SIZES.flatMap((first) => documents.map((query) => ({ query, first })));
  for (let at = 0; at < requests.length; at += CONCURRENCY) {
    for (const result of await Promise.all(requests.slice(at, at + CONCURRENCY).map(send))) {
      if (isUnexpected(result)) unexpected.push(result);
      if (result.milliseconds >= 1_000) slow.push(result);
      totals.sent++;
      if (result.data) totals.withData++;
      totals.actual += result.cost?.actual ?? 0;
    }
  }
  expect(unexpected.slice(0, 5)).toEqual([]);
  for (const { query, first } of slow) expect([query, await isFastAlone(5, { query, first })]).toEqual([query, true]);
  expect(totals.sent).toBe(SIZES.length * QUERIES);
  expect(totals.withData / totals.sent).toBeGreaterThan(0.5);
  expect(totals.actual / totals.withData).toBeGreaterThan(5);
}, 900_000); // hundreds of random queries are planned and executed

/** Returns whether the request takes less than a second in one of `tries` attempts without other requests. */
async function isFastAlone(tries: number, { query, first }: RandomRequest): Promise<boolean> {
  for (let time = 0; time < tries; time++)
    if ((await send({ query: `${query}${' '.repeat(time)}`, first })).milliseconds < 1_000) return true;
  return false;
}
