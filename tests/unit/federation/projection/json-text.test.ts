import { jsonText, utf8Bytes } from '../../../../federation/projection/json-text';
import { AWKWARD_TEXTS } from '../../../support/awkward-texts';

test.each([...AWKWARD_TEXTS, 0, -0, 1.5, 1e21, NaN, Infinity, true, false, null, [1, 'a'], { a: { b: null } }])(
  'the text of %j is what JSON.stringify says',
  (value) => expect(jsonText(value)).toBe(JSON.stringify(value)),
);

test.each(AWKWARD_TEXTS)('the bytes of %j are those of UTF-8', (text) =>
  expect(utf8Bytes(text)).toEqual(Buffer.from(text)),
);
