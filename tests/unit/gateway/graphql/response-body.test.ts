import { ROOM, SerializedData } from '../../../../federation/projection/serialized-data';
import { joinResponse, resultText, utf8Bytes } from '../../../../gateway/graphql/response-body';
import { EDGE_CASE_STRINGS } from '../../../support/edge-case-strings';

test.each(EDGE_CASE_STRINGS)('utf8Bytes of %j equals its UTF-8 encoding', (text) =>
  expect(utf8Bytes(text)).toEqual(Buffer.from(text)),
);

function serialized(json: string): SerializedData {
  return new SerializedData(Buffer.concat([Buffer.alloc(ROOM.before), Buffer.from(json), Buffer.alloc(ROOM.after)]));
}

test('serialized data is joined with the rest of the response and parses to the same object', () => {
  const data = serialized('{"name":"Gŵyr"}');
  for (const text of ['ŵ', '"'.repeat(3), 'ŵ'.repeat(ROOM.after / 2), 'x'.repeat(ROOM.after)]) {
    const rest = JSON.stringify({ extensions: { text } });
    expect(String(joinResponse(data, rest))).toBe(`{"data":{"name":"Gŵyr"},${rest.slice(1)}`);
  }
  expect([JSON.stringify(data), data.object]).toEqual(['{"name":"Gŵyr"}', { name: 'Gŵyr' }]);
});

test('a result is written with its serialized data as it is, and without absent parts', () => {
  const data = serialized('{"id":9007199254740993}');
  expect(resultText({ errors: [{ message: 'a' }], data, extensions: undefined })).toBe(
    '{"errors":[{"message":"a"}],"data":{"id":9007199254740993}}',
  );
  expect(resultText({ data: { a: null } })).toBe(JSON.stringify({ data: { a: null } }));
});
