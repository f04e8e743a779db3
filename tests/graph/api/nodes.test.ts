import { KNOWN_CASES } from '../../../sample/known-cases';
import { createExecutor } from '../../support/gateway/execute-query';
import { sampleGraph } from '../../support/database/sample-graph';

const execute = createExecutor(sampleGraph());

async function dataOf<T>(source: string, variables?: Record<string, unknown>): Promise<T> {
  const { data, errors } = await execute(source, { variables });
  expect(errors).toBeUndefined();
  return data as T;
}

interface Found {
  readonly id: string;
  readonly __typename: string;
}

const ORGANISATION = 'id __typename code name isActive moment { date basis release } address { town }';
const RELATIONSHIP =
  'id __typename uniqueRelId isActive type { code } source { id } target { id } operational { start end }';
const ROLE = 'id __typename uniqueRoleId isActive isPrimary role { code } operational { start end }';
const FINDING = 'id __typename message rule { id } organisation { id }';
const NODE = `... on Organisation { ${ORGANISATION} } ... on Relationship { ${RELATIONSHIP} } ... on RoleHolding { ${ROLE} } ... on Finding { ${FINDING} }`;

const MOMENTS = [
  '{ date: "2021-04-01" }',
  '{ date: "2024-09-30" }',
  '{ date: "2021-04-01", basis: LEGAL }',
  '{ date: "2021-04-01", release: "2024-06-30" }',
];

/** Everything with an id that several organisations show at a moment. */
async function objectsAt(asOf: string): Promise<Found[]> {
  const codes = [KNOWN_CASES.practiceWithEveryLink, KNOWN_CASES.trust, 'ZXN0002', 'ZXS001'].map((code) => `"${code}"`);
  const { organisations } = await dataOf<{ organisations: Record<string, unknown>[] }>(
    `{ organisations(codes: [${codes.join()}], asOf: ${asOf}) { ${ORGANISATION} roles(includeInactive: true) { ${ROLE} }
       relationships(includeInactive: true, first: 100) { nodes { ${RELATIONSHIP} } } findings { ${FINDING} } } }`,
  );
  return organisations.flatMap(({ roles, relationships, findings, ...organisation }) => [
    organisation as unknown as Found,
    ...(roles as Found[]),
    ...(relationships as { nodes: Found[] }).nodes,
    ...(findings as Found[]),
  ]);
}

test('node and nodes return each object by its id as the request showed it, at its moment and not at that of the request', async () => {
  for (const asOf of MOMENTS) {
    const objects = await objectsAt(asOf);
    expect(new Set(objects.map(({ __typename }) => __typename)).size).toBeGreaterThanOrEqual(3);
    const ids = objects.map(({ id }) => id);
    const { nodes } = await dataOf<{ nodes: Found[] }>(`query ($ids: [ID!]!) { nodes(ids: $ids) { ${NODE} } }`, {
      ids,
    });
    expect(nodes).toEqual(objects);
    const one = objects.at(-1)!;
    expect(await dataOf(`query ($id: ID!) { node(id: $id) { ${NODE} } }`, { id: one.id })).toEqual({ node: one });
  }
});

test('ids differ between types, keys, days, bases and releases, and are the same in the next request', async () => {
  const objects = (await Promise.all(MOMENTS.map(objectsAt))).flat();
  const distinct = new Map(objects.map((object) => [object.id, JSON.stringify(object)]));
  for (const object of objects) expect(distinct.get(object.id)).toBe(JSON.stringify(object));
  expect((await objectsAt(MOMENTS[0]!)).map(({ id }) => id)).toEqual(
    (await objectsAt(MOMENTS[0]!)).map(({ id }) => id),
  );
  const ofOne = MOMENTS.map((asOf) => `(code: "ZXP0001", asOf: ${asOf}) { id }`);
  const ids = Object.values(
    await dataOf<object>(`{ ${ofOne.map((one, n) => `o${n}: organisation${one}`).join(' ')} }`),
  );
  expect(new Set(ids.map(({ id }: Found) => id)).size).toBe(MOMENTS.length);
});

test('a finding has an id, and an organisation that a search found has one of its own', async () => {
  const { findings, search } = await dataOf<Record<string, { nodes: Found[] }>>(
    `{ findings(first: 50) { nodes { ${FINDING} } }
       search(text: "old mill", first: 5) { nodes { ${ORGANISATION} matchedOn matchedText } } }`,
  );
  expect(findings!.nodes.length).toBe(50);
  const ids = [...findings!.nodes, ...search!.nodes].map(({ id }) => id);
  const { nodes } = await dataOf<{ nodes: Found[] }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { ${NODE} ... on Organisation { matchedOn matchedText } } }`,
    { ids },
  );
  expect(nodes).toEqual([...findings!.nodes, ...search!.nodes]);
  const code = (search!.nodes[0] as unknown as { code: string }).code;
  const { organisation } = await dataOf<{ organisation: Found }>(`{ organisation(code: "${code}") { id } }`);
  expect(organisation.id).not.toBe(search!.nodes[0]!.id);
});

test('an object that the release does not have is null', async () => {
  const { organisation } = await dataOf<{ organisation: Found }>('{ organisation(code: "ZXP0001") { id } }');
  const id = organisation.id.replace('ZXP0001', 'NOBODY');
  expect(await dataOf(`{ node(id: "${id}") { id } nodes(ids: ["${id}", "${organisation.id}"]) { id } }`)).toEqual({
    node: null,
    nodes: [null, { id: organisation.id }],
  });
});

test.each([
  ['ZXP0001', /'ZXP0001' is not an id of this service/],
  ['', /'' is not an id/],
  ['Organisation:ZXP0001@2024-09-30,2024-13-30,LEGAL', /is not an id/],
  ['Organisation:%E0%A4%A@2024-09-30,2024-09-30,LEGAL', /is not an id/],
  ['Relationship:ZXP0001@2024-09-30,2024-09-30,LEGAL', /is not an id/],
  ['constructor:ZXP0001@2024-09-30,2024-09-30,LEGAL', /is not an id/],
  ['Organisation:ZXP0001@2019-01-31,2024-09-30,LEGAL', /No release '2019-01-31' is loaded/],
])('the id %j is an error that says why', async (id, message) => {
  const { errors } = await execute('query ($id: ID!) { node(id: $id) { id } }', {
    variables: { id },
  });
  expect(errors![0]!.message).toMatch(message);
  expect(errors![0]!.code).toBe('BAD_USER_INPUT');
});
