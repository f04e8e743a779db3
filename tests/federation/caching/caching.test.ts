import { json, openCached, practices, withHeaders, type Respond } from './cached-federation';

const FRESH = withHeaders({ 'cache-control': 'max-age=60' });
const list = (first: number) => `{ practices(first: ${first}) { code doses } }`;
const codes = (from: number, to: number) => practices.slice(from, to).map(({ code }) => code);
const dosesOf = (first: number) => ({
  practices: practices.slice(0, first).map(({ code, doses }) => ({ code, doses })),
});

test('of a list with 50 known and 2 unknown entities, 2 are requested', async () => {
  const { query, sent } = await openCached(FRESH);
  expect((await query(list(50))).data).toEqual(dosesOf(50));
  const { data, telemetry } = await query(list(52));
  expect(data).toEqual(dosesOf(52));
  expect(sent()).toEqual([codes(0, 50), codes(50, 52)]);
  expect(telemetry.fetches!.map(({ outcome }) => outcome)).toEqual(['answered', 'cached', 'answered']);
  expect((await query(list(52))).data).toEqual(dosesOf(52));
  expect(sent()).toHaveLength(2);
});

test('responses to root fields are kept by their variables and arguments', async () => {
  const { query, sent } = await openCached(FRESH);
  const region = (name: string) => query(`{ region(name: "${name}") }`);
  for (const name of ['A', 'B', 'A', 'B']) expect((await region(name)).data).toEqual({ region: `${name}!` });
  expect(sent()).toHaveLength(2);
});

test('an entity is known by its selection and arguments', async () => {
  const { query, sent } = await openCached(FRESH);
  const doses = async (argument: string) =>
    ((await query(`{ practices(first: 2) { doses${argument} } }`)).data as { practices: { doses: number }[] })
      .practices[1];
  expect(await doses('(month: 1)')).toEqual({ doses: 11 });
  expect(await doses('(month: 2)')).toEqual({ doses: 12 });
  expect(await doses('')).toEqual({ doses: 10 });
  expect(sent()).toHaveLength(3);
});

test('entities at several paths of one operation are known at each', async () => {
  const { query, sent } = await openCached(FRESH);
  const both = '{ practices(first: 2) { doses neighbour { doses(month: 1) } } }';
  const expected = { practices: [0, 1].map((at) => ({ doses: at * 10, neighbour: { doses: at * 10 + 11 } })) };
  expect((await query(both)).data).toEqual(expected);
  const requests = sent().length;
  expect((await query(both)).data).toEqual(expected);
  expect(sent()).toHaveLength(requests);
});

const IN_EXTENSIONS =
  (hints: unknown): Respond =>
  (response, { body }) => {
    const entities = (body.variables as { representations: { code: string }[] }).representations.map(({ code }) => ({
      doses: practices.find((each) => each.code === code)!.doses,
    }));
    json(response, { data: { _entities: entities }, extensions: { cacheControl: { version: 1, hints } } });
    return true;
  };

test.each<[what: string, respond: Respond, kept: boolean]>([
  ['no statement', withHeaders({}), false],
  ['private', withHeaders({ 'cache-control': 'private, max-age=60' }), false],
  ['no-store', withHeaders({ 'cache-control': 'no-store, max-age=60' }), false],
  ['no-cache', withHeaders({ 'cache-control': 'no-cache, max-age=60' }), false],
  ['max-age=0', withHeaders({ 'cache-control': 'max-age=0' }), false],
  ['an age above max-age', withHeaders({ 'cache-control': 'max-age=60', age: '60' }), false],
  ['public without an age', withHeaders({ 'cache-control': 'public' }), false],
  ['a cookie', withHeaders({ 'cache-control': 'max-age=60', 'set-cookie': 'a=b' }), false],
  ['Vary: *', withHeaders({ 'cache-control': 'max-age=60', vary: '*' }), false],
  ['max-age', withHeaders({ 'cache-control': 'public, max-age=60' }), true],
  ['s-maxage', withHeaders({ 'cache-control': 's-maxage=60' }), true],
  ['hints in extensions', IN_EXTENSIONS([{ path: ['_entities'], maxAge: 60 }]), true],
  [
    'a private hint',
    IN_EXTENSIONS([
      { path: [], maxAge: 60 },
      { path: [], scope: 'PRIVATE' },
    ]),
    false,
  ],
  [
    'a hint of 0',
    IN_EXTENSIONS([
      { path: [], maxAge: 60 },
      { path: [], maxAge: 0 },
    ]),
    false,
  ],
  ['too many tags', withHeaders({ 'cache-control': 'max-age=60', 'cache-tag': 'a,'.repeat(101) }), false],
])('a response with %s is kept: see the third value', async (_what, respond, kept) => {
  const { query, sent } = await openCached(respond);
  for (const _ of [1, 2]) expect((await query(list(2))).data).toEqual(dosesOf(2));
  expect(sent()).toHaveLength(kept ? 1 : 2);
});

test('a response ends after its age, and clients hear how much of it is left', async () => {
  const { query, sent, clock } = await openCached(FRESH);
  await query(list(2));
  clock.ms += 59_000;
  const { telemetry } = await query(list(2));
  expect(telemetry.cachingExcept('organisations')).toMatchObject([{ lifetime: { maxAge: 1, isPrivate: false } }]);
  expect(sent()).toHaveLength(1);
  clock.ms += 1_000;
  await query(list(2));
  expect(sent()).toHaveLength(2);
});

test('a lifetime of the file counts for a response that states nothing; cache: false keeps nothing', async () => {
  const withDefault = await openCached(() => undefined, { settings: { cache: { defaultMaxAge: 60 } } });
  const without = await openCached(FRESH, { settings: { cache: false } });
  const stated = await openCached(withHeaders({ 'cache-control': 'no-store' }), {
    settings: { cache: { defaultMaxAge: 60 } },
  });
  for (const { query } of [withDefault, without, stated]) for (const _ of [1, 2]) await query(list(2));
  expect([withDefault, without, stated].map(({ sent }) => sent().length)).toEqual([1, 2, 2]);
});

test('a response with errors is not kept', async () => {
  const { query, sent } = await openCached((response, _received, nth) => {
    FRESH(response, _received, nth);
    if (nth > 1) return false;
    json(response, { data: { _entities: [{ doses: 0 }, null] }, errors: [{ message: 'x', path: ['_entities', 1] }] });
    return true;
  });
  expect((await query(list(2))).errors).toHaveLength(1);
  expect((await query(list(2))).data).toEqual(dosesOf(2));
  expect(sent()).toHaveLength(2);
});

test('a response with a header that clients receive is not kept, because it could not pass the header on', async () => {
  const settings = { responseHeaders: { 'x-warning': 'first' } } as const;
  const none = await openCached(FRESH, { settings });
  const some = await openCached(withHeaders({ 'cache-control': 'max-age=60', 'x-warning': 'old' }), { settings });
  for (const { query } of [none, some]) for (const _ of [1, 2]) await query(list(2));
  expect([none, some].map(({ sent }) => sent().length)).toEqual([1, 2]);
});

test('a null entity is known like any other', async () => {
  const { query, sent } = await openCached((response, received, nth) => {
    FRESH(response, received, nth);
    json(response, { data: { _entities: [{ doses: 0 }, null] } });
    return true;
  });
  const expected = {
    practices: [
      { code: 'P0', doses: 0 },
      { code: 'P1', doses: null },
    ],
  };
  for (const _ of [1, 2]) expect((await query(list(2))).data).toEqual(expected);
  expect(sent()).toHaveLength(1);
});

test('a mutation is always sent, and what is fetched after it too', async () => {
  const { query, sent } = await openCached(FRESH);
  await query(list(2));
  for (const _ of [1, 2]) await query('mutation { record(code: "P1") { code } }');
  expect(sent()).toHaveLength(3);
  for (const _ of [1, 2]) {
    const { data } = await query('mutation { rename(code: "P1") { code doses } }');
    expect(data).toEqual({ rename: { code: 'P1', doses: 10 } });
  }
  expect(sent()).toHaveLength(5);
});

test('if the request for the missing entities fails, the known ones are complete', async () => {
  const { query } = await openCached((response, received, nth) => {
    FRESH(response, received, nth);
    if (nth === 1) return false;
    json(response, nth === 2 ? { errors: [{ message: 'x' }] } : { data: { _entities: [null, null] } });
    return true;
  });
  await query(list(1));
  const { data, errors } = await query(list(2));
  expect(data).toEqual({
    practices: [
      { code: 'P0', doses: 0 },
      { code: 'P1', doses: null },
    ],
  });
  expect(errors).toEqual([
    {
      message: 'The subgraph vaccinations reported an error.',
      path: ['practices', 1, 'doses'],
      code: 'SUBGRAPH_ERROR',
    },
  ]);
  const wrongLength = await query(list(2));
  expect(wrongLength.data).toEqual(data);
  expect(wrongLength.errors).toMatchObject([{ path: ['practices', 1, 'doses'], code: 'SUBGRAPH_INVALID_RESPONSE' }]);
});

test('an error of a missing entity keeps its place among the known ones', async () => {
  const { query } = await openCached((response, received, nth) => {
    FRESH(response, received, nth);
    if (nth === 1) return false;
    json(response, {
      data: { _entities: [{ doses: 10 }, { doses: null }] },
      errors: [{ message: 'x', path: ['_entities', 1, 'doses'] }],
    });
    return true;
  });
  await query('{ practice(code: "P1") { code doses } }');
  const { data, errors } = await query(list(3));
  expect(data).toEqual({
    practices: [
      { code: 'P0', doses: 10 },
      { code: 'P1', doses: 10 },
      { code: 'P2', doses: null },
    ],
  });
  expect(errors).toMatchObject([{ path: ['practices', 2, 'doses'], code: 'SUBGRAPH_ERROR' }]);
});

test('the cache holds at most its bytes', async () => {
  const { query, answers } = await openCached(FRESH, { bytes: 20_000 });
  await query(list(60));
  expect(answers.bytes).toBeGreaterThan(10_000);
  expect(answers.bytes).toBeLessThanOrEqual(20_000);
  answers.resize(5_000);
  expect(answers.bytes).toBeLessThanOrEqual(5_000);
});

test('a response of another supergraph is not used', async () => {
  const { query, open, sent } = await openCached(FRESH);
  await query(list(2));
  await open('another')(list(2));
  expect(sent()).toHaveLength(2);
});
