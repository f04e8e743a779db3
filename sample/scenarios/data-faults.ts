import { organisation, organisationWithCode, type OrganisationRef } from '../organisations';
import { datesOf, draft, addRole, addLink, addLinkWithDates, type Draft } from '../draft';
import { address } from '../deterministic-values';
import type { SampleDate } from '../record';

/**
 * Records with every kind of data fault that was found in published files, which a loader must accept. Their codes are
 * ZXDIRT01 to ZXDIRT50; docs/sample.md lists them.
 */
export function* dataFaults(): Generator<Draft> {
  yield* repeatedRecords();
  yield* faultyCodes();
  yield* faultyLinks();
  yield* faultyStatuses();
  yield* faultyDates();
  yield* faultyRoles();
  yield* unusualAddresses();
  yield* unusualMarkup();
}

const OPENED = '2015-04-01';
const faultyOrganisation = (n: number, role = 'RO157'): OrganisationRef =>
  organisationWithCode(`ZXDIRT${String(n).padStart(2, '0')}`, role, 'RC1', 800_000 + n);

function record(n: number, title: string, role?: string): Draft {
  return draft(faultyOrganisation(n, role), `${title} LTD, MOCKTON`, { start: OPENED }, address(64, n, 110, n));
}

const dates = (...all: [SampleDate['type'], string?, string?][]): SampleDate[] =>
  all.map(([type, start, end]) => ({ type, start, end }));

function* repeatedRecords(): Generator<Draft> {
  yield { ...record(1, 'TWICE, EARLIER'), lastChanged: '2016-01-01', file: 'full' };
  yield { ...record(1, 'TWICE, LATER'), lastChanged: '2018-01-01', file: 'archive' };
  yield { ...record(2, 'TWICE, FIRST'), lastChanged: '2017-01-01' };
  yield { ...record(2, 'TWICE, SECOND'), lastChanged: '2017-01-01' };
}

function* faultyCodes(): Generator<Draft> {
  yield { ...record(3, 'LOWER CASE'), code: 'zxdirt03' };
  yield { ...record(4, 'WITH A DASH'), code: 'ZX-DIRT-04' };
  yield { ...record(5, 'WITH BLANKS'), code: ' ZXDIRT05 ' };
  yield { ...record(6, 'WITHOUT CODE'), code: null };
  const twins = [
    organisationWithCode('ZXPO011', 'RO177', 'RC1', 810_001),
    organisationWithCode('ZXP00I1', 'RO177', 'RC1', 810_002),
  ];
  for (const twin of twins) {
    const practice = draft(twin, 'EASILY MISTYPED SURGERY, MOCKTON', { start: '1974-04-01' }, address(64, 1, 111));
    yield addRole(practice, 'RO76', '2014-04-15');
  }
}

function* faultyLinks(): Generator<Draft> {
  const icb = organisation('icb', 1);
  const same = addLinkWithDates(record(7, 'SAME LINK TWICE'), 'RE5', icb, datesOf({ start: OPENED }));
  yield { ...same, links: [...same.links, ...same.links] };
  const clash = addLinkWithDates(
    record(8, 'SAME LINK ID TWICE'),
    'RE5',
    icb,
    datesOf({ start: OPENED, end: '2020-03-31' }),
  );
  addLinkWithDates(clash, 'RE5', organisation('icb', 2), datesOf({ start: '2020-04-01' }), {
    uniqueRelId: clash.links[0]!.uniqueRelId,
  });
  yield clash;
  yield addLink(record(9, 'ITS OWN OPERATOR'), 'RE6', faultyOrganisation(9), { start: OPENED });
  yield addLink(record(10, 'CIRCLE, FIRST'), 'RE6', faultyOrganisation(11), { start: OPENED });
  yield addLink(record(11, 'CIRCLE, SECOND'), 'RE6', faultyOrganisation(12), { start: OPENED });
  yield addLink(record(12, 'CIRCLE, THIRD'), 'RE6', faultyOrganisation(10), { start: OPENED });
  const ghost = organisationWithCode('ZXGHOST1', 'RO98', 'RC1', 810_003);
  yield addLink(record(13, 'COMMISSIONED BY A GHOST'), 'RE4', ghost, { start: OPENED });
  const wrong = { ...organisation('sicbl', 1), role: 'RO179', roleId: 8_000_140 };
  yield addLink(record(14, 'MISTAKEN ABOUT ITS TARGET'), 'RE4', wrong, { start: OPENED });
  yield addLink({ ...record(15, 'YOUNGER THAN ITS LINK'), opened: '2010-01-01' }, 'RE5', icb, { start: '2010-01-01' });
  yield addLink(record(16, 'LINK THAT OUTLIVED ITS TARGET'), 'RE4', organisation('ccg', 0), { start: OPENED });
  yield addLinkWithDates(record(17, 'LINK WITHOUT DATES'), 'RE5', icb, []);
  yield addLinkWithDates(
    record(18, 'LINK WITH LEGAL DATES ONLY'),
    'RE5',
    icb,
    datesOf({ start: OPENED, bases: 'legal' }),
  );
  yield addLinkWithDates(record(19, 'LINK OF AN UNKNOWN TYPE'), 'RE12', icb, datesOf({ start: OPENED }));
  const over = datesOf({ start: OPENED, end: '2020-03-31' });
  yield addLinkWithDates(record(20, 'CLOSED LINK THAT IS ACTIVE'), 'RE5', icb, over, { status: 'Active' });
  const commissioned = addLink(record(50, 'COMMISSIONED TWICE'), 'RE4', organisation('sicbl', 20), { start: OPENED });
  yield addLink(commissioned, 'RE4', organisation('sicbl', 21), { start: '2020-04-01' });
}

function* faultyStatuses(): Generator<Draft> {
  const closed = datesOf({ start: OPENED, end: '2020-03-31' });
  yield { ...record(21, 'OPEN WITHOUT STATUS'), status: null };
  yield { ...record(22, 'CLOSED WITHOUT STATUS'), status: null, dates: closed };
  yield { ...record(23, 'CLOSED BUT ACTIVE'), status: 'Active', dates: closed };
  yield { ...record(24, 'OPEN BUT INACTIVE'), status: 'Inactive' };
}

function* faultyDates(): Generator<Draft> {
  const dated = (n: number, title: string, all: SampleDate[]): Draft => {
    const made = record(n, title);
    return { ...made, dates: all, roles: made.roles.map((role) => ({ ...role, dates: all })) };
  };
  yield { ...dated(25, 'WITHOUT DATES', []), status: 'Active', lastChanged: '2015-04-01' };
  yield dated(26, 'TWO PERIODS', dates(['Operational', '2010-04-01', '2012-03-31'], ['Operational', '2015-04-01']));
  yield { ...dated(27, 'END BEFORE START', dates(['Operational', '2015-04-01', '2014-03-31'])), file: 'archive' };
  yield {
    ...dated(28, 'IMPOSSIBLE END', dates(['Operational', '2015-04-01', '2023-02-30'])),
    lastChanged: '2023-03-01',
  };
  yield dated(29, 'FILLER START', dates(['Operational', '1900-01-01']));
  yield dated(30, 'FUTURE START', dates(['Operational', '2030-04-01']));
  yield dated(31, 'FUTURE END', dates(['Operational', '2015-04-01', '2030-03-31']));
  yield dated(32, 'LEGALLY EARLIER', dates(['Operational', '2010-06-15'], ['Legal', '2010-01-01']));
  yield dated(33, 'END WITHOUT START', dates(['Operational', undefined, '2020-03-31']));
  yield dated(34, 'ONE DAY', dates(['Operational', '2020-02-29', '2020-02-29']));
}

function* faultyRoles(): Generator<Draft> {
  const none = record(35, 'WITHOUT PRIMARY ROLE');
  yield { ...none, roles: none.roles.map((role) => ({ ...role, primaryRole: undefined })) };
  yield twoPrimaries(36, 'TWO PRIMARY ROLES, ONE OVER', '2016-03-31');
  yield twoPrimaries(37, 'TWO PRIMARY ROLES', undefined);
  const written = addRole(record(38, 'PRIMARY ROLE WRITTEN FALSE'), 'RO269');
  yield { ...written, roles: written.roles.map((role) => ({ primaryRole: 'false' as const, ...role })) };
  yield addRole(record(39, 'ROLE OUTSIDE THE LIST'), 'RO331');
  const same = addRole(record(40, 'SAME ROLE TWICE'), 'RO269');
  yield { ...same, roles: [...same.roles, same.roles[1]!] };
}

/** Two primary roles: RO157 has the lower id, RO172 comes first in the file. */
function twoPrimaries(n: number, title: string, firstEnds: string | undefined): Draft {
  const made = record(n, title);
  const [role] = made.roles;
  const over = { ...role!, dates: datesOf({ start: OPENED, end: firstEnds }) };
  return { ...made, roles: [{ ...role!, id: 'RO172', uniqueRoleId: role!.uniqueRoleId + 1 }, over] };
}

function* unusualAddresses(): Generator<Draft> {
  const sparse = { line1: 'UNIT 4', line3: 'THE OLD BARN', postcode: 'ZZ1 1AA' };
  yield { ...record(41, 'SPARSE ADDRESS'), location: sparse };
  yield { ...record(42, 'WITHOUT ADDRESS'), location: undefined, contacts: [] };
  const zeros = record(43, 'UPRN WITH ZEROS');
  yield { ...zeros, location: { ...zeros.location, uprn: '000900000000043' } };
  const telephones = ['tel', 'fax', 'http', 'mailto'].map((type, n) => ({ type, value: CONTACTS[n]! }));
  yield { ...record(44, 'EVERY CONTACT'), contacts: telephones };
}

const CONTACTS = ['01632 960044', '01632 960045', 'HTTP://DIRT44.EXAMPLE', 'dirt44@mockton.example'];

function* unusualMarkup(): Generator<Draft> {
  const name = 'SMITH & DAUGHTERS <CARE> LTD';
  yield { ...record(45, 'ENTITIES'), name, style: { nameMarkup: 'SMITH &amp; DAUGHTERS &#60;CARE&#x3E; LTD' } };
  const markup = 'SMITH <![CDATA[& DAUGHTERS <CARE>]]><!-- not a <tag> --> LTD';
  yield {
    ...record(46, 'CDATA'),
    name,
    style: { nameMarkup: markup, comment: 'a comment, with <Name>no name</Name>' },
  };
  const turned = record(47, 'OTHER ORDER');
  turned.dates = [...datesOf({ start: '2015-05-01', bases: 'legal' }), ...turned.dates];
  yield addLink({ ...turned, style: { reversed: true } }, 'RE5', organisation('icb', 1), { start: OPENED });
  yield { ...record(48, 'REFONLY WRITTEN FALSE'), refOnly: 'false' };
  yield { ...record(49, `VERY ${'LONG '.repeat(40)}NAME`) };
}
