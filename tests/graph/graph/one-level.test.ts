import { boundsOf } from '../../../gateway/cost/release-bounds';
import { kindsOf } from '../../../ods/kinds';
import { createReadSide, type ReadSide } from '../../../graph/read-side';
import { scanCandidates } from '../../../domain/search/candidate-chunk';
import { findCandidates } from '../../../domain/search/candidates';
import { VIEWS, type View } from '../../../ods/views';
import { childrenOf, parentsOf, type Hops } from '../../../domain/hierarchy/one-level';
import type { TraversalMoment } from '../../../domain/hierarchy/traversal-moment';
import { sampleGraph } from '../../support/database/sample-graph';

const DAYS = ['2010-06-01', '2022-04-01', '2024-06-30'];
const BASES = ['OPERATIONAL', 'LEGAL'] as const;
let reads: ReadSide;
let codes: readonly string[];

beforeAll(async () => {
  reads = createReadSide(sampleGraph(), { deadlineMs: 20_000 });
  await reads.catalog.snapshot();
  const loaders = reads.loaders();
  codes = await scanCandidates(await findCandidates({ release: 2 }, loaders), Infinity, (found) => found);
  const links = await loaders.outgoing.loadMany(codes.map((code) => ({ code, release: 2 })));
  codes = [...new Set([...codes, ...links.flat().map(({ other }) => other), 'NOBODY'])];
});

/** The lengths that were measured when the releases were loaded hold for every organisation on the day. */
function expectMeasured(view: View, up: Hops, down: Hops): void {
  const bounds = boundsOf({ known: reads.catalog.known })!;
  const isTooLong = (list: string, hops: Hops) => (code: string, at: number) =>
    new Set(hops[at]!.map((hop) => hop.code)).size > bounds.lengthOf(code, `${list} ${view}`);
  expect(codes.filter(isTooLong('parents', up))).toEqual([]);
  expect(codes.filter(isTooLong('children', down))).toEqual([]);
}

const on = (date: string, basis: TraversalMoment['basis'] = 'OPERATIONAL', number = 2): TraversalMoment => ({
  date,
  basis,
  release: { number },
});
const toCodes = (hops: Hops) => hops.map((of) => of.map(({ code }) => code));
const parents = async (view: View, from: readonly string[], moment = on('2024-06-30')) =>
  toCodes(await parentsOf(from, view, moment, reads.loaders()));
const children = async (view: View, from: readonly string[], moment = on('2024-06-30')) =>
  toCodes(await childrenOf(from, view, moment, reads.loaders()));

describe('one level up', () => {
  test('a practice has a different parent in each view', async () => {
    const found = await Promise.all(VIEWS.map(async (view) => [view, (await parents(view, ['ZXP0001']))[0]]));
    expect(Object.fromEntries(found)).toEqual({
      OPERATION: [],
      COMMISSIONING: ['ZXS001'],
      NETWORK: ['ZXN0001'],
      GEOGRAPHY: [],
      CONSTITUENCY: ['ZXE01'],
      REPORTING: ['ZXS001'],
      DIRECTION: [],
      SITE_NETWORK: ['ZXN0001'],
    });
  });

  test('a site reports to its operator, and a trust without commissioner to its geography', async () => {
    expect(await parents('REPORTING', ['ZXT0101', 'ZXT01', 'ZXF0002A', 'ZXP0001001'])).toEqual([
      ['ZXT01'],
      ['ZXI01'],
      [],
      ['ZXP0001'],
    ]);
    expect(await parents('REPORTING', ['ZXF0002A'], on('2022-02-01'))).toEqual([['ZXF0003']]);
    expect(await parents('COMMISSIONING', ['ZXT0101', 'ZXT01'])).toEqual([[], []]);
  });

  test('a Sub ICB Location is below its board by RE5 or by RE2', async () => {
    expect(await parents('COMMISSIONING', ['ZXS002', 'ZXS004'])).toEqual([['ZXI02'], [expect.stringMatching(/^ZXI/)]]);
    const hops = await parentsOf(['ZXS002', 'ZXS004'], 'COMMISSIONING', on('2024-06-30'), reads.loaders());
    expect(hops.map(([hop]) => hop?.link.type)).toEqual(['RE5', 'RE2']);
  });

  test('a reporting entity is not in COMMISSIONING, and is in CONSTITUENCY from the day of its role', async () => {
    expect(await parents('COMMISSIONING', ['ZXE01'])).toEqual([[]]);
    expect(await parents('CONSTITUENCY', ['ZXE01'])).toEqual([['ZXI01']]);
    expect(await parents('CONSTITUENCY', ['ZXE01'], on('2024-03-31'))).toEqual([[]]);
  });

  test('a practice is in two networks on the day of a change, the later one first', async () => {
    expect(await parents('NETWORK', ['ZXP0011'], on('2022-03-31'))).toEqual([['ZXN0003']]);
    expect(await parents('NETWORK', ['ZXP0011'], on('2022-04-01'))).toEqual([['ZXN0004', 'ZXN0003']]);
    expect(await parents('NETWORK', ['ZXP0011'], on('2022-04-02'))).toEqual([['ZXN0004']]);
  });

  test('a link that outlived its target leads to the closed group', async () => {
    expect(await parents('COMMISSIONING', ['ZXP0036'])).toEqual([['ZXK01']]);
  });

  test('a link leads to a target without record, and an organisation that operates itself is not its own parent', async () => {
    expect(await parents('COMMISSIONING', ['ZXDIRT13'])).toEqual([['ZXGHOST1']]);
    expect(await parents('OPERATION', ['ZXDIRT09', 'ZXDIRT10'])).toEqual([[], ['ZXDIRT11']]);
  });

  test('a late entry is in the second release only', async () => {
    expect(await parents('NETWORK', ['ZXP0032'], on('2024-05-01', 'OPERATIONAL', 1))).not.toEqual([['ZXN0002']]);
    expect(await parents('NETWORK', ['ZXP0032'], on('2024-05-01', 'OPERATIONAL', 2))).toEqual([['ZXN0002']]);
  });
});

describe('one level down', () => {
  test('a network has the members of the day', async () => {
    expect(await children('NETWORK', ['ZXN0002', 'ZXN0011', 'ZXN0012'])).toEqual([
      ['ZXP0006', 'ZXP0007', 'ZXP0008', 'ZXP0009', 'ZXP0010', 'ZXP0032'],
      [],
      [],
    ]);
  });

  test('a board has its trusts below it in REPORTING, but not in COMMISSIONING', async () => {
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
          expectMeasured(view, up, down);
          links += upwards.length;
        }
      }
      expect(links).toBeGreaterThan(0);
    },
  );
});

describe('the cost of a level', () => {
  const cold = () => createReadSide(sampleGraph(), { deadlineMs: 20_000 });

  test('one level up costs the states and links of the level, then the states of its targets, for any width', async () => {
    const fresh = cold();
    await fresh.catalog.snapshot();
    const loaders = fresh.loaders();
    const practices = codes.filter((code) => /^ZXP0\d{3}$/.test(code));
    await parentsOf(practices, 'NETWORK', on('2024-06-30'), loaders);
    const [first, second, ...rest] = loaders.log; // on a busy machine, either of the first two comes first
    expect([first, second].toSorted()).toEqual([
      ['outgoing', practices.length],
      ['state', practices.length],
    ]);
    expect(rest.map(([name]) => name)).toEqual(['state']);
  });

  test('one level down costs the states of the level, links by type, and the states of their sources', async () => {
    const fresh = cold();
    await fresh.catalog.snapshot();
    const loaders = fresh.loaders();
    await childrenOf(['ZXS001', 'ZXS002', 'ZXS003'], 'COMMISSIONING', on('2024-06-30'), loaders);
    expect(loaders.log.map(([name, count]) => [name, name === 'incoming' ? count : '*'])).toEqual([
      ['state', '*'],
      ['incoming', 3],
      ['state', '*'],
    ]);
    await childrenOf(['ZXS001', 'ZXS002', 'ZXS003'], 'COMMISSIONING', on('2015-01-01'), loaders);
    expect(loaders.log.filter(([name]) => name === 'incoming')).toHaveLength(1);
  });

  test('one level down from areas does not read the many organisations that the view cannot follow to them', async () => {
    const fresh = cold();
    await fresh.catalog.snapshot();
    const loaders = fresh.loaders();
    const areas = codes.filter((code) => /^ZX[A-Z]\d\d$/.test(code));
    await childrenOf(areas, 'NETWORK', on('2024-06-30'), loaders);
    const states = loaders.log.filter(([name]) => name === 'state').reduce((sum, [, count]) => sum + count, 0);
    expect(states).toBeLessThan(2 * areas.length);
    const incoming = loaders.log.filter(([name]) => name === 'incoming').reduce((sum, [, count]) => sum + count, 0);
    expect(incoming).toBeLessThan(areas.length / 4); // the links of networks and commissioners are read instead
    expect(loaders.log.map(([name]) => name)).toContain('outgoing');
  });
});

test('kinds follow the roles of the day: a partnership became a board, a site was a vaccination site for a while', async () => {
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
