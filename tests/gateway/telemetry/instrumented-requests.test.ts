import { openFederated, type FederatedGateway } from '../../support/gateway/federated-gateway';
import { openGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/graph';
import { until } from '../../support/process/until';
import { fine, json, startWeather, WEATHER_SDL, type Weather } from '../../support/gateway/fake-subgraph';

jest.setTimeout(120_000);

const QUERY = 'query($code: ID!) { organisation(code: $code) { code weather } }';
const OWN = { query: '{ organisation(code: "ZXP0001") { code name } }' };
let weather: Weather;
let gateway: FederatedGateway;
beforeAll(async () => {
  weather = await startWeather();
  const entry = { name: 'weather', url: weather.url, schema: 'introspect', timeoutMs: 30_000 };
  gateway = await openFederated([entry], {
    every: { files: 50, subgraphs: 100 },
    limits: { timeoutMs: 30_000 },
    parts: { answerBytes: 1_000_000, queryPlan: true },
  });
});
afterEach(() => void (weather.answer = fine));
afterAll(async () => {
  await gateway.close();
  await weather.close();
});

interface Fetched {
  readonly outcome: string;
  readonly ms: number;
  readonly startMs: number;
  readonly representations: number | null;
  readonly bytes: number | null;
}
interface Shown {
  readonly text: string;
  readonly planningMs: number | null;
  readonly nodes: readonly unknown[];
}

async function asked(body: object, headers: Record<string, string> = {}, at: Pick<typeof gateway, 'post'> = gateway) {
  const response = await at.post(body, headers);
  const answer = response.json<{ data: unknown; errors?: unknown; extensions: { queryPlan?: Shown } }>();
  const timing = String(response.headers['server-timing']);
  return { timing, kept: timing.startsWith('cache;desc=hit'), data: answer.data, plan: answer.extensions.queryPlan };
}

describe('server-timing', () => {
  const code = (value: string) => ({ query: QUERY, variables: { code: value } });
  const named = (timing: string) => timing.split(', ').map((entry) => entry.replace(/;?dur=\d+\.\d$/, ''));

  test('says how long the plan, the database and each subgraph were waited for', async () => {
    const first = await asked(code('ZXP0003'));
    const fetches = ['subgraph;desc="organisations"', 'subgraph;desc="weather"'];
    expect(named(first.timing)).toEqual(['total', 'plan', 'execution', 'db', ...fetches]);
    const again = await asked(code('ZXP0003'));
    expect(named(again.timing)).toEqual(['total', 'execution', ...fetches]);
  });

  test('counts a subgraph that is slow as that subgraph', async () => {
    weather.answer = (request, response) => void setTimeout(() => fine(request, response), 150);
    const { timing } = await asked(code('ZXP0001'));
    const of = (name: string) => Number(new RegExp(`${name};dur=([\\d.]+)`).exec(timing)?.[1]);
    expect(of('desc="weather"')).toBeGreaterThanOrEqual(140);
    expect(of('execution')).toBeGreaterThanOrEqual(of('desc="weather"') - 1);
    expect(of('total')).toBeGreaterThanOrEqual(of('execution') - 1);
  });
});

describe('behind other subgraphs', () => {
  test('an answer of our own graph alone is given again', async () => {
    const first = await asked(OWN);
    expect(first).toMatchObject({ kept: false, data: { organisation: { code: 'ZXP0001' } } });
    expect(await asked(OWN)).toMatchObject({ kept: true, data: first.data });
  });

  test('an answer in which another subgraph had a part is never kept', async () => {
    const body = { query: QUERY, variables: { code: 'ZXP0002' } };
    for (const now of ['RAIN', 'SUN', 'SNOW']) {
      weather.answer = (_request, response) => json(response, { data: { _entities: [{ weather: now }] } });
      expect(await asked(body)).toMatchObject({ kept: false, data: { organisation: { weather: now } } });
    }
  });

  test('one that failed there is not kept either', async () => {
    weather.answer = (_request, response) => response.writeHead(500).end();
    const body = { query: QUERY, variables: { code: 'ZXP0004' } };
    for (let times = 0; times < 2; times++)
      expect(await asked(body)).toMatchObject({ kept: false, data: { organisation: { weather: null } } });
  });

  test('what was kept before the graph changed is not given after it', async () => {
    const body = { query: '{ __type(name: "Organisation") { fields { name } } }' };
    const has = ({ data }: { data: unknown }) => JSON.stringify(data).includes('"forecast"');
    await asked(body);
    expect(await asked(body)).toMatchObject({ kept: true });
    weather.sdl = WEATHER_SDL.replace('code: ID! weather: String', 'code: ID! weather: String forecast: String');
    const changed = await until('the change', async () => {
      const answer = await asked(body);
      return has(answer) && answer;
    });
    expect(changed.kept || (await asked(body)).kept).toBe(true);
    weather.sdl = WEATHER_SDL;
    await until('the change back', async () => !has(await asked(body)));
  });
});

describe('x-query-plan', () => {
  const SHOW = { 'x-query-plan': '1' };
  const list = { query: '{ organisations(codes: ["ZXP0001", "ZXP0002", "ZXP0001"]) { code weather } }' };

  test('shows every fetch with its time, the entities that it asked about and the bytes of the answer', async () => {
    const text = JSON.stringify({ data: { _entities: [{ weather: 'RAIN' }, { weather: 'SUN' }] } });
    weather.answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    const { plan, data } = await asked(list, SHOW);
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
    expect(plan!.text).toMatch(
      new RegExp(`^Plan, made in [\\d.]+ ms
  Sequence
    Fetch organisations: answered, [\\d.]+ ms
      \\{organisations.*
    Fetch weather for organisations.@: answered, [\\d.]+ ms, 2 entities, ${text.length} bytes
      query.*_entities.*$`),
    );
    expect((await asked(list, SHOW)).plan).toMatchObject({
      planningMs: null,
      text: expect.stringMatching(/^Plan, known/),
    });
  });

  test('says what failed, and what was not sent because there was nothing to ask about', async () => {
    weather.answer = (_request, response) => response.writeHead(500).end();
    const shown = async (code: string) => {
      const { plan } = await asked({ query: QUERY, variables: { code } }, SHOW);
      return (plan!.nodes as [{ nodes: { fetched: Fetched | null }[] }])[0].nodes[1]!.fetched;
    };
    expect(await shown('ZXP0001')).toMatchObject({ outcome: 'SUBGRAPH_UNAVAILABLE', representations: 1, bytes: null });
    expect(await shown('NOBODY')).toBeNull();
    expect((await asked({ query: QUERY, variables: { code: 'NOBODY' } }, SHOW)).plan!.text).toContain('not sent');
  });

  test('holds no value of a variable', async () => {
    const { plan } = await asked({ query: QUERY, variables: { code: 'ZXP0005' } }, SHOW);
    expect(JSON.stringify(plan)).not.toContain('ZXP0005');
  });

  test('is neither kept nor answered from what was kept', async () => {
    await asked(OWN);
    expect(await asked(OWN)).toMatchObject({ kept: true, plan: undefined });
    for (let times = 0; times < 2; times++) expect(await asked(OWN, SHOW)).toMatchObject({ kept: false, plan: {} });
    expect(await asked(OWN)).toMatchObject({ kept: true, plan: undefined });
  });

  test('is ignored where it is not allowed, and says that our graph alone needs no plan', async () => {
    const closed = await openGateway(sampleGraph(), { answerBytes: 1_000_000 });
    await asked(OWN, SHOW, closed);
    expect(await asked(OWN, SHOW, closed)).toMatchObject({ kept: true, plan: undefined });
    await closed.close();
    const alone = await openGateway(sampleGraph(), { answerBytes: 1_000_000, queryPlan: true });
    const { plan, data } = await asked(OWN, SHOW, alone);
    await alone.close();
    expect(data).toMatchObject({ organisation: { code: 'ZXP0001' } });
    expect(plan).toMatchObject({
      planningMs: null,
      nodes: [{ kind: 'Fetch', subgraph: 'organisations', operation: '{organisation(code:"ZXP0001"){code name}}' }],
    });
    expect(plan!.text).toMatch(/^No plan: our own subgraph alone\n/);
  });
});
