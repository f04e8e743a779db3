import { JsonWriter } from '../../../../federation/projection/json-writer';
import { joined, WrittenData } from '../../../../federation/projection/serialized-data';
import { AWKWARD_TEXTS } from '../../../support/awkward-texts';

const LARGE = 'x'.repeat(100_000);
const TEXTS = [...AWKWARD_TEXTS, '~\u007f', LARGE];

test.each([...TEXTS, 0, -0, 1.5, 1e21, true, false, null, [1, 'ŵ'], { a: { b: null } }])(
  'a value is written as JSON.stringify writes it',
  (value) => {
    const writer = new JsonWriter();
    writer.raw(Buffer.from('['));
    writer.value(value);
    writer.raw(Buffer.from(']'));
    expect(writer.taken().toString()).toBe(JSON.stringify([value]));
  },
);

test('what was written is taken back, and what was taken stays as it is', () => {
  const writer = new JsonWriter();
  writer.value('kept');
  const { at } = writer;
  writer.value(LARGE);
  writer.at = at;
  const first = writer.taken();
  for (let more = 0; more < 20; more++) writer.value(LARGE);
  expect(writer.taken().length).toBe(20 * (LARGE.length + 2));
  writer.value('next');
  expect([String(first), String(writer.taken())]).toEqual(['"kept"', '"next"']);
});

test('written data is joined with the rest of its answer, and read again as what was written', () => {
  const written = new WrittenData(Buffer.from('{"name":"Gŵyr"}'));
  expect(String(joined(written.bytes, '{"extensions":{"a":1}}'))).toBe('{"data":{"name":"Gŵyr"},"extensions":{"a":1}}');
  expect([JSON.stringify(written), written.whole]).toEqual(['{"name":"Gŵyr"}', { name: 'Gŵyr' }]);
});
