import { SerializedData } from '../../../../federation/projection/serialized-data';
import { joinResponse, resultText, utf8Bytes } from '../../../../gateway/graphql/response-body';
import { EDGE_CASE_STRINGS } from '../../../support/edge-case-strings';

test.each(EDGE_CASE_STRINGS)('utf8Bytes of %j equals its UTF-8 encoding', (text) =>
  expect(utf8Bytes(text)).toEqual(Buffer.from(text)),
);

test('serialized data is joined with the rest of the response and parses to the same object', () => {
  const serialized = new SerializedData(Buffer.from('{"name":"Gŵyr"}'));
  expect(String(joinResponse(serialized.bytes, '{"extensions":{"a":1}}'))).toBe(
    '{"data":{"name":"Gŵyr"},"extensions":{"a":1}}',
  );
  expect([JSON.stringify(serialized), serialized.object]).toEqual(['{"name":"Gŵyr"}', { name: 'Gŵyr' }]);
});

test('a result is written with its serialized data as it is, and without absent parts', () => {
  const data = new SerializedData(Buffer.from('{"id":9007199254740993}'));
  expect(resultText({ errors: [{ message: 'a' }], data, extensions: undefined })).toBe(
    '{"errors":[{"message":"a"}],"data":{"id":9007199254740993}}',
  );
  expect(resultText({ data: { a: null } })).toBe(JSON.stringify({ data: { a: null } }));
});
