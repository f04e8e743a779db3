import { membersCsv } from '../../../explorer/organisations/organisation/members/members-csv';
import type { Member } from '../../../explorer/organisations/graphql/types';

const moment = { date: '2024-09-30', basis: 'OPERATIONAL', release: '2024-09-30' } as const;
const network = { code: 'N1', name: 'NETWORK, NORTH', moment };
const measure = { id: 'gp-list-size', name: 'Patients', unit: 'patients' };

const member = (code: string, value: number | null, ...starts: readonly string[]): Member => ({
  node: { code, name: `=${code}`, isActive: true, measurement: value === null ? null : { value, date: '2024-09-01' } },
  relationships: starts.map((start, id) => ({
    id: String(id),
    isActive: true,
    basisUsed: id === 0 ? 'OPERATIONAL' : 'LEGAL',
    operational: { start, end: null },
    legal: { start: '1999-01-01', end: start },
  })),
});

test('there is a row for each membership, on the basis that decided, and no value is not 0', () => {
  const text = membersCsv(
    network,
    [member('A', 8874, '2019-07-01'), member('B', null, '2019-07-01', '2021-04-01')],
    measure,
  );
  expect(text.split('\r\n')).toEqual([
    'network_code,network_name,code,name,member_from,member_to,measure,value,unit,value_date,date,basis,release',
    `N1,"NETWORK, NORTH",A,'=A,2019-07-01,,gp-list-size,8874,patients,2024-09-01,2024-09-30,OPERATIONAL,2024-09-30`,
    `N1,"NETWORK, NORTH",B,'=B,2019-07-01,,gp-list-size,,patients,,2024-09-30,OPERATIONAL,2024-09-30`,
    `N1,"NETWORK, NORTH",B,'=B,1999-01-01,2021-04-01,gp-list-size,,patients,,2024-09-30,OPERATIONAL,2024-09-30`,
    '',
  ]);
});

test('without a loaded measure there are no columns for it', () => {
  expect(membersCsv(network, [], undefined)).toBe(
    'network_code,network_name,code,name,member_from,member_to,date,basis,release\r\n',
  );
});
