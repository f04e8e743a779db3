import { dayColumns, readList } from '../../../explorer/organisations/list/read-list';
import { WORDS } from '../../../explorer/organisations/list/words';

/** The code of each item, or what is written if it is none, with its day or else the day as it is written. */
const read = (text: string) =>
  readList(text).map(({ written, code, dayWritten, day }) => `${code ?? `“${written}”`} ${day ?? dayWritten}`.trim());

test.each([
  ['A81001, B82002 C83003', ['A81001', 'B82002', 'C83003']],
  ['A81001 B82002, C83003 D84004', ['A81001', 'B82002', 'C83003', 'D84004']],
  ['A81001 B82002\tRH8 5QA', ['A81001', 'B82002', 'RH8', '5QA']],
  ['\ufeffA81001\u200b\nB82\u00ad002 31/03/2021\u200e', ['A81001', 'B82002 2021-03-31']],
  ['THE SURGERY, THE OTHER SURGERY', ['“THE SURGERY”', '“THE OTHER SURGERY”']],
  ['A81001 The Surgery, B82002 The Other Surgery', ['A81001', 'B82002']],
  ['A81001: THE SURGERY, B82002', ['“A81001: THE SURGERY”', 'B82002']],
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

test.each([
  ['Date of vaccination,Site code\n01/04/2021,A81001', ['A81001 2021-04-01']],
  ['Appointment date,Code\n01/04/2021,A81001', ['A81001 2021-04-01']],
  ['code,VaccinationDay\nA81001,01/04/2021', ['A81001 2021-04-01']],
  ['code,date,Date of birth\nA81001,01/04/2021,02/03/1950', ['A81001 2021-04-01']],
  ['code,Date of birth\nA81001,02/03/1950', ['A81001']],
  ['code,Booking date,Appointment date\nA81001,01/03/2021,01/04/2021', ['A81001']],
  ['code,date\nA81001,44286\nA81001,44286.5\nA81001,12345', ['A81001 2021-03-31', 'A81001 2021-03-31', 'A81001 12345']],
])('the only column of %j that can be the day is the day', (text, items) => expect(read(text)).toEqual(items));

test.each([
  ['code,Appointment date\nA81001,01/04/2021', [], 'Appointment date'],
  ['code,date,Date of birth\nA81001,01/04/2021,02/03/1950', ['Date of birth'], 'date'],
  ['code,Date of birth\nA81001,02/03/1950', ['Date of birth'], null],
  ['code,Booking date,Appointment date\nA81001,,', ['Booking date', 'Appointment date'], null],
  ['code,Vaccinated on,Last update\nA81001,,x\nB82002,01/04/2021,', ['Vaccinated on', 'Last update'], null],
  ['code,\nA81001,01/04/2021,02/04/2021', ['column 2', 'column 3'], null],
  ['code,name\nA81001,THE SURGERY', [], null],
  ['A81001,01/04/2021', [], null],
  ['', [], null],
])('of %j, the columns that may be days and are not used are named', (text, unused, used) =>
  expect(dayColumns(text)).toEqual({ used, unused }),
);

test('the words say which columns of days are not used, and of which day the codes are', () => {
  expect(WORDS.unusedDays({ used: null, unused: ['Booking date', 'Seen on'] })).toBe(
    'The columns “Booking date” and “Seen on” were not used: each code is looked up on the date above. To use one, change its heading to “date”.',
  );
  expect(WORDS.unusedDays({ used: 'date', unused: ['Date of birth'] })).toBe(
    'The column “Date of birth” was not used: each code is looked up on the day in the column “date”.',
  );
});

test.each([
  ['A81001,44286', ['A81001 2021-03-31']],
  ['44286\tA81001\tB82002', ['A81001 2021-03-31', 'B82002 2021-03-31']],
  ['A81001 44286, B82002 44287.25', ['A81001 2021-03-31', 'B82002 2021-04-01']],
  ['A81001,20210331', ['A81001 2021-03-31']],
  ['A81001,31-Mar-21\nB82002 31 Mar 21', ['A81001 31-Mar-21', 'B82002 31 Mar 21']],
  ['44286,44287', ['44286', '44287']],
  ['A81001,123', ['A81001', '123']],
])("Excel's number of a day beside a code is a day in %j", (line, items) => expect(read(line)).toEqual(items));
