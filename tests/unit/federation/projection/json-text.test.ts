import { jsonText } from '../../../../federation/projection/json-text';
import { EDGE_CASE_STRINGS } from '../../../support/edge-case-strings';

test.each([...EDGE_CASE_STRINGS, 0, -0, 1.5, 1e21, NaN, Infinity, true, false, null, [1, 'a'], { a: { b: null } }])(
  'jsonText of %j equals JSON.stringify',
  (value) => expect(jsonText(value)).toBe(JSON.stringify(value)),
);
