import { openGateway, type TestGateway } from '../../support/gateway/gateway';
import { sampleGraph } from '../../support/database/graph';

const PRACTICE = '{ organisation(code: "ZXP0011") { code operational { start } } }';
let open: TestGateway | undefined;
afterEach(() => open?.close());

/** A gateway with so many points for each client; `from` asks it from an address. */
async function limited(ratePoints: number) {
  const gateway = (open = await openGateway(sampleGraph(), { ratePoints, answerBytes: 2 ** 20 }));
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

test('a client has its points, kept answers and refused documents take some too, and others have theirs', async () => {
  const { from } = await limited(10);
  const told = [];
  for (const query of [PRACTICE, PRACTICE, '{ nothing }', PRACTICE]) told.push((await from('10.0.0.1', query)).status);
  expect(told).toEqual([200, 200, 400, 200]);
  const { status, code, headers, message } = await from('10.0.0.1', '{ __typename }');
  expect([status, code]).toEqual([429, 'RATE_LIMITED']);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
  expect(message).toMatch(
    /^The 10 points of this minute do not suffice for the 1 of this request; there are new ones in \d+ s\.$/,
  );
  expect((await from('10.0.0.2', PRACTICE)).status).toBe(200);
});

test('an operation that takes more than is left is refused before it runs, under both media types, and takes nothing', async () => {
  const { from } = await limited(10);
  for (const accept of ['application/graphql-response+json', 'application/json']) {
    const { status, code, message, headers } = await from(
      '10.0.0.1',
      '{ search(first: 50) { nodes { code } } }',
      accept,
    );
    expect([status, code, Number(headers['retry-after']) > 0]).toEqual([429, 'RATE_LIMITED', true]);
    expect(message).toBe(
      'The operation may cost 51 points, more than the 10 of a minute: ask for less in one request.',
    );
  }
  expect((await from('10.0.0.1', PRACTICE)).status).toBe(200);
});

test('a header does not make another client', async () => {
  const { gateway } = await limited(3);
  const asked = (at: number) => gateway.post({ query: PRACTICE }, { 'x-forwarded-for': `10.0.0.${at}` });
  expect([(await asked(1)).statusCode, (await asked(2)).statusCode]).toEqual([200, 429]);
});
