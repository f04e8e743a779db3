import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const execute = createExecutor(sampleGraph());
const QUERY = `query ($items: [MatchItem!]!) { matchOrganisations(items: $items) {
  outcome
  chosen { score matchedOn formerName organisation { code } successors { code } }
  candidates { score organisation { code isActive } }
} }`;

interface Candidate {
  readonly score: number;
  readonly matchedOn: readonly string[];
  readonly formerName: string | null;
  readonly organisation: { readonly code: string; readonly isActive: boolean };
  readonly successors: readonly { readonly code: string }[];
}
interface Matched {
  readonly outcome: string;
  readonly chosen: Candidate | null;
  readonly candidates: readonly Candidate[];
}
type Item = Record<string, string>;

const result = (items: readonly Item[]) => execute(QUERY, { variables: { items } });
async function match(...items: Item[]): Promise<Matched[]> {
  const { data, errors } = await result(items);
  expect(errors).toBeUndefined();
  return data!.matchOrganisations as unknown as Matched[];
}
const codeOf = ({ chosen }: Matched) => chosen?.organisation.code;

test('a practice is chosen by a damaged name at its postcode, by its code, and by its name with the town', async () => {
  const matches = await match(
    { name: 'old mil surg', postcode: 'zz22zz' },
    { name: 'Old Mill Surgery Exampleton', postcode: 'ZZ2 2ZY' },
    { name: 'surgery', postcode: 'ZZ2 2ZZ', kind: 'GP_PRACTICE' },
    { name: 'old mill surgery exampleton', address: '1 Mill Lane', town: 'Exampelton' },
    { name: 'zxp0006' },
    { name: 'THE OLD MILL (ZXP0006)' },
  );
  expect(matches.map(codeOf)).toEqual(matches.map(() => KNOWN_CASES.practice));
  expect(matches.map(({ outcome }) => outcome)).toEqual(matches.map(() => 'CHOSEN'));
  expect(matches[0]!.chosen!.matchedOn).toEqual(['NAME', 'POSTCODE']);
  expect(matches[2]!.chosen!.matchedOn).toEqual(['NAME', 'POSTCODE', 'KIND']);
  expect(matches[3]!.chosen!.matchedOn).toEqual(['NAME', 'TOWN', 'ADDRESS']);
  expect(matches[4]!.chosen).toMatchObject({ score: 1, matchedOn: ['CODE'] });
});

test('answers are in the order of the items, and none is chosen where it is not safe', async () => {
  const matches = await match(
    { name: 'old mill surgery' },
    { name: 'qqqq zzzz' },
    { name: 'old mill surgery', postcode: 'zz2 2zz' },
    { postcode: 'zz2 2zz' },
  );
  expect(matches.map((each) => [each.outcome, codeOf(each)])).toEqual([
    ['NOT_ALIKE', undefined],
    ['NO_CANDIDATE', undefined],
    ['CHOSEN', KNOWN_CASES.practice],
    ['NOT_ALIKE', undefined],
  ]);
  expect(matches[0]!.candidates).toHaveLength(5);
  const scores = matches[0]!.candidates.map(({ score }) => score);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
});

test('a former name and a former address count', async () => {
  const [renamed, moved] = await match(
    { name: 'riverside surgery, specimenby', postcode: 'ZZ37 4TG' },
    { name: 'Abbey Surgery Specimenfield', postcode: 'ZZ43 9HQ' },
  );
  expect(renamed!.chosen).toMatchObject({
    organisation: { code: KNOWN_CASES.practiceRenamed },
    matchedOn: ['FORMER_NAME', 'POSTCODE'],
    formerName: 'RIVERSIDE SURGERY, SPECIMENBY',
  });
  expect(moved!.chosen).toMatchObject({
    organisation: { code: KNOWN_CASES.practiceMovedHouse },
    matchedOn: ['NAME', 'POSTCODE'],
    formerName: null,
  });
});

test('a closed organisation offers its successors, but not for a day on which it was open', async () => {
  const item = { name: 'bell tower surgery examplepool', postcode: 'ZZ16 2QX' };
  const [closed, open] = await match(item, { ...item, date: '2020-01-01' });
  expect([closed, open].map((each) => codeOf(each!))).toEqual(
    [closed, open].map(() => KNOWN_CASES.practiceWithSuccessor),
  );
  expect(closed!.chosen!.successors).toEqual([{ code: 'ZXP0027' }]);
  expect(open!.chosen!.successors).toEqual([]);
  expect([closed, open].map((each) => each!.candidates[0]!.organisation.isActive)).toEqual([false, true]);
});

test('an older release is matched with the names that it has', async () => {
  const source = QUERY.replace('items: $items', 'items: $items, asOf: { release: "2024-06-30" }');
  const items = [{ name: 'riverside surgery, specimenby', postcode: 'ZZ37 4TG' }];
  const { data } = await execute(source, { variables: { items } });
  const [matched] = data!.matchOrganisations as unknown as Matched[];
  expect(matched!.chosen).toMatchObject({ score: 1, matchedOn: ['NAME', 'POSTCODE'], formerName: null });
});

test('a hundred items cost as many batches of reads as one', async () => {
  const item = { name: 'bell tower surgery examplepool', postcode: 'ZZ16 2QX', kind: 'GP_PRACTICE' };
  const cold = createExecutor(sampleGraph());
  const one = await cold(QUERY, { variables: { items: [item] } });
  const items = Array.from({ length: 100 }, (_, at) => ({ ...item, name: `park view ${at} surgery` }));
  const hundred = await createExecutor(sampleGraph())(QUERY, { variables: { items } });
  expect(hundred.reads.length).toBeLessThanOrEqual(one.reads.length);
});

test.each([
  [[], 'items takes 1 to 500 items; got 0.'],
  [Array.from({ length: 501 }, () => ({ name: 'x' })), 'items takes 1 to 500 items; got 501.'],
  [[{ name: 'x' }, { town: 'Exampleton' }], 'items[1] must have a name, a postcode or an address.'],
  [[{ name: '*** ~~ (((', postcode: ' ' }], 'items[0] must have a name, a postcode or an address.'],
])('what cannot be matched is an error that says why', async (items, message) => {
  const { errors } = await result(items as Item[]);
  expect(errors).toEqual([expect.objectContaining({ message, code: 'BAD_USER_INPUT' })]);
});

test('search syntax and long texts are words like any others', async () => {
  const hostile = ['name:/.*/ AND *', '"old" OR ~mill^9 -surgery', 'a~2 '.repeat(200), `${'x'.repeat(900)} mill`];
  const matches = await match(...hostile.map((name) => ({ name, postcode: 'zz22zz' })));
  expect(matches).toHaveLength(hostile.length);
  for (const { candidates } of matches) expect(candidates.length).toBeLessThanOrEqual(5);
});
