import { loadedText } from '../../../explorer/organisations/graphql/paged-request';
import {
  isComplete,
  membersCsv,
  type NetworkData,
} from '../../../explorer/organisations/organisation/members/members-csv';
import { togetherText } from '../../../explorer/organisations/organisation/members/words';
import type { Member, Membership } from '../../../explorer/organisations/graphql/types';

const payee = {
  organisation: { code: 'A', name: 'PAYEE', isActive: true },
  rule: 'NOMINATED_PAYEE',
  path: { hops: [] },
};
const network: NetworkData['network'] = {
  code: 'N1',
  name: 'NETWORK, NORTH',
  moment: { date: '2024-09-30', basis: 'OPERATIONAL', release: '2024-09-30' },
  payment: { payees: [payee], reason: null, stoppedAt: null },
};
const measure = { id: 'gp-list-size', name: 'Patients', unit: 'patients' };
const total = { value: 8874, dates: ['2024-09-01'], counted: 1, missingCount: 1, missing: [] };

const member = (code: string, value: number | null): Member => ({
  node: {
    code,
    name: `=${code}`,
    isActive: true,
    measurement: value === null ? null : { value, date: '2024-09-01' },
    measurementMissing: value === null ? 'NO_VALUE' : null,
  },
  relationships: [],
});
const membership = (code: string, start: string, end: string | null, more: Partial<Membership> = {}): Membership => ({
  id: code + start,
  isActive: end === null,
  basisUsed: 'OPERATIONAL',
  operational: { start, end },
  legal: { start: '1999-01-01', end: start },
  source: { code, name: `=${code}`, isActive: true },
  ...more,
});
const closed = { source: { code: 'D', name: 'D', isActive: false } };

test('there is a row for each membership, those of the day first, on the basis that decided, and no value is not 0', () => {
  const memberships = [
    membership('C', '2019-07-01', '2021-03-31'),
    membership('B', '2020-07-01', null),
    membership('A', '2019-07-01', null, { basisUsed: 'LEGAL' }),
    membership('D', '2018-07-01', null, closed),
    membership('E', '2025-04-01', '2026-03-31'),
  ];
  const data = { network, members: [member('A', 8874), member('B', null)], memberships, measure, total };
  const moment = '2024-09-30,OPERATIONAL,2024-09-30';
  const whole = '8874,1,1,A,PAYEE,NOMINATED_PAYEE';
  expect(membersCsv(data).split('\r\n')).toEqual([
    'network_code,network_name,code,name,member_from,member_to,measure,value,unit,value_date,date,basis,release,' +
      'state,value_missing,network_total,network_total_members,network_total_missing,payee_code,payee_name,payee_rule',
    `N1,"NETWORK, NORTH",A,'=A,1999-01-01,2019-07-01,gp-list-size,8874,patients,2024-09-01,${moment},MEMBER,,${whole}`,
    `N1,"NETWORK, NORTH",B,'=B,2020-07-01,,gp-list-size,,patients,,${moment},MEMBER,NO_VALUE,${whole}`,
    `N1,"NETWORK, NORTH",D,D,2018-07-01,,gp-list-size,,patients,,${moment},MEMBER_CLOSED,,${whole}`,
    `N1,"NETWORK, NORTH",C,'=C,2019-07-01,2021-03-31,gp-list-size,,patients,,${moment},LEFT,,${whole}`,
    `N1,"NETWORK, NORTH",E,'=E,2025-04-01,2026-03-31,gp-list-size,,patients,,${moment},LATER,,${whole}`,
    '',
  ]);
});

test('without a loaded measure there are no columns for it', () => {
  const data = { network, members: [], memberships: [], measure: undefined, total: undefined };
  expect(membersCsv(data)).toMatch(
    /^network_code,network_name,code,name,member_from,member_to,date,basis,release,state,/,
  );
});

test('the sum says its day, how many members it is of, and which members cannot have a figure', () => {
  expect(togetherText(total, measure, 2)).toBe('8,874 patients, of 1 of 2 members, counted on 1 September 2024');
  expect(togetherText(total, measure, 3)).toBe(
    '8,874 patients, of 1 of 3 members, counted on 1 September 2024; 1 of them is of a kind without list sizes',
  );
  expect(togetherText({ ...total, counted: 0, missingCount: 2, dates: [] }, measure, 2)).toBe(
    'No figure: none of the 2 members has one of the 12 months up to the day',
  );
});

test('while the number of members is not known, nothing is said of it', () => {
  expect(togetherText({ ...total, value: 100, counted: 5 }, measure, undefined)).toBe(
    '100 patients, of 5 members with a figure, counted on 1 September 2024',
  );
  expect(togetherText({ ...total, counted: 0, dates: [] }, measure, undefined)).toBe(
    'No figure: no member has one of the 12 months up to the day',
  );
  expect(loadedText([], undefined, 'members')).toBe('');
  expect(loadedText([1, 2], 3, 'members')).toBe('2 of 3 members');
});

test('the file is complete with all members, all memberships and, of a measure, the sum', () => {
  const lists = { members: { nodes: [1], totalCount: 1 }, memberships: { nodes: [], totalCount: 0 } };
  expect(isComplete({ ...lists, measure, total })).toBe(true);
  expect(isComplete({ ...lists, measure, total: undefined })).toBe(false);
  expect(isComplete({ ...lists, measure: undefined, total: undefined })).toBe(true);
  expect(isComplete({ ...lists, members: { nodes: [1], totalCount: 2 }, measure, total })).toBe(false);
  expect(isComplete({ ...lists, memberships: { nodes: [] }, measure, total })).toBe(false);
});
