import { parse, specifiedRules, validate } from 'graphql';
import { openChangingDoor } from '../../../gateway/graphql/reloadable-gateway';
import { compose } from '../../../federation/supergraph/compose';
import { createFederation } from '../../../federation/federation';
import { executeOwn } from '../../../federation/subgraphs/own-executor';
import { readScalarsAs } from '../../../federation/supergraph/own-subgraph';
import { readSupergraph } from '../../../federation/supergraph/supergraph';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { inProcess, sdlOf, type SmallSubgraph } from '../../federation/federate';
import { seeded } from '../../federation/random/documents';
import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/graph';
import { randomDocument, type Values } from '../../support/random-document';

/** Each query is asked five times, with two sizes of its pages: the same question again is answered from what is kept. */
const QUERIES = Number(process.env.RANDOM_QUERIES ?? 400);
const SIZES = [1, 3, 1, 3, 1];
const SEED = Number(process.env.RANDOM_SEED ?? 1);
/** So many are asked at once. */
const AT_ONCE = 8;

/** Another team's part: beds by organisation, with a list that states its size, a page, and one that says nothing. */
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
  roles: ['"RO177"', '"RO76"'],
  rule: ['"code-lookalike"'],
  first: ['1', '2', '3', '20', '$first', '$first'],
  limit: ['1', '3'],
  maxDepth: ['2', '12'],
  date: ['"2021-04-01"', '"2022-04-01"', '"2024-09-30"'],
  knownOn: ['"2024-06-30"', '"2024-09-30"'],
  changedSince: ['"2024-06-30"'],
  after: ['null', 'null', 'null', '"WyJ"'],
  text: ['"mill"', '"ZXP00"', '"practice"'],
  measure: ['"gp-list-size"'],
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
  readScalarsAs(schema, supergraph);
  const federation = createFederation({
    supergraph,
    subgraphs: { organisations: executeOwn(schema), beds: inProcess(BEDS, []) },
  });
  gateway = await openGateway(sampleGraph(), {
    door: openChangingDoor(federation, async () => undefined),
    answerBytes: 2 ** 25,
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
}, 120_000);
afterAll(() => gateway.close());

interface Told {
  readonly data?: object | null;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
  readonly extensions?: { readonly ods?: { readonly cost?: { readonly estimated: number; readonly actual?: number } } };
}

interface Asked {
  readonly query: string;
  readonly first: number;
}

async function ask({ query, first }: Asked) {
  const started = performance.now();
  const response = await gateway.post({ query, variables: { first } });
  const milliseconds = performance.now() - started;
  const { data, errors = [], extensions } = response.json<Told>();
  return { query, first, status: response.statusCode, milliseconds, data, errors, cost: extensions?.ods?.cost };
}

/** What a client may get wrong, or ask too much of. */
const OF_CLIENTS = /^(BAD_USER_INPUT|INVALID_CURSOR|COST_ESTIMATED_TOO_EXPENSIVE|GRAPHQL_VALIDATION_FAILED)$/;

function isFault({ status, data, errors: [first], cost }: Awaited<ReturnType<typeof ask>>): boolean {
  if (status >= 500 || (first && !OF_CLIENTS.test(first.extensions.code))) return true;
  return Boolean(data) && !(cost!.actual! <= cost!.estimated);
}

test(`${SIZES.length * QUERIES} questions at random: no fault of ours, none dearer than estimated, none slow`, async () => {
  const seen = { asked: 0, answered: 0, actual: 0 };
  const slow: Asked[] = [];
  const faults: unknown[] = [];
  const questions = SIZES.flatMap((first) => documents.map((query) => ({ query, first })));
  for (let at = 0; at < questions.length; at += AT_ONCE) {
    for (const told of await Promise.all(questions.slice(at, at + AT_ONCE).map(ask))) {
      if (isFault(told)) faults.push(told);
      if (told.milliseconds >= 1_000) slow.push(told);
      seen.asked++;
      if (told.data) seen.answered++;
      seen.actual += told.cost?.actual ?? 0;
    }
  }
  expect(faults.slice(0, 5)).toEqual([]);
  for (const { query, first } of slow) expect([query, await quickOf(5, { query, first })]).toEqual([query, true]);
  expect(seen.asked).toBe(SIZES.length * QUERIES);
  expect(seen.answered / seen.asked).toBeGreaterThan(0.5);
  expect(seen.actual / seen.answered).toBeGreaterThan(5);
}, 900_000);

/** Whether one of some tries takes less than a second, alone. */
async function quickOf(tries: number, { query, first }: Asked): Promise<boolean> {
  for (let time = 0; time < tries; time++)
    if ((await ask({ query: `${query}${' '.repeat(time)}`, first })).milliseconds < 1_000) return true;
  return false;
}
