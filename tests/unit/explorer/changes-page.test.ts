import { changesParams } from '../../../explorer/organisations/changes/params';
import { differenceLines, valueText, fieldText } from '../../../explorer/organisations/changes/difference-text';

const releases = ['2024-10-31', '2024-09-30', '2024-06-30'].map((id) => ({ id, isLive: id === '2024-09-30' }));

test('without parameters the live release is compared with the release before it, or with any other one', () => {
  expect(changesParams({}, releases)).toEqual({ from: '2024-06-30', to: '2024-09-30', kind: '', code: '' });
  expect(changesParams({}, releases.slice(0, 2))).toMatchObject({ from: '2024-10-31', to: '2024-09-30' });
  expect(changesParams({ to: '2024-10-31' }, releases)).toMatchObject({ from: '2024-09-30', to: '2024-10-31' });
  expect(changesParams({ to: '2024-06-30' }, releases)).toMatchObject({ from: '2024-10-31', to: '2024-06-30' });
  expect(changesParams({ from: 'x', to: 'y', kind: 'closed', code: ' g81086 ' }, releases)).toEqual({
    ...{ from: 'x', to: 'y' },
    ...{ kind: 'CLOSED', code: 'G81086' },
  });
});

const names = new Map([
  ['RE4', 'IS COMMISSIONED BY'],
  ['RO177', 'PRESCRIBING COST CENTRE'],
]);

test.each([
  ['status', 'INACTIVE', 'inactive'],
  ['status', 'ACTIVE', 'active'],
  ['operational.end', '2023-03-31', '31 March 2023'],
  ['relationship', 'RE4 10R 2013-04-01..', 'IS COMMISSIONED BY 10R 1 April 2013 onwards'],
  [
    'relationship',
    'RE4 10R 2013-04-01..2024-03-31, legal 2013-04-01..2024-03-31 INACTIVE',
    'IS COMMISSIONED BY 10R 1 April 2013 to 31 March 2024, legal 1 April 2013 to 31 March 2024 (inactive)',
  ],
  ['role', 'RO177 primary ..2024-03-31', 'PRESCRIBING COST CENTRE (RO177) primary until 31 March 2024'],
  ['role', 'RO999 2013-04-01..', 'RO999 1 April 2013 onwards'],
  ['succession', 'G81086 2024-04-01 succeeded onward', 'G81086 1 April 2024 succeeded onward'],
  ['succession', 'RE4 2024-04-01', 'RE4 1 April 2024'], // the code of a trust
  ['operational.end', '2023-02-30', '2023-02-30'],
  ['relationship', 'RE4 10R 2013-04-01..2023-13-45', 'IS COMMISSIONED BY 10R 1 April 2013 to 2023-13-45'],
  ['name', 'RE4 2013-04-01 INACTIVE', 'RE4 2013-04-01 INACTIVE'],
])('shows %s %s as text', (what, value, text) => expect(valueText(what, value, names)).toBe(text));

test('fields have readable names; an unknown field keeps its own', () => {
  expect([fieldText('address.postcode'), fieldText('somethingNew')]).toEqual(['Postcode', 'somethingNew']);
});

test('an entry is added or removed, a field has a value before and after', () => {
  const lines = (what: string, before: string | null, after: string | null) =>
    differenceLines({ what, id: null, before, after }, names);
  expect(lines('relationship', null, 'RE4 10R 2013-04-01..')).toEqual([
    'added: IS COMMISSIONED BY 10R 1 April 2013 onwards',
  ]);
  expect(lines('succession', 'G81086 2024-04-01', null)).toEqual(['removed: G81086 1 April 2024']);
  expect(lines('operational.end', '2023-03-31', null)).toEqual(['before: 31 March 2023', 'after: none']);
});
