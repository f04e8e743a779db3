import { many, one } from '../../../../graph/batching/batch-functions';
import type { Graph, Statement, Values } from '../../../../graph/graph';
import { typedIncoming, typedOutgoing } from '../../../../graph/batching/typed-relationships';

const statement: Statement = { name: 'roles', text: '' };
/** A graph that returns these rows, which may be in any order and missing for some keys. */
const graphReturning = (rows: readonly Values[]) => ({ table: async () => rows }) as unknown as Graph;

test('many returns rows at the position of their key, whatever the order of rows and repetition of keys', async () => {
  const load = many(
    graphReturning([
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
  expect(await load(['x', 'y', 'x'])).toEqual([['a', 'b'], [], ['a', 'c']]);
});

test('one returns null for a key without a row', async () => {
  const load = one(graphReturning([[1, 'found']]), statement, ([, text], key) => `${key} ${text as string}`);
  expect(await load(['a', 'b', 'c'])).toEqual([null, 'b found', null]);
});

test('relationship statements contain every type, quoted where needed', () => {
  const types = ['RE2', 'RE4', 'RE-9`'];
  const text = typedOutgoing({ name: 'outgoing', text: 'MATCH ()-[link:RE2]->()' }, () => types)().text;
  expect(text).toBe('MATCH ()-[link:RE2|RE4|`RE-9```]->()');
  const written = { name: 'incoming', text: 'UNWIND $keys.RE2 AS key MATCH ()<-[link:RE2]-()' };
  const incoming = typedIncoming(written, () => types);
  expect(incoming.statement().text.split('\nUNION ALL\n')).toEqual([
    'UNWIND $keys.RE2 AS key MATCH ()<-[link:RE2]-()',
    'UNWIND $keys.RE4 AS key MATCH ()<-[link:RE4]-()',
    'UNWIND $keys.`RE-9``` AS key MATCH ()<-[link:`RE-9```]-()',
  ]);
});

test('keys of incoming relationships are grouped by type, without types that no release has', () => {
  const incoming = typedIncoming({ name: 'incoming', text: '' }, () => ['RE4', 'RE6']);
  const keys = ['RE6', 'DETACH DELETE', 'RE4'].map((type, at) => ({ code: `C${at}`, release: 1, type }));
  // one parameter, because Neo4j makes a plan for each combination of the magnitudes of list parameters
  expect(incoming.toParameters(keys)).toEqual({
    keys: { RE4: [{ at: 2, code: 'C2', release: 1 }], RE6: [{ at: 0, code: 'C0', release: 1 }] },
  });
});
