import { execute, parse } from 'graphql';
import { buildSchema } from 'graphql';
import { paceLists } from '../../../resolvers/sizes/paced-lists';

test('the items of lists are counted before they are read, and too many of them end the operation', async () => {
  const schema = paceLists(buildSchema('type Query { items: [Item!] } type Item { id: ID! items: [Item!] }'));
  let read = 0;
  const item = { id: () => ++read, items: () => Array.from({ length: 50 }, () => item) };
  let left = 120;
  const addItems = (items: number) => ((left -= items) < 0 ? new Error('too many') : undefined);
  const contextValue = { items: { addItems }, loaders: { work: { pace: (list: unknown) => list } } };
  const document = parse('{ items { id items { id } } }');
  const result = await execute({ schema, document, rootValue: item, contextValue });
  expect(result.errors?.map(({ message }) => message)).toContain('too many');
  expect(read).toBeLessThanOrEqual(50 + 50);
});
