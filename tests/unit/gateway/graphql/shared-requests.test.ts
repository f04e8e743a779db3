import { buildSchema, execute as executeOn, type ExecutionResult } from 'graphql';
import type { RequestSharing } from '../../../../federation/subgraphs/request-sharing';
import { fixedGateway } from '../../../../gateway/graphql/fixed-gateway';
import type { RequestContext } from '../../../../gateway/graphql/request-context';
import { openInMemoryGateway } from '../../../support/gateway/in-memory-gateway';

const schema = buildSchema('type Query { who: String broken: String } type Mutation { change: String }');
const LABELS = 'x-labels';

interface Given {
  readonly shareRequests?: boolean;
  readonly sharing?: RequestSharing;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  removals?(): number;
}

/** A gateway whose first execution waits until `release` is called, and all from `hold` until its end. Each answer has the number of its execution. */
async function open({ sharing, responseHeaders = {}, ...parts }: Given = {}) {
  let executions = 0;
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let held: Promise<void> | undefined;
  const hold = () => {
    let end: () => void = () => undefined;
    held = new Promise<void>((resolve) => (end = resolve));
    return end;
  };
  const execute = async (operation: { document: unknown }, { request }: RequestContext) => {
    const number = ++executions;
    request.telemetry.startFetch('shop', { operation: { kind: 'query' }, variables: {} }).end('answered');
    request.responseHeaders = { entries: () => Object.entries(responseHeaders) } as never;
    if (number === 1) await released;
    await held;
    const broken = () => {
      throw new Error('broken');
    };
    const rootValue = { who: () => `${number}`, change: () => `${number}`, broken };
    return (await executeOn({ schema, document: operation.document as never, rootValue })) as ExecutionResult;
  };
  const gateway = fixedGateway(schema, execute as never);
  const of = { overrides: () => ({ header: LABELS }), sharing: () => sharing };
  const { app, close } = await openInMemoryGateway({
    ...{ gateway: { ...gateway, ...of }, shareRequests: true, responseCacheBytes: 0, exposeQueryPlan: true },
    ...parts,
  });
  const post = (query: string, headers: Readonly<Record<string, string>> = {}, variables?: unknown) =>
    app.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } });
  const until = async (number: number) => {
    while (executions < number) await new Promise(setImmediate);
  };
  return { app, post, until, release, hold, close, count: () => executions };
}

const turns = async () => {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
};
const WHO = '{ who }';
type Opened = Awaited<ReturnType<typeof open>>;

/** Sends a request while an execution of WHO waits. Returns how many executions there were, and both responses. */
async function meanwhile(gateway: Opened, send: () => ReturnType<Opened['post']>, first = () => gateway.post(WHO)) {
  const one = first();
  await gateway.until(1);
  const other = send();
  await turns();
  gateway.release();
  const responses = await Promise.all([one, other]);
  await gateway.close();
  return { executions: gateway.count(), responses };
}

test('identical queries in progress are answered by one execution, each with its own headers', async () => {
  const gateway = await open();
  const { executions, responses } = await meanwhile(gateway, () =>
    gateway.post(WHO, { 'x-request-id': 'second-request' }),
  );
  expect(executions).toBe(1);
  const [one, other] = responses;
  expect(other.body).toBe(one.body);
  expect(other.headers['server-timing']).toMatch(/^shared, total/);
  expect(other.headers['x-request-id']).toBe('second-request');
});

test('a query after the first has ended is executed', async () => {
  const gateway = await open();
  gateway.release();
  const bodies = [await gateway.post(WHO), await gateway.post(WHO)].map(({ body }) => body);
  expect(bodies[0]).not.toBe(bodies[1]);
  await gateway.close();
});

test('nothing is shared without the setting', async () => {
  const gateway = await open({ shareRequests: false });
  expect((await meanwhile(gateway, () => gateway.post(WHO))).executions).toBe(2);
});

const NO_NAMES: RequestSharing = { headers: [], except: new Set() };

test.each<[what: string, query: string, headers: Record<string, string>, sharing: RequestSharing]>([
  ['another document', '{ who __typename }', {}, NO_NAMES],
  ['another user', WHO, { authorization: 'Bearer other' }, NO_NAMES],
  ['a cookie', WHO, { cookie: 'session=2' }, NO_NAMES],
  ['another moment', WHO, { 'ods-as-of': 'date=2021-03-31' }, NO_NAMES],
  ['labels of @override', WHO, { [LABELS]: 'new_prices' }, NO_NAMES],
  ['another media type', WHO, { accept: 'application/graphql-response+json' }, NO_NAMES],
  ['a query plan', WHO, { 'x-query-plan': '1' }, NO_NAMES],
  ['a forwarded header', WHO, { 'x-team': 'b' }, { ...NO_NAMES, headers: ['x-team'] }],
  ['any header, if it is not known which are forwarded', WHO, { 'x-any': 'b' }, { ...NO_NAMES, headers: undefined }],
])('a query with %s is executed by itself', async (_what, query, headers, sharing) => {
  const gateway = await open({ sharing });
  expect((await meanwhile(gateway, () => gateway.post(query, headers))).executions).toBe(2);
});

test('headers that no subgraph receives do not matter', async () => {
  const gateway = await open({ sharing: { ...NO_NAMES, headers: ['x-team'] } });
  const { executions } = await meanwhile(gateway, () => gateway.post(WHO, { 'x-forwarded-for': '10.0.0.7' }));
  expect(executions).toBe(1);
});

test.each<[what: string, given: Given]>([
  ['from a subgraph with `share: false`', { sharing: { headers: [], except: new Set(['shop']) } }],
  ['that sets a cookie', { responseHeaders: { 'set-cookie': 'session=1' } }],
])('a response %s is not shared', async (_what, given) => {
  const gateway = await open(given);
  expect((await meanwhile(gateway, () => gateway.post(WHO))).executions).toBe(2);
});

test('after a response that could not be shared, identical queries do not wait for each other', async () => {
  const gateway = await open({ sharing: { headers: [], except: new Set(['shop']) } });
  const first = gateway.post(WHO);
  await gateway.until(1);
  gateway.release();
  await first;
  const hold = gateway.hold();
  const others = [1, 2, 3].map(() => gateway.post(WHO));
  await gateway.until(4);
  hold();
  expect(new Set((await Promise.all(others)).map(({ body }) => body)).size).toBe(3);
  await gateway.close();
});

test('a response with an error is not shared', async () => {
  const gateway = await open();
  const send = () => gateway.post('{ broken }');
  expect((await meanwhile(gateway, send, send)).executions).toBe(2);
});

test('a mutation is never shared, and no query after it gets the response of one before it', async () => {
  const gateway = await open();
  const one = gateway.post(WHO);
  await gateway.until(1);
  const changes = await Promise.all([1, 2].map(() => gateway.post('mutation { change }')));
  expect(gateway.count()).toBe(3);
  const after = gateway.post(WHO);
  await gateway.until(4);
  gateway.release();
  expect(new Set([await one, await after, ...changes].map(({ body }) => body)).size).toBe(4);
  await gateway.close();
});

test('a query after a removal from the cache of subgraphs does not get the response of one before it', async () => {
  let removals = 0;
  const gateway = await open({ removals: () => removals });
  const send = () => {
    removals++;
    return gateway.post(WHO);
  };
  expect((await meanwhile(gateway, send)).executions).toBe(2);
});
