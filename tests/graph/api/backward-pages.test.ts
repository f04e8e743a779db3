import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const execute = createExecutor(sampleGraph());

interface List {
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Every connection: its field with the place of the page arguments, and what identifies a node. */
const LISTS: Readonly<Record<string, readonly [parent: string, field: string, node: string]>> = {
  relationships: [KNOWN_CASES.trust, 'relationships(includeInactive: true, @)', 'id'],
  children: [KNOWN_CASES.trust, 'children(view: OPERATION, @)', 'code'],
  descendants: ['ZXR2', 'descendants(view: REPORTING, kinds: [TRUST], @)', 'code'],
  members: ['ZXN0002', 'members(@)', 'code'],
  'search by text': ['', 'search(text: "surgery", @)', 'code'],
  'search by kind': ['', 'search(kinds: [PCN], @)', 'code'],
  'search by mistyped text': ['', 'search(text: "surgrey", @)', 'code'],
  'search of everything': ['', 'search(includeInactive: true, changedSince: "2023-08-01", @)', 'code'],
  findings: ['', 'findings(@)', 'rule { id } message organisation { code }'],
  'findings of a rule': ['', 'findings(rule: "name-shared", @)', 'message organisation { code }'],
  changes: ['', 'changes(from: "2024-06-30", to: "2024-09-30", @)', 'code'],
  'changes of a kind': ['', 'changes(from: "2024-06-30", to: "2024-09-30", kinds: [CHANGED], @)', 'code'],
};

async function pageOf([parent, field, node]: (typeof LISTS)[string], page: string): Promise<List> {
  const selection = `list: ${field.replace('@', page)} { edges { cursor node { ${node} } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
  const source = parent === '' ? `{ ${selection} }` : `{ parent: organisation(code: "${parent}") { ${selection} } }`;
  const { data, errors } = await execute(source);
  expect(errors).toBeUndefined();
  return ((data as { parent?: { list: List } }).parent ?? (data as { list: List })).list as List;
}

async function pages(list: (typeof LISTS)[string], size: number, isFromEnd: boolean): Promise<List[]> {
  const found: List[] = [];
  let cursor: string | null = null;
  do {
    const position: string = cursor === null ? '' : `, ${isFromEnd ? 'before' : 'after'}: "${cursor}"`;
    const page = await pageOf(list, `${isFromEnd ? 'last' : 'first'}: ${size}${position}`);
    found.push(page);
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    cursor = isFromEnd ? (hasPreviousPage ? startCursor : null) : hasNextPage ? endCursor : null;
  } while (cursor !== null && found.length < 60);
  return found;
}

test.each(Object.keys(LISTS))(
  '%s: the pages from the end hold the list of the pages from the beginning',
  async (name) => {
    const list = LISTS[name]!;
    const forwards = (await pages(list, 200, false)).flatMap(({ edges }) => edges);
    expect(forwards.length).toBeGreaterThan(3);
    const size = Math.max(2, Math.ceil(forwards.length / 5));
    const backwards = await pages(list, Math.min(size, 200), true);
    expect([...backwards].reverse().flatMap(({ edges }) => edges)).toEqual(forwards);
    expect(backwards.map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual(backwards.map((_, n) => n > 0));
    const [from, to] = [forwards[0]!.cursor, forwards.at(-1)!.cursor];
    const between = await pageOf(list, `first: 200, after: "${from}", before: "${to}"`);
    expect(between.edges).toEqual(forwards.slice(1, -1).slice(0, 200));
    const last = await pageOf(list, `last: 1, after: "${from}", before: "${to}"`);
    expect(last.edges).toEqual(forwards.slice(-2, -1));
    for (const [after, before] of [
      [to, from],
      [forwards[2]!.cursor, forwards[1]!.cursor],
      [from, from],
    ])
      for (const size of ['first: 1', 'first: 200', 'last: 2'])
        expect((await pageOf(list, `${size}, after: "${after}", before: "${before}"`)).edges).toEqual([]);
  },
);

test.each([
  ['last: 0', 'BAD_USER_INPUT', /last takes 1 to 200; got 0/],
  ['last: 201', 'BAD_USER_INPUT', /last takes 1 to 200; got 201/],
  ['last: 2, before: "nonsense"', 'INVALID_CURSOR', /was not made by this service/],
])('%s is an error', async (page, code, message) => {
  const { errors } = await execute(`{ organisation(code: "ZXN0002") { members(${page}) { nodes { code } } } }`);
  expect(errors![0]!.code).toBe(code);
  expect(errors![0]!.message).toMatch(message);
});

test.each(Object.keys(LISTS))('%s: null for both sizes has the page of the default', async (name) => {
  const list = LISTS[name]!;
  const byDefault = await pageOf(list, 'after: null');
  expect(await pageOf(list, 'first: null, last: null, after: null, before: null')).toEqual(byDefault);
});
