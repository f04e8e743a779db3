import { chosenOf } from '../../../explorer/organisations/changes/chosen';
import { sidesOf, valueText, whatText } from '../../../explorer/organisations/changes/difference-words';

const releases = ['2024-10-31', '2024-09-30', '2024-06-30'].map((id) => ({ id, isLive: id === '2024-09-30' }));

test('an address that says nothing compares the live release with the one before it, or with any other', () => {
  expect(chosenOf({}, releases)).toEqual({ from: '2024-06-30', to: '2024-09-30', kind: '', code: '' });
  expect(chosenOf({}, releases.slice(0, 2))).toMatchObject({ from: '2024-10-31', to: '2024-09-30' });
  expect(chosenOf({ from: 'x', to: 'y', kind: 'closed', code: ' g81086 ' }, releases)).toEqual({
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
  ['name', 'RE4 2013-04-01 INACTIVE', 'RE4 2013-04-01 INACTIVE'],
])('%s, %s, is said in words', (what, value, text) => expect(valueText(what, value, names)).toBe(text));

test('fields have names that people use; a new one keeps its own', () => {
  expect([whatText('address.postcode'), whatText('somethingNew')]).toEqual(['Postcode', 'somethingNew']);
});

test('entries are new or withdrawn, fields have a value or none', () => {
  const sides = (what: string, before: string | null, after: string | null) =>
    sidesOf({ what, id: null, before, after }, names);
  expect(sides('relationship', null, 'RE4 10R 2013-04-01..')).toEqual([
    'new: IS COMMISSIONED BY 10R 1 April 2013 onwards',
  ]);
  expect(sides('succession', 'G81086 2024-04-01', null)).toEqual(['withdrawn: G81086 1 April 2024']);
  expect(sides('operational.end', '2023-03-31', null)).toEqual(['before: 31 March 2023', 'after: nothing']);
});
