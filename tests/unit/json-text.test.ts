import { jsonText, utf8Bytes } from '../../gateway/json-text';

const TEXTS = [
  '',
  'Elm Surgery',
  'say "ah"',
  'back\\slash',
  'line\nbreak',
  '\u0000',
  'Ysbyty Gŵyr',
  '💉',
  '\ud800',
  '\u2028',
];

test.each([...TEXTS, 0, -0, 1.5, 1e21, NaN, Infinity, true, false, null, [1, 'a'], { a: { b: null } }])(
  'the text of %j is what JSON.stringify says',
  (value) => expect(jsonText(value)).toBe(JSON.stringify(value)),
);

test.each(TEXTS)('the bytes of %j are those of UTF-8', (text) => expect(utf8Bytes(text)).toEqual(Buffer.from(text)));
