import { bodyText } from '../../../../federation/subgraphs/http/body-text';
import { EDGE_CASE_STRINGS } from '../../../support/edge-case-strings';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const bodies = EDGE_CASE_STRINGS.flatMap((text) => [
  Buffer.from(`{"a":"${text}"}`),
  Buffer.concat([BOM, Buffer.from(`{"a":"${text}"}`), BOM]),
]);

test('a body has the same text wherever it is cut', () => {
  for (const body of [...bodies, Buffer.from([0x7b, 0xff, 0xc3, 0x7d])]) {
    const expected = new TextDecoder().decode(body);
    for (let at = 0; at <= body.length; at++) {
      expect(bodyText([body.subarray(0, at), body.subarray(at)])).toBe(expected);
      expect(bodyText([body.subarray(0, 1), body.subarray(1, at + 1), body.subarray(at + 1)])).toBe(expected);
    }
  }
  expect(bodyText([])).toBe('');
});
