import { JsonWriter } from '../../../../federation/projection/json-writer';
import { EDGE_CASE_STRINGS } from '../../../support/edge-case-strings';

const LARGE = 'x'.repeat(100_000);
const TEXTS = [...EDGE_CASE_STRINGS, ...EDGE_CASE_STRINGS.map((text) => `${'x'.repeat(50)}${text}`), '~\u007f', LARGE];

test.each([...TEXTS, 0, -0, 1.5, 1e21, true, false, null, [1, 'ŵ'], { a: { b: null } }])(
  'a value is written as by JSON.stringify',
  (value) => {
    const writer = new JsonWriter();
    writer.raw(Buffer.from('['));
    writer.value(value);
    writer.raw(Buffer.from(']'));
    expect(writer.take().toString()).toBe(JSON.stringify([value]));
  },
);

test('rewinding discards what was written, and bytes that were taken never change', () => {
  const writer = new JsonWriter();
  writer.value('kept');
  const { at } = writer;
  writer.value(LARGE);
  writer.at = at;
  const first = writer.take();
  for (let more = 0; more < 20; more++) writer.value(LARGE);
  expect(writer.take().length).toBe(20 * (LARGE.length + 2));
  writer.value('next');
  expect([String(first), String(writer.take())]).toEqual(['"kept"', '"next"']);
});

test('what is larger than the limit is refused soon after the limit', () => {
  const writer = new JsonWriter();
  writer.start(100_000);
  let written = 0;
  const write = () => {
    for (; written < 10_000_000; written += 1_002) writer.value('x'.repeat(1_000));
  };
  expect(write).toThrow('The response is larger than the limit of 100000 bytes.');
  expect(written).toBeLessThan(300_000);
  writer.start(Infinity);
  writer.value('again');
  expect(String(writer.take())).toBe('"again"');
});
