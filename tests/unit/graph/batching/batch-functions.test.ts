import { many, one } from '../../../../graph/batching/batch-functions';
import type { Graph, Statement, Values } from '../../../../graph/graph';
import { incomingOf, outgoingOf } from '../../../../graph/batching/typed-relationships';

const statement: Statement = { name: 'roles', text: '' };
/** Rows as a server may send them: in any order, and not for every key. */
const sending = (rows: readonly Values[]) => ({ table: async () => rows }) as unknown as Graph;

test('rows find the place of their key, whatever their order, letter case or repetition of keys', async () => {
  const ask = many(
    sending([
      [2, 'c'],
      [0, 'b'],
      [2, 'a'],
      [0, 'a'],
    ]),
    () => statement,
    ([, text]) => text as string,
    {
      order: (a, b) => (a < b ? -1 : 1),
    },
  );
  expect(await ask(['x', 'y', 'x'])).toEqual([['a', 'b'], [], ['a', 'c']]);
});

test('a key without a row is null, not the row of another', async () => {
  const ask = one(sending([[1, 'found']]), statement, ([, text], key) => `${key} ${text as string}`);
  expect(await ask(['a', 'b', 'c'])).toEqual([null, 'b found', null]);
});

test('link statements name every type there is, odd ones in quotes', () => {
  const types = ['RE2', 'RE4', 'RE-9`'];
  const text = outgoingOf({ name: 'outgoing', text: 'MATCH ()-[link:RE2]->()' }, () => types)().text;
  expect(text).toBe('MATCH ()-[link:RE2|RE4|`RE-9```]->()');
  const incoming = incomingOf({ name: 'incoming', text: 'UNWIND $RE2 AS key MATCH ()<-[link:RE2]-()' }, () => types);
  expect(incoming.statement().text.split('\nUNION ALL\n')).toEqual([
    'UNWIND $RE2 AS key MATCH ()<-[link:RE2]-()',
    'UNWIND $RE4 AS key MATCH ()<-[link:RE4]-()',
    'UNWIND $`RE-9``` AS key MATCH ()<-[link:`RE-9```]-()',
  ]);
});

test('keys of incoming links go to the list of their type; a type that no release names is not asked', () => {
  const incoming = incomingOf({ name: 'incoming', text: '' }, () => ['RE4', 'RE6']);
  const keys = ['RE6', 'DETACH DELETE', 'RE4'].map((type, at) => ({ code: `C${at}`, release: 1, type }));
  expect(incoming.toParameters(keys)).toEqual({
    RE4: [{ at: 2, code: 'C2', release: 1 }],
    RE6: [{ at: 0, code: 'C0', release: 1 }],
  });
});
