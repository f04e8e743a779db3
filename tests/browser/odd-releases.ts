import { join } from 'node:path';
import { date, organisation, rel, role, succ, writeReleaseZip } from '../support/database/release-builder';

/** Codes of the odd releases, by what is odd. */
export const ODD_CODES = {
  markup: 'ODD01',
  withoutName: 'ODD02',
  withoutAddress: 'ODD03',
  closedAtOddPostcode: 'ODD04',
  rolesOfOneKind: 'ODD05',
  chainStart: 'ODD06',
  impossibleDates: 'ODD09',
  severalPeriods: 'ODD10',
  reversedDates: 'ODD11',
  withoutDates: 'ODD12',
  stub: 'ODD13',
  longName: 'ODD14',
  lastDay: 'ODD15',
  firstDay: 'ODD16',
  linksOfOneId: 'ODD17',
  contactsTwice: 'ODD18',
  branchOfClosedPractice: 'ODD19',
  branchOfOther: 'ODD20',
  branchOfNobody: 'ODD21',
  cycle: 'ODD22',
  withdrawn: 'ODD23',
  network: 'ODD25',
  likeARelationship: 'RE4',
  likeARole: 'RO76',
  punctuated: 'O&D-1',
} as const;

export const ODD_DAYS = ['2024-06-30', '2024-09-30'] as const;

/** Values of a measure: of members, of the start of a chain, and of days after the releases. */
export const ODD_VALUES: ReadonlyMap<string, readonly { readonly date: string; readonly value: number }[]> = new Map([
  ['ODD26', [{ date: '2024-09-01', value: 1_234 }]],
  ['ODD28', [{ date: '2024-06-01', value: 5 }]],
  [ODD_CODES.chainStart, [{ date: '2016-01-01', value: 700 }]],
  [ODD_CODES.markup, [{ date: '2025-01-01', value: 9 }]],
  [ODD_CODES.lastDay, [{ date: '2022-01-01', value: 3_000_000 }]],
]);

const ROLES = {
  RO177: 'PRESCRIBING COST CENTRE',
  RO76: 'GP PRACTICE',
  RO87: 'WALK IN &amp; &quot;OTHER&quot; CENTRE',
  RO98: 'SUB ICB',
  RO272: 'NETWORK',
  RO96: 'BRANCH',
};

/** Writes two releases of records that are rare or wrong in a published one. Returns their paths, oldest first. */
export async function writeOddReleases(folder: string): Promise<[string, string]> {
  const write = (release: 1 | 2) =>
    writeReleaseZip(join(folder, `odd-${release}.zip`), {
      date: ODD_DAYS[release - 1]!,
      full: [
        ...named(release),
        ...dated(release),
        ...others(release),
        ...chain(release),
        ...branches(),
        ...edges(),
        ...network(release),
      ],
      roles: ROLES,
    });
  return [await write(1), await write(2)];
}

const place = (lines: readonly string[], postcode: string, more = '') =>
  [
    ...lines.map((line, at) => `<AddrLn${at + 1}>${line}</AddrLn${at + 1}>`),
    `<PostCode>${postcode}</PostCode>`,
    more,
  ].join('');

const practiceRoles = (id: string) => [role('RO177', `${id}1`, 'primaryRole="true"'), role('RO76', `${id}2`)];

/** Names and addresses. */
function named(release: 1 | 2): string[] {
  const isLater = release === 2;
  const odd = ODD_CODES;
  const longWord = 'LLANFAIRPWLLGWYNGYLL'.repeat(8);
  return [
    organisation(odd.markup, {
      name: `SMITH &amp; SONS &lt;b onclick=&quot;x&quot;&gt; 'O' 😀 𝒜 ${isLater ? 'É' : 'é'}`,
      roles: practiceRoles('501'),
      rels: [rel('RE4', '5013', odd.likeARelationship), rel('RE6', '5014', 'NOBODY')],
      location: place(['1 &lt;HIGH&gt; STREET', 'UNIT &amp; 2'], 'ls1  4ap', '<UPRN>0000900000000077</UPRN>'),
    }),
    organisation(odd.withoutName, { name: '', location: place([], isLater ? 'LS1 4AP' : 'LS1') }),
    organisation(odd.withoutAddress, { dates: date('2010-04-01', '2020-03-31'), status: 'Inactive' }),
    organisation(odd.closedAtOddPostcode, {
      dates: date('2010-04-01', isLater ? '2024-08-31' : ''),
      status: isLater ? 'Inactive' : 'Active',
      location: place(['OLD HALL'], ' LS14AP '),
    }),
    organisation(odd.longName, {
      name: `${longWord} AND ${'LONG '.repeat(30)}SURGERY`,
      rels: [rel('RE4', '5143', odd.markup)],
    }),
  ];
}

/** Dates of records and of roles. */
function dated(release: 1 | 2): string[] {
  const isLater = release === 2;
  const odd = ODD_CODES;
  return [
    organisation(odd.rolesOfOneKind, {
      roles: [
        role('RO177', '5051', 'primaryRole="true"'),
        role('RO76', '5052', '', date('2010-04-01', '2015-03-31'), 'Inactive'),
        role('RO76', '5053', '', date('2018-04-01', isLater ? '2024-09-30' : '')),
        role(
          'RO87',
          '5054',
          '',
          date('2015-04-01', '2018-03-31') + date('2015-04-01', '2017-12-31', 'Legal'),
          'Inactive',
        ),
      ],
    }),
    organisation(odd.impossibleDates, {
      dates: date('2010-04-01', isLater ? '2024-02-30' : ''),
      roles: [role('RO177', '5091', 'primaryRole="true"', date('2010-04-01', isLater ? '2024-13-45' : ''))],
      rels: [rel('RE4', '5093', 'C1', date(isLater ? '2012-02-30' : '2012-02-29'))],
    }),
    organisation(odd.severalPeriods, {
      dates: date('2010-04-01', '2012-03-31') + date('2015-04-01', isLater ? '2024-08-31' : '2024-12-31'),
    }),
    organisation(odd.reversedDates, { dates: date('2026-04-01', '2014-03-31') }),
    organisation(odd.withoutDates, { dates: '', status: isLater ? 'Inactive' : 'Active' }),
    organisation(odd.stub, { refOnly: 'true', dates: date('2010-04-01', isLater ? '2024-08-31' : '') }),
  ];
}

function others(release: 1 | 2): string[] {
  const isLater = release === 2;
  const odd = ODD_CODES;
  return [
    organisation(odd.linksOfOneId, {
      rels: [
        rel('RE4', '5173', 'C1', date('2010-04-01', '2012-03-31'), 'Inactive'),
        rel('RE4', '5173', 'C1', date(isLater ? '2012-04-02' : '2012-04-01')),
        rel('RE4', '5173', odd.markup, date('2011-04-01', '2011-04-01'), 'Inactive'),
      ],
    }),
    organisation(odd.contactsTwice, {
      dates: `${date('2010-04-01')}<Contacts>${['1 &amp; 2', '1 &amp; 2', ...(isLater ? [] : ['1 &amp; 2'])]
        .map((value) => `<Contact type="tel" value="${value}"/>`)
        .join('')}</Contacts>`,
    }),
    ...(isLater ? [] : [organisation(odd.withdrawn, { name: 'WITHDRAWN &amp; GONE' })]),
    organisation(odd.likeARelationship, { name: 'A TRUST', roles: [role('RO98', '901', 'primaryRole="true"')] }),
    organisation(odd.likeARole, { name: 'ANOTHER TRUST' }),
    organisation('C1', { roles: [role('RO98', '902', 'primaryRole="true"')] }),
    organisation('O&amp;D-1', { name: isLater ? 'PUNCTUATED' : 'PUNCTUATED &amp;' }),
  ];
}

/** A chain with a split and a merger; what the second release adds begins between both. */
function chain(release: 1 | 2): string[] {
  const closed = { dates: date('2010-04-01', '2015-03-31'), status: 'Inactive' };
  const odd = ODD_CODES;
  return [
    organisation(odd.chainStart, { ...closed, name: 'CHAIN SURGERY', succs: [succ('Successor', '601', 'ODD07')] }),
    organisation('ODD07', {
      ...closed,
      name: 'CHAIN SURGERY',
      succs: [
        succ('Successor', '602', 'ODD08', '2016-02-29'),
        ...(release === 2
          ? [
              succ('Successor', '603', odd.likeARelationship, '2024-07-01'),
              succ('Successor', '', odd.likeARole, '2024-02-30'),
            ]
          : []),
      ],
    }),
    organisation('ODD08', {
      name: 'END OF THE CHAIN',
      succs: [succ('Predecessor', '604', odd.withoutAddress, '2024-12-31')],
    }),
  ];
}

function branches(): string[] {
  const branch = (code: string, id: string, operator: string | null) =>
    organisation(code, {
      recordClass: 'RC2',
      name: 'CHAIN BRANCH SURGERY',
      roles: [role('RO96', `${id}1`, 'primaryRole="true"')],
      rels: operator === null ? [] : [rel('RE6', `${id}2`, operator)],
    });
  return [
    branch(ODD_CODES.branchOfClosedPractice, '519', 'ODD24'),
    organisation('ODD24', { dates: date('2010-04-01', '2024-06-30'), status: 'Inactive', roles: practiceRoles('524') }),
    branch(ODD_CODES.branchOfOther, '520', ODD_CODES.likeARelationship),
    branch(ODD_CODES.branchOfNobody, '521', null),
    organisation(ODD_CODES.cycle, { rels: [rel('RE6', '5222', ODD_CODES.cycle)] }),
  ];
}

/** What ends and begins on the day of the second release. */
function edges(): string[] {
  const last = date('2010-04-01', ODD_DAYS[1]);
  const first = date(ODD_DAYS[1]);
  const next = date('2024-10-01');
  const edge = (code: string, id: string, dates: string) =>
    organisation(code, {
      ...{ dates, roles: [role('RO177', `${id}1`, 'primaryRole="true"', dates), role('RO76', `${id}2`, '', dates)] },
      rels: [rel('RE4', `${id}3`, 'C1', dates), rel('RE4', `${id}4`, ODD_CODES.likeARelationship, next)],
    });
  return [edge(ODD_CODES.lastDay, '515', last), edge(ODD_CODES.firstDay, '516', first)];
}

function network(release: 1 | 2): string[] {
  const member = (code: string, id: string, dates: string) =>
    organisation(code, { roles: practiceRoles(id), rels: [rel('RE8', `${id}3`, ODD_CODES.network, dates)] });
  return [
    organisation(ODD_CODES.network, {
      roles: [role('RO272', '525', 'primaryRole="true"')],
      rels: [rel('RE4', '5252', 'C1')],
    }),
    member('ODD26', '526', date('2020-04-01', ODD_DAYS[1])),
    member('ODD27', '527', date('2024-10-01')),
    ...(release === 2 ? [member('ODD28', '528', date('2024-07-01'))] : []),
  ];
}
