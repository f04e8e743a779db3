import { KNOWN_CASE_NOTES, KNOWN_CASES, type KnownCase } from '../../../sample/known-cases';
import { generateRecords } from '../../../sample/generate-records';
import { writtenSample, type IndexedRelease, type ReadRecord } from './read-release';

jest.setTimeout(120_000); // records of several scales are made

const written = writtenSample();
const release = async (number: 1 | 2): Promise<IndexedRelease> => (await written).releases[number - 1]!;
const first = () => release(1);
const second = () => release(2);

/** Returns the links of a record as 'RE4 ZXS002 Operational 2013-04-01..', optionally only those of some types. */
const links = ({ links }: ReadRecord, ...types: string[]) =>
  links
    .filter(({ id }) => types.length === 0 || types.includes(id))
    .map(({ id, target, dates }) => `${id} ${target} ${dates.join(', ')}`);
const roles = ({ roles }: ReadRecord) =>
  roles.map(({ id, primaryRole, dates }) => `${id}${primaryRole === 'true' ? '*' : ''} ${dates.join(', ')}`);
const successions = ({ successions }: ReadRecord) =>
  successions.map(({ type, target, dates }) => `${type} ${target} ${dates.join(', ')}`);

/** Returns the records with this primary role, optionally only those that also hold another role. */
const having = ({ all }: IndexedRelease, primary: string, also?: string) =>
  [...all.values()].filter(
    ({ roles }) =>
      roles.some(({ id, primaryRole }) => id === primary && primaryRole === 'true') &&
      (also === undefined || roles.some(({ id }) => id === also)),
  );

describe('the sample', () => {
  test('has the expected number of rows', async () => {
    const counts = (await written).summaries.map(({ organisations, roles, relationships, successionRows }) => ({
      organisations,
      roles,
      relationships,
      successionRows,
    }));
    expect(counts).toEqual([
      { organisations: 4511, roles: 6415, relationships: 11429, successionRows: 890 },
      { organisations: 4520, roles: 6434, relationships: 11522, successionRows: 908 },
    ]);
  });

  test('has as many rows in its files as its summary reports', async () => {
    const { summaries, releases } = await written;
    for (const [at, { records }] of releases.entries()) {
      const full = records.filter(({ refOnly }) => refOnly !== 'true');
      const sum = (of: 'roles' | 'links' | 'successions') =>
        full.reduce((total, record) => total + record[of].length, 0);
      expect(summaries[at]).toMatchObject({
        organisations: full.length,
        roles: sum('roles'),
        relationships: sum('links'),
        successionRows: sum('successions'),
      });
    }
  });

  test('has seven current regions, three older ones, 42 boards and 106 Sub ICB Locations in both releases', async () => {
    const open = (records: ReadRecord[]) => records.filter(({ status }) => status === 'Active').length;
    const counts = (indexed: IndexedRelease) => ({
      regions: having(indexed, 'RO209').length,
      regionsOpen: open(having(indexed, 'RO209')),
      boards: open(having(indexed, 'RO261', 'RO318')),
      subIcbLocations: open(having(indexed, 'RO98', 'RO319')),
      reportingEntities: open(having(indexed, 'RO98', 'RO327')),
    });
    const sizes = { regions: 10, regionsOpen: 7, subIcbLocations: 106 };
    expect(counts(await first())).toEqual({ ...sizes, boards: 42, reportingEntities: 5 });
    expect(counts(await second())).toEqual({ ...sizes, boards: 42, reportingEntities: 6 });
  });

  test('has relationships of every type', async () => {
    for (const indexed of [await first(), await second()]) {
      const types = new Set(indexed.records.flatMap(({ links }) => links.map(({ id }) => id)));
      expect([...types].sort()).toEqual(['RE10', 'RE11', 'RE12', 'RE2', 'RE3', 'RE4', 'RE5', 'RE6', 'RE8', 'RE9']);
    }
  });

  test('has every RE10 closed, as in the real register', async () => {
    const { records } = await second();
    const covid = records.flatMap(({ links }) => links.filter(({ id }) => id === 'RE10'));
    expect(covid.length).toBeGreaterThan(30);
    expect(covid.filter(({ dates }) => dates.some((date) => date.endsWith('..')))).toEqual([]);
  });

  test('has codes that ODS never issued: all begin with ZX', async () => {
    const { records } = await second();
    const codes = records.flatMap(({ code }) => (code === undefined ? [] : [code.trim().toUpperCase()]));
    expect(codes.filter((code) => !code.startsWith('ZX'))).toEqual([]);
  });

  test('has postcodes of the area ZZ only, which does not exist', async () => {
    const { records } = await second();
    const elsewhere = records.filter(({ place }) => place.PostCode && !/^ZZ\d{1,2} \d[A-Z]{2}$/.test(place.PostCode));
    expect(elsewhere).toEqual([]);
  });

  test('has a record for every target, except for the unresolved ones and the withdrawn practice', async () => {
    const missing = ({ all, records }: IndexedRelease) => {
      const named = records.flatMap(({ links, successions }) => [...links, ...successions]).map(({ target }) => target);
      return [...new Set(named.filter((code) => !all.has(code)))].sort();
    };
    expect(missing(await first())).toEqual(['ZXGHOST1', 'ZXGHOST2']);
    expect(missing(await second())).toEqual(['ZXGHOST1', 'ZXGHOST2', 'ZXP0033']);
  });

  test('gives every target the primary role of its own record', async () => {
    const { records, record } = await second();
    const wrong = records.flatMap(({ code, links }) =>
      links
        .filter(({ target, targetRole }) => {
          const own = record(target)?.roles.filter(({ primaryRole }) => primaryRole === 'true') ?? [];
          return own.length > 0 && !own.some(({ id }) => id === targetRole);
        })
        .map(({ target }) => `${code} ${target}`),
    );
    expect(wrong).toEqual(['ZXDIRT14 ZXS002']);
  });

  test('keeps the ids of roles and links from release to release', async () => {
    const [before, after] = [await first(), await second()];
    const ids = (indexed: IndexedRelease) =>
      new Map(
        indexed.records
          .filter(({ refOnly }) => refOnly !== 'true')
          .flatMap(({ code, links }) => links.map((link) => [link.uniqueRelId, `${code} ${link.id} ${link.target}`])),
      );
    const [old, now] = [ids(before), ids(after)];
    const changed = [...old].filter(([id, link]) => now.has(id) && now.get(id) !== link);
    expect(changed).toEqual([]);
    expect(now.size).toBeGreaterThan(old.size);
  });

  test('has one large pharmacy chain and many dentists with the same name', async () => {
    const { records, to } = await first();
    expect(to(KNOWN_CASES.pharmacyHeadquarters, 'RE6').length).toBeGreaterThanOrEqual(150);
    expect(records.filter(({ name }) => name === 'DENTAL SURGERY').length).toBeGreaterThan(200);
  });

  test('has vaccination sites of all four kinds, most of them with a UPRN', async () => {
    const sites = [...(await first()).all.values()].filter(({ roles }) => roles.some(({ id }) => id === 'RO279'));
    const kinds = new Set(sites.map(({ roles }) => roles[0]!.id));
    expect([...kinds].sort()).toEqual(['RO176', 'RO198', 'RO280', 'RO96']);
    expect(new Set(sites.map(({ recordClass }) => recordClass))).toEqual(new Set(['RC2']));
    expect(sites.filter(({ place }) => place.UPRN).length / sites.length).toBeGreaterThan(0.4);
  });

  test('moves all organisations below a merged or split board to its successors, and closes no others', async () => {
    const [before, after] = [await first(), await second()];
    for (const type of ['RE4', 'RE5', 'RE8']) {
      const moved = ['ZXI40', 'ZXI41', 'ZXI42'].flatMap((board) => before.to(board, type)).sort();
      const arrived = ['ZXI43', 'ZXI44', 'ZXI45'].flatMap((board) => after.to(board, type));
      const open = moved.filter((code) => !before.record(code!).dates.some((date) => /\.\.\d/.test(date)));
      expect(arrived.filter((code) => code !== 'ZXS107').sort()).toEqual(open.filter((code) => code !== 'ZXS084'));
    }
  });

  test('splits the practices of the dissolved Sub ICB Location between two others', async () => {
    const [before, after] = [await first(), await second()];
    const commissioner = (indexed: IndexedRelease, code: string) => links(indexed.record(code), 'RE4').at(-1);
    const practices = before
      .to('ZXS084', 'RE4')
      .filter((code) => commissioner(before, code!) === 'RE4 ZXS084 Operational 2013-04-01..') as string[];
    const now = new Set(practices.map((code) => commissioner(after, code)));
    expect(now).toEqual(new Set(['RE4 ZXS042 Operational 2024-07-01..', 'RE4 ZXS107 Operational 2024-07-01..']));
  });
});

describe('known cases', () => {
  const inSecondOnly: KnownCase[] = [
    'icbOfMerger',
    'icbOfSplit',
    'icbOfSplitToo',
    'sicblNew',
    'reportingEntityNew',
    'practiceNew',
  ];
  const published: Partial<Record<string, string>> = { ZXDIRT03: 'zxdirt03', ZXDIRT05: ' ZXDIRT05 ' };

  test('exist in their releases', async () => {
    const names = (Object.keys(KNOWN_CASES) as KnownCase[]).filter((name) => name !== 'unresolved');
    const missing = ({ all }: IndexedRelease) =>
      names.filter((name) => !all.has(published[KNOWN_CASES[name]] ?? KNOWN_CASES[name]));
    expect(missing(await first())).toEqual(inSecondOnly);
    expect(missing(await second())).toEqual(['practiceWithdrawn']);
  });

  test('have a one-sentence note each', () => {
    expect(Object.keys(KNOWN_CASE_NOTES)).toEqual(Object.keys(KNOWN_CASES));
    expect(Object.values(KNOWN_CASE_NOTES).filter((sentence) => !/[.]$/.test(sentence))).toEqual([]);
  });

  test('are the same records with the same ids at a larger scale, except for successions', () => {
    const codes = new Set<string>(Object.values(KNOWN_CASES));
    const knownRecords = (scale: number) => {
      const found = new Map<string, string>();
      for (const record of generateRecords({ scale, release: 2 })) {
        if (record.code === null || !codes.has(record.code.trim().toUpperCase())) continue;
        const { successions: _, ...facts } = record;
        found.set(`${record.code} ${record.file}`, JSON.stringify(facts));
      }
      return found;
    };
    const [small, large] = [knownRecords(1), knownRecords(3)];
    expect([...large.keys()]).toEqual([...small.keys()]);
    expect([...small].filter(([code, facts]) => large.get(code) !== facts).map(([code]) => code)).toEqual([]);
  });
});

describe('the worked example of a vaccination site', () => {
  test('the site was open from 2020-12-01 to 2023-06-30 and operated by a practice', async () => {
    const site = (await first()).record(KNOWN_CASES.vaccinationSite);
    expect(site).toMatchObject({
      recordClass: 'RC2',
      status: 'Inactive',
      dates: ['Operational 2020-12-01..2023-06-30'],
    });
    expect(roles(site)).toEqual([
      'RO96* Operational 2020-12-01..2023-06-30',
      'RO279 Operational 2020-12-01..2023-06-30',
    ]);
    expect(links(site)).toEqual(['RE6 ZXP0006 Operational 2020-12-01..2023-06-30']);
  });

  test('the practice has held RO76 since 2014-04-15, is a member of a network and its payee since 2021-04-01', async () => {
    const practice = (await first()).record(KNOWN_CASES.practice);
    expect(practice).toMatchObject({
      name: 'OLD MILL SURGERY, EXAMPLETON',
      dates: ['Legal 1974-04-01..', 'Operational 1974-04-01..'],
      place: {
        AddrLn1: 'MILL LANE',
        Town: 'EXAMPLETON',
        PostCode: 'ZZ2 2ZZ',
        Country: 'ENGLAND',
        UPRN: '900000000001',
      },
    });
    expect(roles(practice)).toEqual(['RO177* Operational 1974-04-01..', 'RO76 Operational 2014-04-15..']);
    expect(links(practice)).toEqual([
      'RE4 ZXG78 Operational 1999-04-01..2002-03-31',
      'RE4 ZXC02 Operational 2002-04-01..2013-03-31',
      'RE4 ZXS002 Operational 2013-04-01..',
      'RE8 ZXN0002 Legal 2019-10-01.., Operational 2019-10-01..',
      'RE9 ZXN0002 Operational 2021-04-01..',
    ]);
  });

  test('the hierarchy leads up to the region', async () => {
    const { record, to } = await first();
    expect(links(record('ZXS002'), 'RE5').at(-1)).toBe('RE5 ZXI02 Operational 2020-04-01..');
    expect(roles(record('ZXS002'))).toEqual(['RO98* Operational 2013-04-01..', 'RO319 Operational 2022-07-01..']);
    expect(links(record('ZXI02'))).toEqual(['RE2 ZXR2 Operational 2020-04-01..']);
    expect(to('ZXN0002', 'RE9')).toEqual(['ZXP0006']);
    expect(to('ZXN0002', 'RE10')).toEqual([]);
  });

  test('a trust ended legally half a year before it ended operationally, and both records state the succession', async () => {
    const { record } = await first();
    const trust = record(KNOWN_CASES.trustSucceeded);
    expect(trust.dates).toEqual(['Legal 1994-04-01..2017-09-30', 'Operational 1994-04-01..2018-03-31']);
    expect(trust.status).toBe('Inactive');
    expect(successions(trust)).toEqual(['Successor ZXT03 Legal 2017-10-01..']);
    const mirror = record('ZXT03').successions.find(({ target }) => target === 'ZXT02')!;
    expect(mirror).toMatchObject({ type: 'Predecessor', dates: ['Legal 2017-10-01..'] });
    expect(mirror.uniqueSuccId).toBe(trust.successions[0]!.uniqueSuccId);
  });

  test('a pharmacy was operated by a closed headquarters that is only a stub', async () => {
    const { record } = await first();
    expect(links(record(KNOWN_CASES.pharmacy), 'RE6')).toEqual([
      'RE6 ZXHQ9 Operational 2001-04-01..2024-01-31',
      'RE6 ZXH02 Operational 2024-02-01..',
    ]);
    expect(record('ZXHQ9')).toMatchObject({ refOnly: 'true', dates: ['Operational 1990-04-01..2016-03-31'] });
  });
});

describe('networks', () => {
  const membersOf = ({ to, record }: IndexedRelease, network: string) =>
    to(network, 'RE8').map((code) =>
      links(record(code!), 'RE8')
        .find((link) => link.includes(network))!
        .split(' ')
        .slice(2)
        .join(' '),
    );

  test.each([
    ['practiceWithTwoNetworksOnOneDay', ['RE8 ZXN0003 2019-07-01..2022-04-01', 'RE8 ZXN0004 2022-04-01..']],
    ['practiceWithTwoNetworksForDays', ['RE8 ZXN0003 2019-07-01..2022-04-05', 'RE8 ZXN0004 2022-04-01..']],
    ['formerMember', ['RE8 ZXN0003 2019-07-01..2021-03-31']],
    ['practiceInNoNetwork', []],
    ['closedMemberWithOpenLink', ['RE8 ZXN0003 2019-07-01..']],
  ] as const)('%s', async (name, expected) => {
    const memberships = links((await first()).record(KNOWN_CASES[name]), 'RE8');
    expect(memberships.map((link) => link.replace(/Legal (\S+), Operational \1/, '$1'))).toEqual(expected);
  });

  test('one network has a single member, one never had any, one lost all of its members, one has nine', async () => {
    const indexed = await first();
    const open = (network: string) => membersOf(indexed, network).filter((dates) => dates.endsWith('..')).length;
    expect(indexed.to(KNOWN_CASES.networkWithoutMembers, 'RE8')).toEqual([]);
    expect(open(KNOWN_CASES.networkWithOneMember)).toBe(1);
    expect(open(KNOWN_CASES.networkWithFormerMembersOnly)).toBe(0);
    expect(indexed.to(KNOWN_CASES.networkWithFormerMembersOnly, 'RE8')).toHaveLength(5);
    expect(open(KNOWN_CASES.networkWithManyMembers)).toBe(9);
  });

  test.each([
    ['network', ['ZXP0006'], []],
    ['networkWithTwoPayees', ['ZXP0031', 'ZXD001'], ['ZXP0031']],
    ['networkWithOtherCovidPayee', ['ZXP0016'], ['ZXD001']],
    ['networkOnlyCovidPayee', [], ['ZXD001']],
    ['networkWithoutPayee', [], []],
    ['networkPaidByTrust', ['ZXT01'], []],
    ['networkPaidBySite', ['ZXT0101'], []],
  ] as const)('%s has the expected payees', async (name, payees, covidPayees) => {
    const { to } = await first();
    expect([to(KNOWN_CASES[name], 'RE9'), to(KNOWN_CASES[name], 'RE10')]).toEqual([payees, covidPayees]);
  });

  test('a member may have another commissioner than its network', async () => {
    const { record } = await first();
    expect(links(record(KNOWN_CASES.memberCommissionedElsewhere), 'RE4').at(-1)).toBe(
      'RE4 ZXS018 Operational 2019-10-01..',
    );
    expect(links(record('ZXN0004'), 'RE4')).toEqual(['RE4 ZXS004 Operational 2020-04-01..']);
  });
});

describe('between the two releases', () => {
  const inBothReleases = async (name: KnownCase) =>
    [(await first()).record(KNOWN_CASES[name]), (await second()).record(KNOWN_CASES[name])] as const;

  test('a practice moves on a date before the first release, which is published only in the second', async () => {
    const [before, after] = await inBothReleases('practiceMovedLate');
    expect(links(before, 'RE4').at(-1)).toBe('RE4 ZXS007 Operational 2013-04-01..');
    expect(links(after, 'RE4', 'RE8').slice(2)).toEqual([
      'RE4 ZXS007 Operational 2013-04-01..2024-03-31',
      'RE8 ZXN0007 Legal 2019-07-01..2024-03-31, Operational 2019-07-01..2024-03-31',
      'RE8 ZXN0002 Legal 2024-04-01.., Operational 2024-04-01..',
      'RE4 ZXS002 Operational 2024-04-01..',
    ]);
  });

  test('a record, a link and a role are withdrawn', async () => {
    expect((await inBothReleases('practiceWithdrawn')).map(Boolean)).toEqual([true, false]);
    const operators = (await inBothReleases('practiceWithWithdrawnLink')).map((record) => links(record, 'RE6'));
    expect(operators).toEqual([['RE6 ZXS007 Operational 2013-04-01..'], []]);
    const held = (await inBothReleases('practiceWithWithdrawnRole')).map((record) => record.roles.map(({ id }) => id));
    expect(held).toEqual([
      ['RO177', 'RO76', 'RO268'],
      ['RO177', 'RO76'],
    ]);
  });

  test('one practice reopens, one changes its name, one its address', async () => {
    const reopened = await inBothReleases('practiceReopened');
    expect(reopened.map(({ status, dates }) => [status, ...dates])).toEqual([
      ['Inactive', 'Operational 1974-04-01..2023-03-31'],
      ['Active', 'Operational 1974-04-01..'],
    ]);
    const [before, after] = await inBothReleases('practiceRenamed');
    expect([before.name, after.name]).toEqual([
      'RIVERSIDE SURGERY, SPECIMENBY',
      'RIVERSIDE AND PARTNERS SURGERY, SPECIMENBY',
    ]);
    const [from, to] = await inBothReleases('practiceMovedHouse');
    expect(from.place.AddrLn1).not.toBe(to.place.AddrLn1);
    expect(from.name).toBe(to.name);
  });

  test('two boards merge into one and one is split into two, as all of their records state', async () => {
    const { record } = await second();
    expect(['ZXI40', 'ZXI41', 'ZXI42', 'ZXI43', 'ZXI44', 'ZXI45'].map((code) => successions(record(code)))).toEqual([
      ['Successor ZXI43 Legal 2024-07-01..'],
      ['Successor ZXI43 Legal 2024-07-01..'],
      ['Successor ZXI44 Legal 2024-07-01..', 'Successor ZXI45 Legal 2024-07-01..'],
      ['Predecessor ZXI40 Legal 2024-07-01..', 'Predecessor ZXI41 Legal 2024-07-01..'],
      ['Predecessor ZXI42 Legal 2024-07-01..'],
      ['Predecessor ZXI42 Legal 2024-07-01..'],
    ]);
    expect(links(record('ZXS040'), 'RE5')).toEqual([
      'RE5 ZXI40 Operational 2021-04-01..2024-06-30',
      'RE5 ZXI43 Operational 2024-07-01..',
    ]);
  });
});

describe('other known cases', () => {
  test('a practice was commissioned by a group, a primary care trust, a clinical group and a Sub ICB Location', async () => {
    const { record } = await first();
    expect(links(record(KNOWN_CASES.practiceThroughAllReforms), 'RE4')).toEqual([
      'RE4 ZXG05 Operational 1999-04-01..2002-03-31',
      'RE4 ZXC05 Operational 2002-04-01..2013-03-31',
      'RE4 ZXK01 Operational 2013-04-01..2021-03-31',
      'RE4 ZXS005 Operational 2021-04-01..',
    ]);
    expect(successions(record('ZXS005'))).toEqual([
      'Predecessor ZXK01 Legal 2021-04-01..',
      'Predecessor ZXK02 Legal 2021-04-01..',
    ]);
  });

  test('one practice has links of six types', async () => {
    const { record } = await first();
    const types = new Set(record(KNOWN_CASES.practiceWithEveryLink).links.map(({ id }) => id));
    expect([...types].sort()).toEqual(['RE10', 'RE11', 'RE4', 'RE6', 'RE8', 'RE9']);
  });

  test('a trust is in the geography of one board and a partner of two others', async () => {
    const { record } = await first();
    expect(links(record(KNOWN_CASES.trustWithOtherPartners), 'RE5', 'RE8').slice(2)).toEqual([
      'RE5 ZXI04 Operational 2020-04-01..',
      'RE8 ZXI05 Operational 2023-07-01..',
      'RE8 ZXI06 Operational 2023-07-01..',
    ]);
  });

  test('a vaccination site changed its pharmacy, another has no parent, a third closed legally months earlier', async () => {
    const { record } = await first();
    expect(links(record(KNOWN_CASES.vaccinationSiteOfPharmacy))).toEqual([
      'RE6 ZXF0002 Operational 2021-02-01..2022-01-31',
      'RE6 ZXF0003 Operational 2022-02-01..2023-06-30',
    ]);
    expect(links(record(KNOWN_CASES.vaccinationSiteWithoutParent))).toEqual([]);
    expect(record(KNOWN_CASES.vaccinationSiteLegallyShorter).dates).toEqual([
      'Legal 2021-01-11..2022-08-31',
      'Operational 2021-01-11..2023-03-31',
    ]);
    expect(links(record(KNOWN_CASES.vaccinationSiteOfOther))[0]).toMatch(/^RE6 ZXW\d{3} /);
  });

  test('a programme leads up to an agency, the agency to a department, and that to another department', async () => {
    const { record } = await first();
    const up = (code: string) => record(code).links.map(({ id, target }) => `${id} ${target}`);
    expect([up('ZXXU001'), up('ZXXA01'), up('ZXX2'), up('ZXX1')]).toEqual([
      ['RE3 ZXXA01'],
      ['RE3 ZXX2'],
      ['RE3 ZXX1'],
      [],
    ]);
  });

  test('a closed practice has a successor, another has none', async () => {
    const { record } = await first();
    expect(successions(record(KNOWN_CASES.practiceWithSuccessor))).toEqual(['Successor ZXP0027 Legal 2022-10-01..']);
    expect(record(KNOWN_CASES.practiceWithoutSuccessor)).toMatchObject({ status: 'Inactive', successions: [] });
  });

  test('successions include a chain with a split and a merger, a succession by itself, a cycle and incomplete statements', async () => {
    const { record } = await first();
    const stated = Array.from({ length: 20 }, (_, n) => `ZXSUC${String(n + 1).padStart(2, '0')}`).map((code) =>
      record(code).successions.map(({ type, target, dates }) => `${type[0]} ${target} ${dates[0]!.slice(6, 16)}`),
    );
    expect(stated).toEqual([
      ['S ZXSUC02 2010-04-01'],
      ['P ZXSUC01 2010-04-01', 'S ZXSUC03 2013-04-01', 'S ZXSUC04 2013-04-01'],
      ['P ZXSUC02 2013-04-01', 'S ZXSUC06 2018-04-01'],
      ['P ZXSUC02 2013-04-01'],
      ['S ZXSUC06 2018-04-01'],
      ['P ZXSUC03 2018-04-01', 'P ZXSUC05 2018-04-01'],
      ['S ZXSUC07 2018-04-01'],
      ['S ZXSUC09 2018-04-01', 'P ZXSUC09 2019-04-01'],
      ['P ZXSUC08 2018-04-01', 'S ZXSUC08 2019-04-01'],
      ['S ZXSUC11 2018-04-01'],
      [],
      [],
      ['P ZXSUC12 2018-04-01'],
      ['S ZXSUC15 2018-04-01'],
      ['P ZXSUC14 2018-04-01'],
      ['S ZXSUC17 2018-04-01'],
      ['P ZXSUC16 2018-04-02'],
      ['S ZXGHOST2 2018-04-01'],
      ['S ZXSUC20 2025-04-01'],
      ['P ZXSUC19 2025-04-01'],
    ]);
    expect(record('ZXSUC01').successions[0]!.forwardSuccession).toBe('true');
    expect(record('ZXSUC14').successions[0]!.uniqueSuccId).toBeUndefined();
  });
});

describe('data faults', () => {
  const faulty = async (name: KnownCase) => (await first()).record(KNOWN_CASES[name]);

  test('two records have one code, in two files and in one file', async () => {
    const { records } = await first();
    const twice = records.filter(({ code }) => code === 'ZXDIRT01' || code === 'ZXDIRT02');
    expect(twice.map(({ code, file, lastChanged, name }) => [code, file, lastChanged, name])).toEqual([
      ['ZXDIRT01', 'fullfile.zip', '2016-01-01', 'TWICE, EARLIER LTD, MOCKTON'],
      ['ZXDIRT02', 'fullfile.zip', '2017-01-01', 'TWICE, FIRST LTD, MOCKTON'],
      ['ZXDIRT02', 'fullfile.zip', '2017-01-01', 'TWICE, SECOND LTD, MOCKTON'],
      ['ZXDIRT01', 'archive.zip', '2018-01-01', 'TWICE, LATER LTD, MOCKTON'],
    ]);
  });

  test('codes are in lower case, with dashes, with blanks or missing', async () => {
    const { records } = await first();
    const unusual = records.filter(({ code }) => code === undefined || !/^[A-Z0-9]{1,12}$/.test(code));
    expect(unusual.map(({ code }) => code)).toEqual(['zxdirt03', 'ZX-DIRT-04', ' ZXDIRT05 ', undefined]);
  });

  test('links are duplicated, self-referencing, cyclic, unresolved, without dates or of an unknown type', async () => {
    const same = (await faulty('faultLinkTwice')).links;
    expect(same[0]).toEqual(same[1]);
    const clash = (await faulty('faultLinkIdTwice')).links;
    expect(clash[0]!.uniqueRelId).toBe(clash[1]!.uniqueRelId);
    expect(clash[0]!.target).not.toBe(clash[1]!.target);
    expect(links(await faulty('faultSelfLink'))).toEqual(['RE6 ZXDIRT09 Operational 2015-04-01..']);
    const { record } = await first();
    const cycle = ['ZXDIRT10', 'ZXDIRT11', 'ZXDIRT12'].map((code) => record(code).links[0]!.target);
    expect(cycle).toEqual(['ZXDIRT11', 'ZXDIRT12', 'ZXDIRT10']);
    expect(links(await faulty('faultUnresolvedTarget'))).toEqual(['RE4 ZXGHOST1 Operational 2015-04-01..']);
    expect(links(await faulty('faultLinkWithoutDates'))).toEqual(['RE5 ZXI02 ']);
    expect(links(await faulty('faultLegalLink'))).toEqual(['RE5 ZXI02 Legal 2015-04-01..']);
    expect(links(await faulty('faultUnknownType'))).toEqual(['RE12 ZXI02 Operational 2015-04-01..']);
    expect(links(await faulty('faultLinkOlderThanRecord'))).toEqual(['RE5 ZXI02 Operational 2010-01-01..']);
  });

  test.each([
    ['faultOpenWithoutStatus', undefined, ['Operational 2015-04-01..']],
    ['faultClosedWithoutStatus', undefined, ['Operational 2015-04-01..2020-03-31']],
    ['faultClosedButActive', 'Active', ['Operational 2015-04-01..2020-03-31']],
    ['faultOpenButInactive', 'Inactive', ['Operational 2015-04-01..']],
    ['faultWithoutDates', 'Active', []],
    ['faultTwoPeriods', 'Active', ['Operational 2010-04-01..2012-03-31', 'Operational 2015-04-01..']],
    ['faultEndBeforeStart', 'Inactive', ['Operational 2015-04-01..2014-03-31']],
    ['faultImpossibleDate', 'Inactive', ['Operational 2015-04-01..2023-02-30']],
    ['faultFillerStart', 'Active', ['Operational 1900-01-01..']],
    ['faultFutureStart', 'Active', ['Operational 2030-04-01..']],
    ['faultFutureEnd', 'Active', ['Operational 2015-04-01..2030-03-31']],
    ['faultLegallyEarlier', 'Active', ['Operational 2010-06-15..', 'Legal 2010-01-01..']],
    ['faultEndWithoutStart', 'Inactive', ['Operational ..2020-03-31']],
    ['oneDay', 'Inactive', ['Operational 2020-02-29..2020-02-29']],
    ['otherOrder', 'Active', ['Operational 2015-04-01..', 'Legal 2015-05-01..']],
  ] as const)('%s', async (name, status, dates) => {
    expect(await faulty(name)).toMatchObject({ dates });
    expect((await faulty(name)).status).toBe(status);
  });

  test.each([
    ['faultWithoutPrimaryRole', ['RO157 undefined']],
    ['faultOnePrimaryRoleOver', ['RO172 true', 'RO157 true']],
    ['faultTwoPrimaryRoles', ['RO172 true', 'RO157 true']],
    ['faultPrimaryRoleFalse', ['RO157 true', 'RO269 false']],
    ['faultUnknownRole', ['RO157 true', 'RO331 undefined']],
    ['faultRoleTwice', ['RO157 true', 'RO269 undefined', 'RO269 undefined']],
  ] as const)('%s', async (name, expected) => {
    expect((await faulty(name)).roles.map(({ id, primaryRole }) => `${id} ${primaryRole}`)).toEqual(expected);
  });

  test('addresses have gaps or are missing', async () => {
    expect((await faulty('sparseAddress')).place).toEqual({
      AddrLn1: 'UNIT 4',
      AddrLn3: 'THE OLD BARN',
      PostCode: 'ZZ1 1AA',
    });
    expect((await faulty('withoutAddress')).place).toEqual({});
    expect((await faulty('uprnWithZeros')).place.UPRN).toBe('000900000000043');
    expect(Object.keys((await faulty('everyContact')).contacts)).toEqual(['tel', 'fax', 'http', 'mailto']);
  });

  test('names contain entities, CDATA and comments, and one record has refOnly="false"', async () => {
    expect((await faulty('nameWithEntities')).name).toBe('SMITH & DAUGHTERS <CARE> LTD');
    expect((await faulty('nameWithCdata')).name).toBe('SMITH & DAUGHTERS <CARE> LTD');
    expect((await faulty('faultRefOnlyFalse')).refOnly).toBe('false');
  });
});
