import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor, createColdExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const graph = sampleGraph();
const execute = createExecutor(graph);
interface Found {
  readonly totalCount: number;
  readonly nodes: readonly { readonly code: string; readonly name: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}
const search = async (args: string): Promise<Found> => {
  const { data, errors } = await execute(
    `{ search(${args}) { totalCount nodes { code name } pageInfo { hasNextPage endCursor } } }`,
  );
  expect(errors).toBeUndefined();
  return data!.search as unknown as Found;
};
const codesOf = ({ nodes }: Found) => nodes.map(({ code }) => code);

test('a practice is found by part of its name, its town, its postcode or part of its code', async () => {
  for (const args of [
    'text: "old mill surgery exampleton"',
    'text: "OLD MILL SURGERY, EXAMPLETON"',
    'text: "zz2 2zz", kinds: [GP_PRACTICE]',
    'text: "zxp0006", kinds: [GP_PRACTICE]',
    'postcode: "zz22zz", kinds: [GP_PRACTICE]',
    'uprn: "000900000000001", kinds: [GP_PRACTICE]',
    'text: "exampelton old mill surgery"',
  ])
    expect([args, codesOf(await search(args))]).toEqual([args, expect.arrayContaining([KNOWN_CASES.practice])]);
});

test('the exact code is first; names that begin with the words come by dependants, then by name', async () => {
  expect(codesOf(await search(`text: "${KNOWN_CASES.practice}"`))[0]).toBe(KNOWN_CASES.practice);
  const { nodes } = await search('text: "old mill", kinds: [GP_PRACTICE], first: 200');
  const names = nodes.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(10);
  expect(names.every((name) => name.startsWith('OLD MILL'))).toBe(true);
  const [first, second] = [names.slice(0, 5), names.slice(-5)];
  expect([first, second]).toEqual([[...first].sort(), [...second].sort()]);
});

const matches = async (text: string) => {
  const fields = 'code matchedOn matchedText correctedWords';
  const { data, errors } = await execute(
    `{ search(text: ${JSON.stringify(text)}, first: 100) { understood { text meaning words } nodes { ${fields} } } }`,
  );
  expect(errors).toBeUndefined();
  return data!.search as { understood: object[]; nodes: { code: string; matchedOn: string }[] };
};

test.each([
  [KNOWN_CASES.practice, 'CODE'],
  ['old mill surg', 'NAME'],
  ['exampleton', 'TOWN'],
  ['zz2 2zz', 'POSTCODE'],
  ['zz2', 'POSTCODE'],
  ['900000000001', 'UPRN'],
])('a search for %j says that it matched on %s', async (text, field) => {
  expect((await matches(text)).nodes.map(({ matchedOn }) => matchedOn)).toContain(field);
});

test('a search says what it understood, and which words it corrected', async () => {
  expect(await matches('the old mell mc zz2 2')).toMatchObject({
    understood: [
      { text: 'the', meaning: 'LITTLE_WORD', words: ['the'] },
      { text: 'old', meaning: 'WORD', words: ['old'] },
      { text: 'mell', meaning: 'WORD', words: ['mell'] },
      { text: 'mc', meaning: 'WORD', words: ['medical', 'centre'] },
      { text: 'zz2 2', meaning: 'SECTOR', words: ['zz22'] },
    ],
  });
  const { nodes } = await matches('old mell surgery');
  expect(nodes[0]).toMatchObject({ matchedOn: 'NAME', matchedText: null, correctedWords: ['mill'] });
});

test('a closed code finds its successor', async () => {
  const { nodes } = await matches(KNOWN_CASES.practiceWithSuccessor);
  expect(nodes).toContainEqual(
    expect.objectContaining({
      matchedOn: 'PREDECESSOR',
      matchedText: expect.stringContaining(KNOWN_CASES.practiceWithSuccessor) as unknown,
    }),
  );
});

test('outside a search nothing matched', async () => {
  const { data } = await execute(
    `{ organisation(code: "${KNOWN_CASES.practice}") { matchedOn matchedText correctedWords } search(kinds: [ICB], first: 1) { understood { text } nodes { matchedOn } } }`,
  );
  expect(JSON.parse(JSON.stringify(data))).toEqual({
    organisation: { matchedOn: null, matchedText: null, correctedWords: null },
    search: { understood: null, nodes: [{ matchedOn: null }] },
  });
});

test('a postcode is searched whole, by its outward part or by its area, never by another part', async () => {
  const found = async (postcode: string) => {
    const { data } = await execute(
      `{ search(postcode: "${postcode}", first: 200) { nodes { address { postcode } } } }`,
    );
    const { nodes } = data!.search as { nodes: { address: { postcode: string } }[] };
    return new Set(nodes.map(({ address }) => address.postcode.split(' ')[0]));
  };
  expect(await found('zz2')).toEqual(new Set(['ZZ2']));
  expect(await found('ZZ22ZZ')).toEqual(new Set(['ZZ2']));
  expect((await found('ZZ')).size).toBeGreaterThan(1);
  expect(await found('Z')).toEqual(new Set());
});

test('a blank argument is refused and named, and does not return everything', async () => {
  for (const name of ['text', 'postcode', 'uprn']) {
    const { errors } = await execute(`{ search(${name}: " ") { totalCount } }`);
    expect(errors).toMatchObject([{ message: `${name} must not be blank.`, code: 'BAD_USER_INPUT' }]);
  }
});

test('roles are those of the date: a former practice was a practice the day before', async () => {
  const args = `text: "${KNOWN_CASES.practiceNoLonger}", roles: ["ro76"]`;
  expect(codesOf(await search(args))).toEqual([]);
  expect(codesOf(await search(`${args}, asOf: { date: "2022-03-31" }`))).toEqual([KNOWN_CASES.practiceNoLonger]);
});

test('closed organisations are found only with includeInactive', async () => {
  const args = `text: "${KNOWN_CASES.practiceWithoutSuccessor}"`;
  expect(codesOf(await search(args))).not.toContain(KNOWN_CASES.practiceWithoutSuccessor);
  expect(codesOf(await search(`${args}, includeInactive: true`))[0]).toBe(KNOWN_CASES.practiceWithoutSuccessor);
});

test('a search without text returns all of a kind or class by code, page by page', async () => {
  const found: string[] = [];
  let after: string | null = null;
  do {
    const page: Found = await search(`kinds: [ICB], first: 17${after ? `, after: "${after}"` : ''}`);
    expect(page.totalCount).toBe(42);
    found.push(...codesOf(page));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  expect(found).toHaveLength(42);
  expect(found).toEqual([...new Set(found)].sort());
  expect((await search('kinds: [REGION]')).totalCount).toBe(7);
  expect((await search('kinds: [REGION], recordClass: SITE')).totalCount).toBe(0);
});

test('changedSince works without any other criterion', async () => {
  const all = await search('includeInactive: true');
  const changed = await search('includeInactive: true, changedSince: "2024-07-01"');
  expect(changed.totalCount).toBeGreaterThan(0);
  expect(changed.totalCount).toBeLessThan(all.totalCount);
});

test('a search can be restricted to organisations below another', async () => {
  const under = await search(`kinds: [PCN], within: { code: "${KNOWN_CASES.icb}", view: COMMISSIONING }, first: 200`);
  const { data } = await execute(
    `{ organisation(code: "${KNOWN_CASES.icb}") { descendantCodes(view: COMMISSIONING, kinds: [PCN]) } }`,
  );
  expect(under.totalCount).toBeGreaterThan(5);
  expect(codesOf(under)).toEqual((data!.organisation as { descendantCodes: string[] }).descendantCodes);
  const unknown = await execute('{ search(within: { code: "NOBODY", view: OPERATION }) { totalCount } }');
  expect(unknown.errors).toMatchObject([
    { message: "No organisation 'NOBODY' in the release of 2024-09-30.", code: 'BAD_USER_INPUT' },
  ]);
});

test('punctuation finds nothing, and query syntax is treated as text', async () => {
  const count = async (text: string) => (await search(`text: ${JSON.stringify(text)}`)).totalCount;
  for (const text of ['(((', '*', '~', '&&', "' OR 1=1 //"]) expect([text, await count(text)]).toEqual([text, 0]);
  expect(await count('name:mill~0.1^9')).toBe(await count('name mill 0 1 9'));
  expect(await count('(old AND "mill")')).toBe(await count('old and mill'));
});

test('totalCount is computed only when selected', async () => {
  const cold = (fields: string) =>
    createColdExecutor(graph)(`{ search(kinds: [GP_PRACTICE], first: 5) { ${fields} } }`);
  const page = await cold('nodes { code }');
  const counted = await cold('nodes { code } totalCount');
  const keys = ({ reads }: typeof page) => reads.reduce((sum, [, count]) => sum + count, 0);
  expect(page.reads.map(([name]) => name)).toEqual(['holders', 'state', 'roles']);
  expect(keys(counted)).toBeGreaterThan(5 * keys(page));
});

test('suggest returns the ten best active matches', async () => {
  const { data } =
    await execute(`{ suggest(text: "old mi") { name isActive } kinds: suggest(text: "old mi", kinds: [GP_PRACTICE]) { kinds }
    short: suggest(text: "ZX") { isActive } nothing: suggest(text: " ") { code } }`);
  const { suggest, kinds, short, nothing } = data as Record<
    string,
    { name: string; isActive: boolean; kinds: string[] }[]
  >;
  expect(suggest).toHaveLength(10);
  expect(suggest!.every(({ name, isActive }) => name.startsWith('OLD MILL') && isActive)).toBe(true);
  expect(kinds!.every((one) => one.kinds[0] === 'GP_PRACTICE')).toBe(true);
  expect(short).toHaveLength(10);
  expect(nothing).toEqual([]);
});

test('suggest returns codes that differ by O and 0 or I and 1', async () => {
  const { data } =
    await execute(`{ a: suggest(text: "zxp0o11") { code } b: suggest(text: "${KNOWN_CASES.letterForZero}") { code }
    closed: suggest(text: "${KNOWN_CASES.practiceWithoutSuccessor}") { code isActive } }`);
  expect(data).toMatchObject({
    a: [{ code: 'ZXP0011' }, { code: 'ZXP00I1' }, { code: 'ZXPO011' }],
    b: [{ code: 'ZXPO011' }, { code: 'ZXP0011' }, { code: 'ZXP00I1' }],
    closed: [
      { code: KNOWN_CASES.practiceWithoutSuccessor, isActive: false },
      { code: 'ZXP0028001', isActive: true },
    ],
  });
});
