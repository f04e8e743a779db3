import { openInMemoryGateway } from '../../support/gateway/in-memory-gateway';
import { isLargerThan } from '../../../gateway/graphql/response-size';

const LIMIT = 200_000;
let gateway: Awaited<ReturnType<typeof openInMemoryGateway>>;
beforeAll(async () => {
  gateway = await openInMemoryGateway({ limits: { response: LIMIT } });
});
afterAll(() => gateway.close());

const aliases = (letters: number) => Array.from({ length: 29 }, (_, at) => `${'a'.repeat(letters)}${at + 10}: code`);
const send = async (query: string) => {
  const response = await gateway.post({ query }, { accept: 'application/graphql-response+json' });
  const { errors = [] } = response.json<{ errors?: { message: string; extensions: { code: string } }[] }>();
  return { status: response.statusCode, message: errors[0]?.message, code: errors[0]?.extensions.code };
};

test('attack 90: aliases of 2,000 letters are refused before the document is parsed', async () => {
  const { status, code, message } = await send(`{ page(first: 5000) { ${aliases(2_000).join(' ')} } }`);
  expect({ status, code }).toEqual({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
  expect(message).toBe(
    'A name in the document has 2002 characters; the limit is 128. It begins with aaaaaaaaaaaaaaaaaaaa.',
  );
});

test('attack 90: a response above the limit is refused before it is written', async () => {
  const stringify = jest.spyOn(JSON, 'stringify');
  const longest = () => Math.max(...stringify.mock.results.map(({ value }) => String(value).length));
  const { status, code, message } = await send(`{ page(first: 5000) { ${aliases(100).join(' ')} } }`);
  expect({ status, code }).toEqual({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  expect(message).toContain(`the limit of ${LIMIT} bytes`);
  expect(longest()).toBeLessThan(2 * LIMIT);
  stringify.mockRestore();
  expect(await send('{ page(first: 2) { code } }')).toMatchObject({ status: 200 });
});

test('attack 90: four bombs at once, in objects below lists, are refused one as the other, and the next is answered', async () => {
  const stringify = jest.spyOn(JSON, 'stringify');
  const longest = () => Math.max(...stringify.mock.results.map(({ value }) => String(value).length));
  const below = `parent { ${aliases(100).slice(0, 14).join(' ')} }`;
  const bombs = [1, 2, 3, 4].map(() =>
    send(`{ page(first: 2000) { ${aliases(99).slice(0, 14).join(' ')} ${below} } }`),
  );
  const refused = {
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
    message: expect.stringContaining(`${LIMIT} bytes`) as string,
  };
  expect(await Promise.all(bombs)).toEqual(Array(4).fill(refused));
  expect(longest()).toBeLessThan(2 * LIMIT);
  stringify.mockRestore();
  expect(await send('{ page(first: 2) { code } }')).toMatchObject({ status: 200 });
});

test('the size of a value is counted up to the limit', () => {
  const value = { list: [1, 'two', null, { three: true }] };
  const bytes = JSON.stringify(value).length;
  expect(isLargerThan(bytes + 1, value)).toBe(false);
  expect(isLargerThan(bytes / 2, value)).toBe(true);
  expect(isLargerThan(10, undefined)).toBe(false);
});
