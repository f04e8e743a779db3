import { execute, parse } from 'graphql';
import { buildSubgraph } from '../../../resolvers/subgraph';
import { WorkBudget } from '../../../work-budget';

const subgraph = buildSubgraph();

/** Asks for entities of which none is known. Returns the response, and the lengths of the lists that were paced. */
async function entities(representations: readonly object[], fields: string) {
  const work = new WorkBudget();
  const paced: number[] = [];
  const pace = work.pace.bind(work);
  work.pace = (items) => {
    paced.push(items.length);
    return pace(items);
  };
  const { schema } = await subgraph;
  const document = parse(
    `query ($list: [_Any!]!) { _entities(representations: $list) { ... on Organisation { ${fields} } } }`,
  );
  const root = { release: 1, date: '2024-10-31', basis: 'OPERATIONAL' };
  const loaders = { state: { load: () => null }, work };
  const contextValue = { root, loaders, limits: { representations: 1_000 } };
  const response = await execute({ schema, document, variableValues: { list: representations }, contextValue });
  return { ...response, paced };
}

const organisations = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ __typename: 'Organisation', code: `X${at}` }));

test.each<[string, number, string, number[]]>([
  ['many entities of which much is computed', 500, 'descendantCodes(view: REPORTING, kinds: [ICB])', [500]],
  ['a few entities of which much is computed', 20, 'descendantCodes(view: REPORTING, kinds: [ICB])', [20]],
  ['many entities with few fields', 500, 'code name', []],
  ['one entity', 1, 'descendantCodes(view: REPORTING, kinds: [ICB])', []],
])('%s', async (_what, count, fields, paced) => {
  const response = await entities(organisations(count), fields);
  expect(response.errors).toBeUndefined();
  expect(response.data?._entities).toEqual(Array(count).fill(null));
  expect(response.paced).toEqual(paced);
});

test('an invalid representation in a paced list is an error in its place', async () => {
  const list = [...organisations(20), { __typename: 'Depot', code: 'X' }, ...organisations(1)];
  const { data, errors, paced } = await entities(list, 'descendantCodes(view: REPORTING, kinds: [ICB])');
  expect(paced).toEqual([22]);
  expect(errors?.map(({ path, message }) => [path, message])).toEqual([
    [['_entities', 20], 'A representation must be of the type Organisation.'],
  ]);
  expect(data?._entities).toEqual(Array(22).fill(null));
});
