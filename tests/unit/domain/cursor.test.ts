import { createCursors } from '../../../domain/cursor';

const question = { text: '["children","RZZ","OPERATION"]', release: '2024-10-31' };
const cursors = createCursors('a secret of sixteen characters');

test('a cursor gives its keyset back, whatever the names in it', () => {
  for (const keyset of [['ST JOHN’S "HILL" \\ É', 'RZZ01'], [''], []])
    expect(cursors.read(question, cursors.write(question, keyset))).toEqual(keyset);
});

test('a cursor of another release is refused, and that release is named', () => {
  const cursor = cursors.write({ ...question, release: '2023-01-31' }, ['A']);
  expect(() => cursors.read(question, cursor)).toThrow(
    'The cursor is of the release 2023-01-31; this page is of 2024-10-31.',
  );
});

test('a cursor of another question is refused', () => {
  const cursor = cursors.write({ ...question, text: '["children","RZY","OPERATION"]' }, ['A']);
  expect(() => cursors.read(question, cursor)).toThrow('The cursor is of another question: the arguments differ.');
});

test('a cursor made or changed by anybody else is refused', () => {
  const genuine = cursors.write(question, ['A']);
  const changed = `${genuine.slice(0, -2)}${genuine.endsWith('A') ? 'BB' : 'AA'}`;
  const foreign = createCursors('another secret of ours').write(question, ['A']);
  for (const cursor of ['', 'x', '🙂', 'A'.repeat(100_000), changed, foreign]) {
    const read = () => cursors.read(question, cursor);
    expect(read).toThrow('The cursor was not made by this service.');
    expect(read).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
  }
});
