import { parse } from 'graphql';
import { createDocumentStore } from '../../../../gateway/graphql/document-store';

test('attacks 48 and 49: a flood of documents stays within the limit, and those used last are kept with their plans', async () => {
  const store = createDocumentStore(1_000_000);
  const often = parse('{ often }');
  await store.set('often', often);
  for (let at = 0; at < 5_000; at++) {
    await store.set(`${at}`, parse(`{ a${at}: b }`));
    expect(await store.get('often')).toBe(often);
  }
  expect(store.bytes).toBeLessThanOrEqual(1_000_000);
  expect([await store.get('0'), await store.get('4999')]).toEqual([
    undefined,
    expect.objectContaining({ kind: 'Document' }),
  ]);
  store.resize(10_000);
  expect(store.bytes).toBeLessThanOrEqual(10_000);
});
