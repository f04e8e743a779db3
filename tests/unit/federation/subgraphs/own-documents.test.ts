import { createOwnDocuments } from '../../../../federation/subgraphs/own-executor';

const queryOf = (at: number) => `{ field${at} }`;

test('equal operations share one document, and their bytes are counted', () => {
  const documents = createOwnDocuments();
  expect(documents.get(queryOf(1))).toBe(documents.get(queryOf(1)));
  const { bytes } = documents;
  documents.get(queryOf(2));
  expect(documents.bytes).toBe(2 * bytes);
});

test('the least recently used documents go when there is less room, and later ones keep to it', () => {
  const documents = createOwnDocuments();
  const kept = documents.get(queryOf(1));
  const { bytes } = documents;
  const gone = documents.get(queryOf(2));
  documents.get(queryOf(1));
  documents.resize(bytes);
  expect(documents.bytes).toBe(bytes);
  expect(documents.get(queryOf(1))).toBe(kept);
  expect(documents.get(queryOf(2))).not.toBe(gone);
  for (let at = 3; at < 9; at++) documents.get(queryOf(at));
  expect(documents.bytes).toBe(bytes);
});
