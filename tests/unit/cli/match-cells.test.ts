import { ADDED_HEADINGS, cellsOf, itemOf, NOTHING_GIVEN, type MatchShown } from '../../../cli/match/rows';

type Candidate = MatchShown['candidates'][number];
const candidate = (code: string, more: Partial<Candidate> = {}, isActive = true): Candidate => ({
  organisation: { code, name: `NAME OF ${code}`, isActive, moment: { date: '2024-09-30' } },
  ...{ score: 0.9, matchedOn: ['FORMER_NAME', 'POSTCODE'], successors: [], ...more },
});

test('a chosen organisation fills every added cell', () => {
  const chosen = candidate('A');
  const cells = cellsOf({ chosen, outcome: 'CHOSEN', candidates: [chosen, candidate('B')] });
  expect(cells).toEqual(['A', 'NAME OF A', '0.9', 'former name; postcode', 'chosen', '']);
  expect([cells.length, NOTHING_GIVEN.length]).toEqual([ADDED_HEADINGS.length, ADDED_HEADINGS.length]);
});

test('one that is not active says so, and names its successors', () => {
  const chosen = candidate('A', { successors: [{ code: 'B' }, { code: 'C' }] }, false);
  const cells = cellsOf({ chosen, outcome: 'CHOSEN', candidates: [chosen] });
  expect(cells.slice(4)).toEqual(['chosen; not active on 2024-09-30', 'B; C']);
});

test('without a choice, the reason names the three likeliest, and the score is that of the first', () => {
  const candidates = ['A', 'B', 'C', 'D'].map((code, at) => candidate(code, { score: 0.7 - at / 10 }));
  const shown = { chosen: null, outcome: 'SEVERAL_ALIKE', candidates } as const;
  const likely = 'A NAME OF A; B NAME OF B; C NAME OF C';
  expect(cellsOf(shown)).toEqual([
    ...['', '', '0.7', 'former name; postcode', `several are about equally alike: ${likely}`, ''],
  ]);
  expect(cellsOf({ chosen: null, outcome: 'NO_CANDIDATE', candidates: [] })).toEqual([
    ...['', '', '', '', 'nothing has anything in common with it', ''],
  ]);
});

test.each(['=1+1', '+44', '-A1', '@SUM(A1)', '\tx'])('the name %j is no formula in a spreadsheet', (name) => {
  const { organisation } = candidate('A');
  const chosen = candidate('A', { organisation: { ...organisation, name } });
  expect(cellsOf({ chosen, outcome: 'CHOSEN', candidates: [chosen] })[1]).toBe(`'${name}`);
});

test('an item is read from its columns, and one with nothing to compare is none', () => {
  const columns = { name: 0, postcode: 1, town: 2, address: 3, kind: 4, date: 5 };
  const item = (...cells: string[]) => itemOf(cells, columns, 7).item;
  expect(item(' Mill ', 'P', 'T', 'L', 'gp - practice', '31-Mar-2021')).toEqual({
    ...{ name: 'Mill', postcode: 'P', town: 'T', address: 'L', kind: 'GP_PRACTICE', date: '2021-03-31' },
  });
  expect(item('', '', '', '1 Mill Lane')).toMatchObject({ address: '1 Mill Lane', kind: null, date: null });
  expect(item('', 'P')).toMatchObject({ name: '', postcode: 'P' });
  expect(item('--', ' ', 'Exampleton', '...')).toBeNull();
  expect(itemOf(['x'], { postcode: 0 }, 7).item).toMatchObject({ name: '', postcode: 'x', town: '' });
  expect(() => item('x', '', '', '', 'shop')).toThrow("line 7: 'shop' is not a kind. Kinds: ");
  expect(() => item('x', '', '', '', '', '2021-02-30')).toThrow("line 7: '2021-02-30' is not a date");
});
