import { candidatesOf } from '../../../../domain/matching/candidates';
import type { Compared } from '../../../../domain/matching/compare';
import type { ParsedItem } from '../../../../domain/matching/items';
import type { Moment } from '../../../../domain/moment';
import type { Loaders } from '../../../../graph/loaders';
import type { StateRow } from '../../../../ods/facts';

/** The records of release 2, and of release 1 where `before` has another name. */
const RECORDS: Readonly<
  Record<string, { operational?: string; before?: string; unresolved?: boolean; primaryRole?: string }>
> = {
  OPEN: {},
  OPEN2: {},
  PRACTICE: { primaryRole: 'RO177' },
  RENAMED: { before: 'OLD NAME' },
  LONG_CLOSED: { operational: '2000-01-01/2021-09-30' },
  CLOSED: { operational: '2000-01-01/2021-10-01' },
  NO_DATES: { operational: '' },
  ONLY_CODE: { unresolved: true },
};
const stateOf = (code: string, release: number): StateRow | null => {
  const record = RECORDS[code];
  if (!record) return null;
  const { operational = '2000-01-01/', before, unresolved = false, primaryRole = 'RO182' } = record;
  const name = (release === 1 && before) || `NAME OF ${code}`;
  return {
    code,
    name,
    operational,
    legal: '',
    unresolved,
    primaryRole,
    recordClass: 'ORGANISATION',
  } as StateRow;
};
const loaders = {
  state: {
    loadMany: (keys: readonly { code: string; release: number }[]) =>
      keys.map(({ code, release }) => stateOf(code, release)),
  },
  roles: {
    loadMany: (keys: readonly { code: string }[]) =>
      keys.map(({ code }) => (code === 'PRACTICE' ? [{ code: 'RO76', operational: '2000-01-01/', legal: '' }] : [])),
  },
} as unknown as Loaders;

const compared = (code: string, more: Partial<Compared> = {}) =>
  ({ code, isCode: false, score: 0.8, shortened: 0.9, matchedOn: ['NAME'], formerRelease: null, ...more }) as Compared;

async function found(all: readonly Compared[], item: { kind?: string; day?: string } = {}) {
  const { kind = null, day } = item;
  const date = day ?? '2024-09-30';
  const at = { date, basis: 'OPERATIONAL', release: { number: 2 }, hasOwnDate: day !== undefined } as Moment;
  const [candidates] = await candidatesOf([{ kind, at } as unknown as ParsedItem], [all], loaders);
  return candidates!.map(({ organisation, score, shortened, matchedOn, formerName }) => ({
    ...{ code: organisation.code, matchedOn, formerName },
    ...{ score: Math.round(score * 1_000) / 1_000, shortened: Math.round(shortened * 1_000) / 1_000 },
  }));
}
const scoresOf = async (codes: readonly string[], item: { kind?: string; day?: string } = {}) =>
  Object.fromEntries(
    (
      await found(
        codes.map((code) => compared(code)),
        item,
      )
    ).map(({ code, score }) => [code, score]),
  );

test('without a day, one that was closed within three years is as likely as an open one', async () => {
  const codes = ['OPEN', 'CLOSED', 'LONG_CLOSED', 'NO_DATES'];
  const [open, less] = [0.8, 0.72];
  expect(await scoresOf(codes)).toEqual({ OPEN: open, CLOSED: open, LONG_CLOSED: less, NO_DATES: less });
});

test('on a given day, one that is not active is less likely', async () => {
  const [open, less] = [0.8, 0.72];
  expect(await scoresOf(['OPEN', 'CLOSED'], { day: '2022-01-01' })).toEqual({ OPEN: open, CLOSED: less });
  expect(await scoresOf(['OPEN', 'CLOSED'], { day: '2021-10-01' })).toEqual({ OPEN: open, CLOSED: open });
});

test('one of another kind is less likely, also as a rival, and the kind is named where it matched', async () => {
  const [pharmacy] = await found([compared('OPEN')], { kind: 'PHARMACY' });
  expect(pharmacy).toMatchObject({ score: 0.8, shortened: 0.9, matchedOn: ['NAME', 'KIND'] });
  const [practice] = await found([compared('PRACTICE')], { kind: 'GP_PRACTICE' });
  expect(practice).toMatchObject({ score: 0.8, matchedOn: ['NAME', 'KIND'] });
  const [other] = await found([compared('OPEN')], { kind: 'TRUST' });
  expect(other).toMatchObject({ score: 0.64, shortened: 0.72, matchedOn: ['NAME'] });
  const [closed] = await found([compared('CLOSED')], { kind: 'TRUST', day: '2024-01-01' });
  expect(closed).toMatchObject({ score: 0.576, shortened: 0.648 });
});

test('a former name is named only where the present one is another', async () => {
  const former = { formerRelease: 1, matchedOn: ['FORMER_NAME', 'POSTCODE'] } as Partial<Compared>;
  const all = await found([compared('RENAMED', former), compared('OPEN', former)]);
  expect(all.map(({ code, formerName, matchedOn }) => [code, formerName, ...matchedOn])).toEqual([
    ['OPEN', null, 'NAME', 'POSTCODE'],
    ['RENAMED', 'OLD NAME', 'FORMER_NAME', 'POSTCODE'],
  ]);
});

test('likelier ones come first, then active ones, then by code; those without a record are none', async () => {
  const all = ['OPEN2', 'CLOSED', 'ONLY_CODE', 'OPEN', 'NOWHERE'].map((code) => compared(code));
  const order = await found([...all, compared('LONG_CLOSED', { score: 1 })]);
  expect(order.map(({ code }) => code)).toEqual(['LONG_CLOSED', 'OPEN', 'OPEN2', 'CLOSED']);
});
