import { matchColumns } from '../../../cli/match/columns';
import { itemOf } from '../../../cli/match/rows';

test.each([
  [['Practice Name', 'Postcode', 'Town'], {}, { name: 0, postcode: 1, town: 2 }],
  [['id', 'organisation_name', 'Post Code', 'Address line 1'], {}, { name: 1, postcode: 2, address: 3 }],
  [['A', 'B'], { nameColumn: 'b' }, { name: 1 }],
  [['name', 'town', 'county'], {}, { name: 0, town: 1 }],
  [['Name', 'Site'], { nameColumn: 'Site' }, { name: 1 }],
])('the columns of %j with %j', (headings, options, columns) => {
  expect(matchColumns(headings, options)).toEqual(columns);
});

test.each([
  [['A', 'B'], {}, 'Which column is the name? Give --name-column. Columns: A, B.'],
  [['name', 'Name'], {}, 'Two columns can be the name. Give --name-column.'],
  [['name'], { townColumn: 'City' }, "--town-column: no column 'City'. Columns: name."],
  [['x', 'X'], { nameColumn: 'x' }, undefined],
])('wrong columns %j with %j', (headings, options, message) => {
  if (message === undefined) expect(matchColumns(headings, options)).toEqual({ name: 0 });
  else expect(() => matchColumns(headings, options)).toThrow(message);
});

test.each([
  [['Old Mill', 'gp practice', '01JAN2021'], { name: 'Old Mill', kind: 'GP_PRACTICE', date: '2021-01-01' }],
  [['  ', '', ''], null],
  [['&', 'PCN', ''], null],
])('the item of the row %j', (cells, item) => {
  const row = itemOf(cells, { name: 0, kind: 1, date: 2 }, 2);
  if (item === null) expect(row.item).toBeNull();
  else expect(row.item).toMatchObject(item);
});

test('a date or kind that cannot be read is an error that names the line', () => {
  const columns = { name: 0, kind: 1, date: 2 };
  expect(() => itemOf(['x', '', '01/02/2021'], columns, 7)).toThrow("line 7: '01/02/2021' is not a date");
  expect(() => itemOf(['x', 'shop', ''], columns, 8)).toThrow("line 8: 'shop' is not a kind. Kinds: VACCINATION_SITE");
});
