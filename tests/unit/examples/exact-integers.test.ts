import { fetchExactly, quoteLongIntegers } from '../../../examples/dashboard/src/exact-integers';

test.each([
  ['{"a":9007199254740993}', '{"a":"9007199254740993"}'],
  ['[-9007199254740993, 9223372036854775807]', '["-9007199254740993", "9223372036854775807"]'],
  ['{"a":9007199254740991,"b":-9007199254740991}', '{"a":9007199254740991,"b":-9007199254740991}'],
  ['{"a":1234567890123456.5,"b":1234567890123456789e2}', '{"a":1234567890123456.5,"b":1234567890123456789e2}'],
  ['{"a":0.12345678901234567890}', '{"a":0.12345678901234567890}'],
  ['{"a":1e12345678901234567890}', '{"a":1e12345678901234567890}'],
  ['{"9007199254740993":"x \\" 9007199254740993"}', '{"9007199254740993":"x \\" 9007199254740993"}'],
])('%s keeps its digits', (json, expected) => {
  expect(quoteLongIntegers(json)).toBe(expected);
});

test('a response keeps its status and its headers', async () => {
  const headers = { 'x-request-id': 'r1', 'content-type': 'application/json' };
  const fetched = jest.spyOn(globalThis, 'fetch');
  fetched.mockResolvedValueOnce(new Response('{"a":9007199254740993}', { status: 503, headers }));
  const response = await fetchExactly('http://127.0.0.1/');
  expect(response.status).toBe(503);
  expect(response.headers.get('x-request-id')).toBe('r1');
  expect(BigInt(((await response.json()) as { a: string }).a)).toBe(9007199254740993n);
  fetched.mockRestore();
});
