import { ORGANISATION_TABLES } from '../../../../domain/export/tables/organisation-tables';
import type { Context } from '../../../../domain/context';
import type { LinkRow, RoleRow, StateRow, SuccessionRow } from '../../../../ods/facts';
import { WorkBudget } from '../../../../work-budget';

const PERIODS = { operational: '2010-01-01/2010-12-31 2012-01-01/', legal: '/2020-03-31' };
const STATE = {
  ...{ code: 'A', name: 'OLD MILL', recordClass: 'SITE', status: 'INACTIVE', refOnly: true, unresolved: false },
  ...{ primaryRole: 'RO182', lastChanged: '2020-04-01', ...PERIODS, uprn: '7' },
  ...{ line1: 'L1', line2: 'L2', line3: 'L3', town: 'T', county: 'C', postcode: 'P', country: 'E' },
  contacts: ['skype', 's', 'tel', '1', 'http', 'h', 'tel', '2', '', 'x', 'mailto', 'm'],
} as StateRow;
const ROLE: RoleRow = { id: '1', code: 'RO182', isPrimary: true, status: 'ACTIVE', ...PERIODS };
const LINK: LinkRow = { id: '2', type: 'RE4', other: 'B', status: 'INACTIVE', operational: '', legal: '' };
const SUCCESSIONS: SuccessionRow[] = [
  { id: '3', other: 'C', date: '2020-03-31', forward: true },
  { id: '', other: 'B', date: null, forward: false },
];

/** Returns the rows of a table of one organisation: each as its key and an object of its columns. */
async function rowsOf(name: string, state: StateRow | null = STATE) {
  const table = ORGANISATION_TABLES.find((each) => each.name === name)!;
  const only = <Row>(row: Row) => ({ loadMany: (keys: readonly object[]) => keys.map(() => row) });
  const loaders = {
    ...{ work: new WorkBudget(), state: only(state), roles: only([ROLE]), outgoing: only([LINK]) },
    successors: only(SUCCESSIONS),
    identities: { load: ({ after }: { after: string }) => (after < 'A' ? ['A'] : []) },
  };
  const rows = [];
  const request = { release: 1, since: null, after: null };
  for await (const page of table.pages(request, { loaders } as unknown as Context)) rows.push(...page);
  return rows.map(({ key, values }) => [
    key.join('/'),
    Object.fromEntries(table.columns.map((column, at) => [column.name, values[at]])),
  ]);
}

const DATES = {
  ...{ operationalStart: '2012-01-01', operationalEnd: null, legalStart: null, legalEnd: '2020-03-31' },
  ...{ operationalPeriods: ['2010-01-01/2010-12-31', '2012-01-01/'], legalPeriods: ['/2020-03-31'] },
};
const NO_DATES = {
  ...{ operationalStart: null, operationalEnd: null, legalStart: null, legalEnd: null },
  ...{ operationalPeriods: [], legalPeriods: [] },
};

test('a record has each of its parts in the column of its name, and contacts of one type together', async () => {
  const row = {
    ...{ code: 'A', name: 'OLD MILL', recordClass: 'SITE', status: 'INACTIVE', isReferenceOnly: true },
    ...{ primaryRoleCode: 'RO182', lastChanged: '2020-04-01', ...DATES, uprn: '7' },
    ...{ addressLine1: 'L1', addressLine2: 'L2', addressLine3: 'L3', town: 'T', county: 'C', postcode: 'P' },
    ...{ country: 'E', telephone: '1; 2', email: 'm', website: 'h', fax: null, otherContacts: ['skype: s', ': x'] },
  };
  expect(await rowsOf('organisations')).toEqual([['A', row]]);
  const none = { telephone: null, email: null, website: null, otherContacts: [] };
  expect(await rowsOf('organisations', { ...STATE, contacts: null })).toEqual([['A', { ...row, ...none }]]);
  expect(await rowsOf('organisations', { ...STATE, unresolved: true })).toEqual([]);
  expect(await rowsOf('organisations', null)).toEqual([]);
});

test('roles, relationships and successions have theirs', async () => {
  const role = { organisationCode: 'A', id: '1', roleCode: 'RO182', isPrimary: true, status: 'ACTIVE', ...DATES };
  expect(await rowsOf('roles')).toEqual([['A/1', role]]);
  const link = { sourceCode: 'A', id: '2', typeCode: 'RE4', targetCode: 'B', status: 'INACTIVE', ...NO_DATES };
  expect(await rowsOf('relationships')).toEqual([['A/2', link]]);
  expect(await rowsOf('successions')).toEqual([
    ['A/B/', { predecessorCode: 'A', id: null, successorCode: 'B', date: null, forward: false }],
    ['A/C/3', { predecessorCode: 'A', id: '3', successorCode: 'C', date: '2020-03-31', forward: true }],
  ]);
});
