import { openSecuredGateway, PUBLIC_HOST, SECRET, type AuthOptions, type SecuredGateway } from './secured-gateway';
import { AUDIENCE, claimsOf, ISSUER, keySet, makeKey, startServer, tokenOf } from './tokens';

/** Clients with a token where the gateway serves more than one operation or one schema. */

const key = makeKey('one');
let issuer: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  issuer = await startServer(keySet(key));
});
afterAll(() => issuer.close());

let gateway: SecuredGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

type Parts = Parameters<typeof openSecuredGateway>[1];
async function secured(auth: AuthOptions, parts?: Parts) {
  const issuers = [{ issuer: ISSUER, keys: issuer.url, audience: AUDIENCE }];
  return (gateway = await openSecuredGateway({ issuers, ...auth }, parts));
}

const bearer = { authorization: `Bearer ${tokenOf(claimsOf(), key)}` };
const NEEDED = 'Bearer realm="ods-graph"';

test('each operation of a batch has the client of its request, and the response is not stored', async () => {
  const { post, sent } = await secured({ anonymous: true, headers: { 'x-user': 'sub' } }, { limits: { batch: 5 } });
  const batch = ['{ me }', '{ open }', '{ plans }', '{ organisation(code: "X") { payroll } }'].map((text) => ({
    query: text,
  }));
  const ask = async (headers: Record<string, string>) => {
    sent.length = 0;
    const response = await post(batch, headers);
    expect([response.statusCode, response.headers['cache-control']]).toEqual([200, 'no-store']);
    return response.json<{ data: unknown }[]>().map(({ data }) => data);
  };
  const refused = [{ me: null }, { open: 'open' }, { plans: null }, { organisation: { payroll: null } }];
  expect(await ask({})).toEqual(refused);
  expect(await ask(bearer)).toEqual([
    { me: `me ${SECRET}` },
    { open: 'open' },
    { plans: null },
    { organisation: { payroll: SECRET } },
  ]);
  expect(new Set(sent.map(({ headers }) => headers?.get('x-user')))).toEqual(new Set(['alice']));
  expect(await ask({})).toEqual(refused);
});

test('a batch without a valid token is refused as a whole where nobody is anonymous', async () => {
  const { post, sent } = await secured({ anonymous: false }, { limits: { batch: 5 } });
  const response = await post([{ query: '{ open }' }, { query: '{ open }' }]);
  expect([response.statusCode, response.headers['www-authenticate'], sent]).toEqual([401, NEEDED, []]);
  expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
});

describe('a contract', () => {
  const DOORS = [
    ['its path', '/contract/public', 'localhost'],
    ['its host', '', PUBLIC_HOST],
  ] as const;

  test.each(DOORS)('needs a token at %s where nobody is anonymous, also for its schema', async (_name, path, host) => {
    const { app, sent } = await secured({ anonymous: false });
    const urls = [
      '/graphql?query={me}',
      '/schema.graphql',
      '/graphql?query={__schema{queryType{name}}}',
      '/graphql?query={wards}',
    ];
    const ask = (headers: Record<string, string>) =>
      Promise.all(
        urls.map((url) =>
          app.inject({ url: path + url, headers: { host, accept: 'application/graphql-response+json', ...headers } }),
        ),
      );
    for (const { statusCode, headers, body } of await ask({})) {
      expect([statusCode, headers['www-authenticate'], headers['cache-control']]).toEqual([401, NEEDED, 'no-store']);
      expect(body).not.toMatch(/type Query|queryType|4711/);
    }
    expect(sent).toEqual([]);
    const known = await ask(bearer);
    expect(known.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 400]);
    expect(known[0]!.json()).toMatchObject({ data: { me: `me ${SECRET}` } });
    expect(known[1]!.body).toMatch(/type Query \{[^}]*  plans: String/);
    expect(known[1]!.body).not.toContain('wards');
    expect(known.slice(0, 3).map(({ headers }) => headers['cache-control'])).toEqual(
      Array(3).fill(expect.stringMatching(/^private|^no-store/)),
    );
  });

  test('protects its fields, and hides its schema from clients without a token, as the whole schema does', async () => {
    const { app } = await secured({ anonymous: true, introspection: 'authenticated' });
    const ask = (url: string, headers: Record<string, string> = {}) =>
      app.inject({ url: `/contract/public${url}`, headers: { accept: 'application/json', ...headers } });
    const me = await ask('/graphql?query={me}');
    expect(me.json()).toMatchObject({
      data: { me: null },
      errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    });
    expect((await ask('/graphql?query={me}', bearer)).json()).toMatchObject({ data: { me: `me ${SECRET}` } });
    expect((await ask('/graphql?query={me}')).body).not.toContain(SECRET);
    const schema = async (headers = {}) => (await ask('/schema.graphql', headers)).statusCode;
    expect([await schema(), await schema(bearer), await schema()]).toEqual([404, 200, 404]);
  });
});
