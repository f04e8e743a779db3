import { readList } from '../../../explorer/organisations/list/read-list';

/** The code of each item, or what is written if it is none, with its day or else the day as it is written. */
const read = (text: string) =>
  readList(text).map(({ written, code, dayWritten, day }) => `${code ?? `“${written}”`} ${day ?? dayWritten}`.trim());

test.each([
  ['A81001, B82002 C83003', ['A81001', 'B82002', 'C83003']],
  ['A81001 B82002, C83003 D84004', ['A81001', 'B82002', 'C83003', 'D84004']],
  ['A81001 B82002\tRH8 5QA', ['A81001', 'B82002', 'RH8', '5QA']],
  ['THE SURGERY, THE OTHER SURGERY', ['“THE SURGERY”', '“THE OTHER SURGERY”']],
  ['A81001 The Surgery, B82002 The Other Surgery', ['A81001', 'B82002']],
  ['RH8 ROYAL DEVON, A81001', ['“RH8 ROYAL DEVON”', 'A81001']],
])('no code of %j is lost', (line, items) => expect(read(line)).toEqual(items));

test.each([
  ['A81001 31/03/2021, B82002 01/04/2021', ['A81001 2021-03-31', 'B82002 2021-04-01']],
  ['A81001  31 March 2021; B82002 1 April 2021', ['A81001 2021-03-31', 'B82002 2021-04-01']],
  ['A81001 31/03/2021 B82002 01/04/2021', ['A81001 2021-03-31', 'B82002 2021-04-01']],
  ['A81001 31/03/2021, B82002', ['A81001 2021-03-31', 'B82002']],
  ['A81001 B82002 31/03/2021', ['A81001 2021-03-31', 'B82002 2021-03-31']],
  ['A81001 B82002, 31/03/2021', ['A81001 2021-03-31', 'B82002 2021-03-31']],
  ['31/03/2021,A81001,B82002', ['A81001 2021-03-31', 'B82002 2021-03-31']],
  ['A81001,31/03/2021,B82002', ['A81001 2021-03-31', 'B82002 2021-03-31']],
  ['A81001,31/03/2021,B82002,01/04/2021', ['A81001 2021-03-31', 'B82002 2021-04-01']],
  ['31/03/2021,A81001,01/04/2021,B82002', ['A81001 2021-03-31', 'B82002 2021-04-01']],
  ['A81001,31/03/2021,01/04/2021', ['A81001 2021-03-31', '“01/04/2021”']],
  ['A81001 2021-02-30, B82002', ['A81001 2021-02-30', 'B82002']],
])('a day in %j belongs to the codes before it in its cell, or to the line', (line, items) =>
  expect(read(line)).toEqual(items),
);

test('what stands beside a code in a row without headings is no code', () => {
  expect(read('A81001\tTHE SURGERY\t1 HIGH STREET\tLS1 1AA\t0113 2345678')).toEqual(['A81001']);
  expect(read('A81001,LS1 1AA')).toEqual(['A81001', '“LS1 1AA”']);
});
