import { openFederatedGateway, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { openGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';
import { waitFor } from '../../support/process/wait-for';
import {
  respondWithWeather,
  json,
  startFakeSubgraph,
  FAKE_SUBGRAPH_SDL,
  type FakeSubgraph,
} from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000); // the first reads of a new database are slow

const QUERY = 'query($code: ID!) { organisation(code: $code) { code weather } }';
const OWN = { query: '{ organisation(code: "ZXP0001") { code name } }' };
let weather: FakeSubgraph;
let gateway: FederatedGateway;
beforeAll(async () => {
  weather = await startFakeSubgraph();
  const entry = { name: 'weather', url: weather.url, schema: 'introspect', timeoutMs: 30_000 };
  gateway = await openFederatedGateway([entry], {
    pollIntervals: { files: 50, subgraphs: 100 },
    limits: { timeoutMs: 30_000 },
    parts: { responseCacheBytes: 1_000_000, exposeQueryPlan: true },
  });
});
afterEach(() => void (weather.respond = respondWithWeather));
afterAll(async () => {
  await gateway.close();
  await weather.close();
});

interface FetchReport {
  readonly outcome: string;
  readonly ms: number;
  readonly startMs: number;
  readonly representations: number | null;
  readonly bytes: number | null;
}
interface PlanReport {
  readonly text: string;
  readonly planningMs: number | null;
  readonly nodes: readonly unknown[];
  readonly reads: readonly { readonly query: string; readonly reads: number; readonly keys: number }[];
}

async function send(body: object, headers: Record<string, string> = {}, at: Pick<typeof gateway, 'post'> = gateway) {
  const response = await at.post(body, headers);
  const result = response.json<{ data: unknown; errors?: unknown; extensions: { queryPlan?: PlanReport } }>();
  const timing = String(response.headers['server-timing']);
  return { timing, cached: timing.startsWith('cache;desc=hit'), data: result.data, plan: result.extensions.queryPlan };
}

describe('server-timing', () => {
  const code = (value: string) => ({ query: QUERY, variables: { code: value } });
  const named = (timing: string) => timing.split(', ').map((entry) => entry.replace(/;?dur=\d+\.\d$/, ''));

  test('has the times of the plan, the database and each subgraph', async () => {
    const first = await send(code('ZXP0003'));
    const fetches = ['subgraph;desc="organisations"', 'subgraph;desc="weather"'];
    expect(named(first.timing)).toEqual(['total', 'plan', 'execution', 'db', ...fetches]);
    const again = await send(code('ZXP0003'));
    expect(named(again.timing)).toEqual(['total', 'execution', ...fetches]);
  });

  test('has the time of a slow subgraph in the entry of that subgraph', async () => {
    weather.respond = (request, response) => void setTimeout(() => respondWithWeather(request, response), 150);
    const { timing } = await send(code('ZXP0001'));
    const of = (name: string) => Number(new RegExp(`${name};dur=([\\d.]+)`).exec(timing)?.[1]);
    expect(of('desc="weather"')).toBeGreaterThanOrEqual(140);
    expect(of('execution')).toBeGreaterThanOrEqual(of('desc="weather"') - 1);
    expect(of('total')).toBeGreaterThanOrEqual(of('execution') - 1);
  });
});

describe('the response cache with other subgraphs', () => {
  test('returns a cached response of our own subgraph', async () => {
    const first = await send(OWN);
    expect(first).toMatchObject({ cached: false, data: { organisation: { code: 'ZXP0001' } } });
    expect(await send(OWN)).toMatchObject({ cached: true, data: first.data });
  });

  test('never caches a response with data of another subgraph', async () => {
    const body = { query: QUERY, variables: { code: 'ZXP0002' } };
    for (const now of ['RAIN', 'SUN', 'SNOW']) {
      weather.respond = (_request, response) => json(response, { data: { _entities: [{ weather: now }] } });
      expect(await send(body)).toMatchObject({ cached: false, data: { organisation: { weather: now } } });
    }
  });

  test('does not cache a response with a failed fetch', async () => {
    weather.respond = (_request, response) => response.writeHead(500).end();
    const body = { query: QUERY, variables: { code: 'ZXP0004' } };
    for (let times = 0; times < 2; times++)
      expect(await send(body)).toMatchObject({ cached: false, data: { organisation: { weather: null } } });
  });

  test('does not return cached responses of the previous supergraph', async () => {
    const body = { query: '{ __type(name: "Organisation") { fields { name } } }' };
    const has = ({ data }: { data: unknown }) => JSON.stringify(data).includes('"forecast"');
    await send(body);
    expect(await send(body)).toMatchObject({ cached: true });
    weather.sdl = FAKE_SUBGRAPH_SDL.replace('code: ID! weather: String', 'code: ID! weather: String forecast: String');
    const changed = await waitFor('the change', async () => {
      const response = await send(body);
      return has(response) && response;
    });
    expect(changed.cached || (await send(body)).cached).toBe(true);
    weather.sdl = FAKE_SUBGRAPH_SDL;
    await waitFor('the change back', async () => !has(await send(body)));
  });
});

describe('x-query-plan', () => {
  const WITH_PLAN = { 'x-query-plan': '1' };
  const list = { query: '{ organisations(codes: ["ZXP0001", "ZXP0002", "ZXP0001"]) { code weather } }' };

  test('has every fetch with its time, the number of entities and the bytes of the response', async () => {
    const text = JSON.stringify({ data: { _entities: [{ weather: 'RAIN' }, { weather: 'SUN' }] } });
    weather.respond = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    const { plan, data } = await send(list, WITH_PLAN);
    expect(data).toMatchObject({ organisations: [{ weather: 'RAIN' }, { weather: 'SUN' }, { weather: 'RAIN' }] });
    const fetched = { outcome: 'answered', ms: expect.any(Number), startMs: expect.any(Number) };
    expect(plan!.nodes).toEqual([
      {
        kind: 'Sequence',
        nodes: [
          {
            kind: 'Fetch',
            subgraph: 'organisations',
            operation: expect.stringContaining('organisations(codes:'),
            fetched: { ...fetched, representations: null, bytes: null },
          },
          {
            kind: 'Fetch',
            subgraph: 'weather',
            paths: ['organisations.@'],
            operation: expect.stringContaining('_entities(representations:$representations)'),
            fetched: { ...fetched, representations: 2, bytes: text.length },
          },
        ],
      },
    ]);
    expect(plan!.planningMs).toBeGreaterThan(0);
    expect(plan!.reads).toEqual(expect.any(Array));
    expect(plan!.text).toMatch(
      new RegExp(`^Plan, made in [\\d.]+ ms
  Sequence
    Fetch organisations: answered, [\\d.]+ ms
      \\{organisations.*
    Fetch weather for organisations.@: answered, [\\d.]+ ms, 2 entities, ${text.length} bytes
      query.*_entities.*$`),
    );
    expect((await send(list, WITH_PLAN)).plan).toMatchObject({
      planningMs: null,
      text: expect.stringMatching(/^Plan, cached/),
    });
  });

  test('reports failed fetches and fetches that were not sent', async () => {
    weather.respond = (_request, response) => response.writeHead(500).end();
    const shown = async (code: string) => {
      const { plan } = await send({ query: QUERY, variables: { code } }, WITH_PLAN);
      return (plan!.nodes as [{ nodes: { fetched: FetchReport | null }[] }])[0].nodes[1]!.fetched;
    };
    expect(await shown('ZXP0001')).toMatchObject({ outcome: 'SUBGRAPH_UNAVAILABLE', representations: 1, bytes: null });
    expect(await shown('NOBODY')).toBeNull();
    expect((await send({ query: QUERY, variables: { code: 'NOBODY' } }, WITH_PLAN)).plan!.text).toContain('not sent');
  });

  test('contains no values of variables', async () => {
    const { plan } = await send({ query: QUERY, variables: { code: 'ZXP0005' } }, WITH_PLAN);
    expect(JSON.stringify(plan)).not.toContain('ZXP0005');
  });

  test('bypasses the response cache', async () => {
    await send(OWN);
    expect(await send(OWN)).toMatchObject({ cached: true, plan: undefined });
    for (let times = 0; times < 2; times++)
      expect(await send(OWN, WITH_PLAN)).toMatchObject({ cached: false, plan: {} });
    expect(await send(OWN)).toMatchObject({ cached: true, plan: undefined });
  });

  test('is ignored if it is not allowed, and reports that our own subgraph needs no plan', async () => {
    const withoutPlans = await openGateway(sampleGraph(), { responseCacheBytes: 1_000_000 });
    await send(OWN, WITH_PLAN, withoutPlans);
    expect(await send(OWN, WITH_PLAN, withoutPlans)).toMatchObject({ cached: true, plan: undefined });
    await withoutPlans.close();
    const ownSubgraph = await openGateway(sampleGraph(), { responseCacheBytes: 1_000_000, exposeQueryPlan: true });
    const { plan, data } = await send(OWN, WITH_PLAN, ownSubgraph);
    const again = await send(OWN, WITH_PLAN, ownSubgraph);
    await ownSubgraph.close();
    expect(data).toMatchObject({ organisation: { code: 'ZXP0001' } });
    expect(plan).toMatchObject({
      planningMs: null,
      nodes: [{ kind: 'Fetch', subgraph: 'organisations', operation: '{organisation(code:"ZXP0001"){code name}}' }],
    });
    expect(plan!.text).toMatch(/^No plan: only our own subgraph\n/);
    expect(plan!.reads.length).toBeGreaterThan(0);
    for (const { query, reads, keys } of plan!.reads) expect([query, keys >= reads]).toEqual([query, true]);
    expect(again.plan!.reads).toEqual([]);
  });
});
