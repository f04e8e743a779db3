import { findCodes } from '../../../../domain/enrich/codes';
import { DamagedCodesOfReleases } from '../../../../domain/enrich/known-codes';
import type { Moment } from '../../../../domain/moment';
import type { Loaders } from '../../../../graph/loaders';

const CODES = ['00410', '050', '5E1', '5E2', '5E3', '7E1', 'A81001'];
const at = { release: { id: '2024-10-31', number: 1, sha256: 'x' } } as Moment;
let scans = 0;
/** Loaders of a release with these codes. */
const loaders = {
  state: {
    loadMany: (keys: readonly { code: string }[]) =>
      keys.map(({ code }) => (CODES.includes(code) ? { code, unresolved: false } : null)),
  },
  codes: {
    load: ({ after }: { after: string }) => {
      if (after === '') scans++;
      return CODES.filter((code) => code > after).slice(0, 2);
    },
  },
} as unknown as Loaders;

test.each([
  ['="5E1"', '5E1'],
  ['= "00410" ', '00410'],
  ["'00410", '00410'],
  ['A81001\u200b', 'A81001'],
  ['\ufeff\u200ea81\u00ad001\u2060', 'A81001'],
  ['=5E1', null],
  ['="5E1"&"x"', null],
])('%j stands for %s, and is no damage', async (text, code) => {
  const [found] = await findCodes([text], at, loaders, new DamagedCodesOfReleases());
  expect([found!.state?.code ?? null, found!.reason?.split(':')[0]]).toEqual([
    code,
    code === null ? 'UNKNOWN' : undefined,
  ]);
});

test('a text stands for a code itself or, if it is no code, for the only one that a spreadsheet makes it of', async () => {
  const damaged = new DamagedCodesOfReleases();
  const texts = ['a81001 ', '5E1', '5.0E+01', '5E+03', '5000', '50', '410', '70.0', '050', 'V81999', 'B1', '60', ' '];
  const found = await findCodes(texts, at, loaders, damaged);
  expect(found.map(({ state, reason }) => [state?.code ?? null, reason?.split(':')[0] ?? null])).toEqual([
    ['A81001', null],
    ['5E1', null],
    ['5E1', 'REPAIRED'],
    ['5E3', 'REPAIRED'],
    ['5E3', 'REPAIRED'],
    [null, 'AMBIGUOUS'],
    ['00410', 'REPAIRED'],
    ['7E1', 'REPAIRED'],
    ['050', null],
    [null, 'DEFAULT_CODE'],
    [null, 'UNKNOWN'],
    [null, 'UNKNOWN'],
    [null, 'NO_CODE'],
  ]);
  expect(found[2]!.reason).toBe("REPAIRED: '5.0E+01' is what a spreadsheet makes of 5E1");
  expect(found[5]!.reason).toBe("AMBIGUOUS: '50' is what a spreadsheet makes of 050, 5E1");
  await findCodes(['51'], at, loaders, damaged);
  expect(scans).toBe(1);
});

test('a reason quotes a text on one line, shortened', async () => {
  const text = ` ${'A\u0007\u0000\u0085'.repeat(9)} `;
  const [found] = await findCodes([text], at, loaders, new DamagedCodesOfReleases());
  expect(found).toEqual({
    state: null,
    reason: `UNKNOWN: no organisation '${'A   '.repeat(8)}' in the release of 2024-10-31`,
  });
});

test('a default code is never taken for a damaged one', async () => {
  const known = ['0089998', '0089999'];
  const withZeros = {
    state: {
      loadMany: (keys: readonly { code: string }[]) => keys.map(({ code }) => (known.includes(code) ? { code } : null)),
    },
    codes: { load: ({ after }: { after: string }) => known.filter((code) => code > after) },
  } as unknown as Loaders;
  const found = await findCodes(['89998', '89999'], at, withZeros, new DamagedCodesOfReleases());
  expect(found.map(({ state }) => state?.code)).toEqual(['0089998', undefined]);
  expect(found[1]!.reason).toMatch(/^DEFAULT_CODE: /);
});

test('the codes of a release are read again after a read that failed', async () => {
  const damaged = new DamagedCodesOfReleases();
  const failing = { ...loaders, codes: { load: () => Promise.reject(new Error('away')) } } as unknown as Loaders;
  await expect(findCodes(['50'], at, failing, damaged)).rejects.toThrow('away');
  const [again] = await findCodes(['5000'], at, loaders, damaged);
  expect(again!.state?.code).toBe('5E3');
});
