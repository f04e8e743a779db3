import { defaultCodeOf, defaultCodes } from '../../../ods/default-codes';

test('the default codes of the NHS Data Dictionary are known, in the order of the codes, each with its own meaning', () => {
  const codes = '89997 89999 Q99 R9998 TDH00 V81997 V81998 V81999 VPP00 X98 X99998 X99999 ZZ201'.split(' ');
  expect(defaultCodes().map(({ code }) => code)).toEqual(codes);
  for (const code of codes) expect(defaultCodeOf(code)).toMatchObject({ code });
  expect(new Set(defaultCodes().map(({ meaning }) => meaning)).size).toBe(codes.length);
  expect(['V81996', 'Q9', '', 'v81999'].map(defaultCodeOf)).toEqual([null, null, null, null]);
});
