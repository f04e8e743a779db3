import { kindsOf } from '../../../ods/kinds';
import { createReads, type Reads } from '../../../graph/read-side';
import { candidates, scan } from '../../../domain/search/candidates';
import { VIEWS, type View } from '../../../ods/views';
import { childrenOf, parentsOf, type Hops, type WalkMoment } from '../../../domain/hierarchy/one-level';
import { sampleGraph } from '../../support/database/graph';

const DAYS = ['2010-06-01', '2022-04-01', '2024-06-30'];
const BASES = ['OPERATIONAL', 'LEGAL'] as const;
let reads: Reads;
let codes: readonly string[];

beforeAll(async () => {
  reads = createReads(sampleGraph(), { deadlineMs: 20_000 });
  await reads.catalog.snapshot();
  const loaders = reads.loaders();
  codes = await scan(await candidates({ release: 2 }, loaders), Infinity, (found) => found);
  const links = await loaders.outgoing.loadMany(codes.map((code) => ({ code, release: 2 })));
  codes = [...new Set([...codes, ...links.flat().map(({ other }) => other), 'NOBODY'])];
});

const on = (date: string, basis: WalkMoment['basis'] = 'OPERATIONAL', number = 2): WalkMoment => ({
  date,
  basis,
  release: { number },
});
const toCodes = (hops: Hops) => hops.map((of) => of.map(({ code }) => code));
const parents = async (view: View, asked: readonly string[], moment = on('2024-06-30')) =>
  toCodes(await parentsOf(asked, view, moment, reads.loaders()));
const children = async (view: View, asked: readonly string[], moment = on('2024-06-30')) =>
  toCodes(await childrenOf(asked, view, moment, reads.loaders()));

describe('One level up', () => {
  test('a practice has another parent in each view', async () => {
    const found = await Promise.all(VIEWS.map(async (view) => [view, (await parents(view, ['ZXP0001']))[0]]));
    expect(Object.fromEntries(found)).toEqual({
      OPERATION: [],
      COMMISSIONING: ['ZXS001'],
      NETWORK: ['ZXN0001'],
      GEOGRAPHY: [],
      CONSTITUENCY: ['ZXE01'],
      REPORTING: ['ZXS001'],
      DIRECTION: [],
    });
  });

  test('a site is reported by its operator, a trust by its geography, for want of a commissioner', async () => {
    expect(await parents('REPORTING', ['ZXT0101', 'ZXT01', 'ZXF0002A', 'ZXP0001001'])).toEqual([
      ['ZXT01'],
      ['ZXI01'],
      [],
      ['ZXP0001'],
    ]);
    expect(await parents('REPORTING', ['ZXF0002A'], on('2022-02-01'))).toEqual([['ZXF0003']]);
    expect(await parents('COMMISSIONING', ['ZXT0101', 'ZXT01'])).toEqual([[], []]);
  });

  test('a Sub ICB Location lies under its board by RE5 or by RE2', async () => {
    expect(await parents('COMMISSIONING', ['ZXS002', 'ZXS004'])).toEqual([['ZXI02'], [expect.stringMatching(/^ZXI/)]]);
    const hops = await parentsOf(['ZXS002', 'ZXS004'], 'COMMISSIONING', on('2024-06-30'), reads.loaders());
    expect(hops.map(([hop]) => hop?.link.type)).toEqual(['RE5', 'RE2']);
  });

  test('a reporting entity is no commissioner, and has its own view from the day it is one', async () => {
    expect(await parents('COMMISSIONING', ['ZXE01'])).toEqual([[]]);
    expect(await parents('CONSTITUENCY', ['ZXE01'])).toEqual([['ZXI01']]);
    expect(await parents('CONSTITUENCY', ['ZXE01'], on('2024-03-31'))).toEqual([[]]);
  });

  test('on the day of a change a practice is in two networks, the one joined last first', async () => {
    expect(await parents('NETWORK', ['ZXP0011'], on('2022-03-31'))).toEqual([['ZXN0003']]);
    expect(await parents('NETWORK', ['ZXP0011'], on('2022-04-01'))).toEqual([['ZXN0004', 'ZXN0003']]);
    expect(await parents('NETWORK', ['ZXP0011'], on('2022-04-02'))).toEqual([['ZXN0004']]);
  });

  test('a link that outlived its target is followed: the closed group is named', async () => {
    expect(await parents('COMMISSIONING', ['ZXP0036'])).toEqual([['ZXK01']]);
  });

  test('a target without record is reached, an organisation that operates itself is not its own parent', async () => {
    expect(await parents('COMMISSIONING', ['ZXDIRT13'])).toEqual([['ZXGHOST1']]);
    expect(await parents('OPERATION', ['ZXDIRT09', 'ZXDIRT10'])).toEqual([[], ['ZXDIRT11']]);
  });

  test('a late entry is known in the second release only', async () => {
    expect(await parents('NETWORK', ['ZXP0032'], on('2024-05-01', 'OPERATIONAL', 1))).not.toEqual([['ZXN0002']]);
    expect(await parents('NETWORK', ['ZXP0032'], on('2024-05-01', 'OPERATIONAL', 2))).toEqual([['ZXN0002']]);
  });
});

describe('One level down', () => {
  test('a network lists its members of the day', async () => {
    expect(await children('NETWORK', ['ZXN0002', 'ZXN0011', 'ZXN0012'])).toEqual([
      ['ZXP0006', 'ZXP0007', 'ZXP0008', 'ZXP0009', 'ZXP0010', 'ZXP0032'],
      [],
      [],
    ]);
  });

  test('a board has its trusts below it for reporting, but not for commissioning', async () => {
    expect((await children('REPORTING', ['ZXI01']))[0]).toContain('ZXT01');
    expect((await children('COMMISSIONING', ['ZXI01']))[0]).not.toContain('ZXT01');
  });

  test.each(VIEWS)(
    '%s downwards is the exact inverse of upwards, for every organisation, on three days and both bases',
    async (view) => {
      let links = 0;
      for (const day of DAYS) {
        for (const basis of BASES) {
          const moment = on(day, basis);
          const up = await parentsOf(codes, view, moment, reads.loaders());
          const down = await childrenOf(codes, view, moment, reads.loaders());
          const upwards = up.flatMap((hops, at) =>
            hops.map(({ link, code }) => `${codes[at]} ${link.type} ${link.id} ${code}`),
          );
          const downwards = down.flatMap((hops, at) =>
            hops.map(({ link, code }) => `${code} ${link.type} ${link.id} ${codes[at]}`),
          );
          expect(downwards.sort()).toEqual(upwards.sort());
          links += upwards.length;
        }
      }
      expect(links).toBeGreaterThan(0);
    },
  );
});

describe('What a level costs', () => {
  const cold = () => createReads(sampleGraph(), { deadlineMs: 20_000 });

  test('up: states and links of the level, then the states of what it leads to, whatever the width', async () => {
    const fresh = cold();
    await fresh.catalog.snapshot();
    const loaders = fresh.loaders();
    const practices = codes.filter((code) => /^ZXP0\d{3}$/.test(code));
    await parentsOf(practices, 'NETWORK', on('2024-06-30'), loaders);
    expect(loaders.log.map(([question]) => question)).toEqual(['state', 'outgoing', 'state']);
    expect(loaders.log[0]).toEqual(['state', practices.length]);
  });

  test('down: states of the level, links by type, states of what it leads to', async () => {
    const fresh = cold();
    await fresh.catalog.snapshot();
    const loaders = fresh.loaders();
    await childrenOf(['ZXS001', 'ZXS002', 'ZXS003'], 'COMMISSIONING', on('2024-06-30'), loaders);
    expect(loaders.log.map(([question, count]) => [question, question === 'incoming' ? count : '*'])).toEqual([
      ['state', '*'],
      ['incoming', 3],
      ['state', '*'],
    ]);
    await childrenOf(['ZXS001', 'ZXS002', 'ZXS003'], 'COMMISSIONING', on('2015-01-01'), loaders);
    expect(loaders.log.filter(([question]) => question === 'incoming')).toHaveLength(1);
  });
});

test('kinds go by roles on the day: a partnership became a board, a site vaccinated for a while', async () => {
  const loaders = reads.loaders();
  const kinds = async (code: string, day: string) => {
    const key = { code, release: 2 };
    const [state, roles] = [await loaders.state.load(key), await loaders.roles.load(key)];
    return state && kindsOf(state, roles, day, 'OPERATIONAL');
  };
  expect([await kinds('ZXI01', '2022-06-30'), await kinds('ZXI01', '2022-07-01')]).toEqual([['STP'], ['ICB']]);
  expect(await kinds('ZXP0006001', '2021-03-31')).toEqual(['VACCINATION_SITE', 'BRANCH_SURGERY']);
  expect(await kinds('ZXP0006', '2010-01-01')).toEqual(['OTHER']);
  expect(await kinds('ZXP0006', '2024-06-30')).toEqual(['GP_PRACTICE']);
  expect([await kinds('ZXWP001', '2024-06-30'), await kinds('ZXSC001', '2024-06-30')]).toEqual([
    ['GP_PRACTICE'],
    ['GP_PRACTICE'],
  ]);
  expect(await kinds('ZXB01', '2024-06-30')).toEqual(['OTHER']);
});
