import type { ReleaseRow } from '../../../ods/facts';
import { odsExtension } from '../../../domain/context';
import { parseAsOf, rootMoment, within, type Moments } from '../../../domain/moment';

const release = (id: string, number: number): ReleaseRow => ({
  id,
  number,
  sequence: number + 100,
  publicationDate: id,
  sha256: `sha-of-${id}`,
  loadedAt: `${id}T12:00:00Z`,
  organisations: 2,
  relationships: 1,
  isSample: false,
});
const OLD = release('2023-01-31', 1);
const LIVE = release('2024-10-31', 2);
const moments = (): Moments => ({ releases: [LIVE, OLD], used: new Map() });

describe('the moment of the root', () => {
  test('is the live release on its publication date, by the operational dates', () => {
    expect(rootMoment(LIVE, undefined, moments())).toMatchObject({
      date: '2024-10-31',
      basis: 'OPERATIONAL',
      release: LIVE,
      hasOwnDate: false,
    });
  });

  test('takes each part that the header gives', () => {
    const at = (header: string) => rootMoment(LIVE, header, moments());
    expect(at('date=2021-03-31')).toMatchObject({
      date: '2021-03-31',
      basis: 'OPERATIONAL',
      release: LIVE,
      hasOwnDate: true,
    });
    expect(at('basis=LEGAL')).toMatchObject({ date: '2024-10-31', basis: 'LEGAL', release: LIVE, hasOwnDate: false });
    expect(at('release=2023-01-31')).toMatchObject({
      date: '2023-01-31',
      basis: 'OPERATIONAL',
      release: OLD,
      hasOwnDate: false,
    });
    expect(at(' date = 2021-03-31 ; basis=LEGAL;release=2023-01-31; ')).toMatchObject({
      date: '2021-03-31',
      basis: 'LEGAL',
      release: OLD,
      hasOwnDate: true,
    });
  });

  test.each(['date=2023-02-30', 'date=2023-01-01T00:00:00Z', 'basis=legal', 'release=', 'when=now', 'nonsense'])(
    'is refused for the header %s',
    (header) => {
      expect(() => parseAsOf(header)).toThrow(/ods-as-of must read date=YYYY-MM-DD/);
    },
  );
});

test.each(['date=2021-01-01;date=2022-01-01', 'basis=LEGAL; basis=LEGAL', 'date=2021-01-01=2022-01-01', 'toString=x'])(
  'the header %j is refused',
  (header) => expect(() => parseAsOf(header)).toThrow(/^The header ods-as-of /),
);

describe('the moment of a nested field', () => {
  const root = rootMoment(LIVE, undefined, moments());
  const dated = within(root, { date: '2022-07-01' }, moments());

  test('is the moment of its parent without asOf, or with nulls only', () => {
    expect(within(dated, undefined, moments())).toBe(dated);
    expect(within(dated, null, moments())).toBe(dated);
    expect(within(dated, { date: null, basis: null, release: null, knownOn: null }, moments())).toEqual(dated);
  });

  test('takes the date of its own release, unless a parent has a date', () => {
    expect(within(root, { release: '2023-01-31' }, moments()).date).toBe('2023-01-31');
    expect(within(dated, { release: '2023-01-31' }, moments()).date).toBe('2022-07-01');
    expect(within(root, { release: '2023-01-31', date: '2020-01-01' }, moments()).date).toBe('2020-01-01');
    const nested = within(within(root, { release: '2023-01-31' }, moments()), { release: '2024-10-31' }, moments());
    expect(nested.date).toBe('2024-10-31');
  });

  test('takes the release that was current on knownOn', () => {
    expect(within(root, { knownOn: '2024-10-30' }, moments()).release).toBe(OLD);
    expect(within(root, { knownOn: '2024-10-31' }, moments()).release).toBe(LIVE);
    expect(within(root, { knownOn: '2024-10-30' }, moments()).date).toBe('2023-01-31');
  });

  test('is refused for an unknown release with the loaded ones', () => {
    expect(() => within(root, { release: '2024-09-30' }, moments())).toThrow(
      "No release '2024-09-30' is loaded. Loaded: 2024-10-31, 2023-01-31.",
    );
    expect(() => within(root, { knownOn: '2020-01-01' }, moments())).toThrow(
      'No release on or before 2020-01-01 is loaded. Loaded: 2024-10-31, 2023-01-31.',
    );
    expect(() => within(root, { release: '2023-01-31', knownOn: '2024-01-01' }, moments())).toThrow(
      'asOf takes release or knownOn, not both.',
    );
  });
});

test('extensions.ods lists the root and every other moment once', () => {
  const used = moments();
  const root = rootMoment(LIVE, 'date=2024-06-30', used); // the date of the header, not of the release
  within(root, { date: '2024-06-30' }, used); // equals the root
  within(root, { date: '2021-03-31' }, used);
  within(within(root, { date: '2021-03-31' }, used), { basis: 'LEGAL', release: '2023-01-31' }, used);
  expect(odsExtension({ root, used: used.used, defaultCodes: new Set() })).toEqual({
    release: '2024-10-31',
    publicationDate: '2024-10-31',
    sha256: 'sha-of-2024-10-31',
    asOf: '2024-06-30',
    basis: 'OPERATIONAL',
    moments: [
      { date: '2021-03-31', basis: 'OPERATIONAL', release: '2024-10-31' },
      { date: '2021-03-31', basis: 'LEGAL', release: '2023-01-31' },
    ],
  });
});
