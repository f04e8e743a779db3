import { STATEMENTS } from '../../../../graph-seed/catalog/statements';
import { headerOf, LIST_DELIMITER, toField, toFields } from '../../../../graph-seed/importing/csv';

test('the header has the properties that the statement creates, at their columns, with their types', () => {
  expect(headerOf(STATEMENTS.roles)).toEqual([
    ...['hash:string', undefined, 'id:string', 'code:string'],
    ...['isPrimary:boolean', 'status:string', 'operational:string', 'legal:string'],
  ]);
  expect(headerOf(STATEMENTS.states)).toHaveLength(24);
  expect(headerOf(STATEMENTS.states).slice(-2)).toEqual(['contacts:string[]', 'packed:string']);
  expect(() => headerOf(STATEMENTS['end-roles'])).toThrow('end-roles creates nothing');
});

test('a missing value is an empty field, and an empty text is not', () => {
  expect([null, undefined, '', true, 3].map(toField)).toEqual(['', '', '""', 'true', '3']);
});

test('quotes are doubled, and lists have a delimiter that XML cannot contain', () => {
  expect(toField('a "b", \\c\n')).toBe('"a ""b"", \\c\n"');
  expect(toField(['tel', '1, "2"'])).toBe(`"tel${LIST_DELIMITER}1, ""2"""`);
});

test.each([
  ['texts and booleans', ['h', 'C1', '', true, 'x, y']],
  ['missing values, and the word null in a text', [null, 'null', 'a,null,b', null, null, false, null]],
  ['what JSON escapes', ['a "b"', 'c\\d', 'e\nf', null, 'g']],
  ['a list', ['h', ['tel', ''], 'x']],
  ['brackets', ['h', '[x]', null]],
])('a row of %s has the same fields as its values', (_, row) => {
  expect(toFields(JSON.stringify(row))).toBe(row.map(toField).join(','));
});
