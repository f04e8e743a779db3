import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/sample-graph';

const PRACTICE = '{ organisation(code: "ZXP0011") { code operational { start } } }';
let open: TestGateway | undefined;
afterEach(() => open?.close());

/** Opens a gateway with this number of points per client. `from` sends a query from a client address. */
async function limited(ratePoints: number) {
  const gateway = (open = await openGateway(sampleGraph(), {
    ratePointsPerMinute: ratePoints,
    responseCacheBytes: 2 ** 20,
  }));
  return {
    gateway,
    async from(remoteAddress: string, query: string, accept = 'application/graphql-response+json') {
      const headers = { 'content-type': 'application/json', accept };
      const payload = JSON.stringify({ query });
      const response = await gateway.app.inject({ method: 'POST', url: '/graphql', remoteAddress, headers, payload });
      const { errors } = response.json<{ errors?: { message: string; extensions: { code: string } }[] }>();
      return {
        status: response.statusCode,
        code: errors?.[0]?.extensions.code,
        message: errors?.[0]?.message,
        headers: response.headers,
      };
    },
  };
}

test('cached responses and invalid documents take points too, and each client has its own points', async () => {
  const { from } = await limited(10);
  const statuses = [];
  for (const query of [PRACTICE, PRACTICE, '{ nothing }', PRACTICE])
    statuses.push((await from('10.0.0.1', query)).status);
  expect(statuses).toEqual([200, 200, 400, 200]);
  const { status, code, headers, message } = await from('10.0.0.1', '{ __typename }');
  expect([status, code]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
  expect(message).toMatch(
    /^The request costs 1 points, more than are left of the 10 per minute\. Try again in \d+ s\.$/,
  );
  expect((await from('10.0.0.2', PRACTICE)).status).toBe(200);
});

test('an operation that costs more than the limit returns 429 for both media types and takes no points', async () => {
  const { from } = await limited(10);
  for (const accept of ['application/graphql-response+json', 'application/json']) {
    const { status, code, message, headers } = await from(
      '10.0.0.1',
      '{ search(first: 50) { nodes { code } } }',
      accept,
    );
    expect([status, code, Number(headers['retry-after']) > 0]).toEqual([429, 'RATE_LIMITED', true]);
    expect(message).toBe(
      'The operation may cost 193 points, more than the limit of 10 per minute. Request less data at once.',
    );
  }
  expect((await from('10.0.0.1', PRACTICE)).status).toBe(200);
});

test('FHIR and exports take a point for each request and each organisation, of the same points', async () => {
  const { gateway, from } = await limited(30);
  const get = async (url: string) => {
    const { statusCode, headers, body } = await gateway.app.inject({ url, remoteAddress: '10.0.0.1' });
    return { statusCode, retry: Number(headers['retry-after'] ?? 0) > 0, body };
  };
  expect((await get('/fhir/Organization?name=old&_count=10')).statusCode).toBe(200); // 11
  expect((await get('/fhir/Organization/ZXP0006')).statusCode).toBe(200); // 2
  expect((await get('/export/organisations.csv?text=ZXP0006')).statusCode).toBe(200);
  expect(await get('/fhir/Organization?name=old&_count=20')).toMatchObject({ statusCode: 429, retry: true });
  const exported = await get('/export/organisations.csv?kinds=GP_PRACTICE');
  expect([exported.statusCode, exported.body]).toEqual([429, expect.stringContaining('RATE_LIMITED')]);
  for (let at = 0; at < 30; at++) await get('/fhir/Organization/nobody');
  expect((await get('/fhir/Organization/nobody')).body).toContain('OperationOutcome');
  expect((await get('/export/organisations.csv?text=nobody')).statusCode).toBe(429);
  expect((await from('10.0.0.1', PRACTICE)).status).toBe(429);
  expect((await from('10.0.0.2', PRACTICE)).status).toBe(200);
});

test('a FHIR search takes points for the records that it reads, before it reads them', async () => {
  const { gateway } = await limited(5);
  const get = (url: string) => gateway.app.inject({ url, remoteAddress: '10.0.0.1' });
  for (const query of ['active=true&date=2022-01-01', 'name:contains=old', '_sort=name&lastChangeDate=ge2000-01-01'])
    expect([query, (await get(`/fhir/Organization?${query}&_summary=count`)).statusCode]).toEqual([query, 429]);
  expect((await get('/fhir/Organization?_id=ZXP0006&_summary=count')).statusCode).toBe(200);
});

test('x-forwarded-for does not make a new client', async () => {
  const { gateway } = await limited(3);
  const send = (at: number) => gateway.post({ query: PRACTICE }, { 'x-forwarded-for': `10.0.0.${at}` });
  expect([(await send(1)).statusCode, (await send(2)).statusCode]).toEqual([200, 429]);
});
