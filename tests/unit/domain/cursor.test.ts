import crypto from 'node:crypto';
import { createCursors } from '../../../domain/cursor';

const scope = { list: '["children","RZZ","OPERATION"]', release: '2024-10-31' };
const cursors = createCursors('a secret of sixteen characters');

test('a cursor returns its keyset, whatever characters it contains', () => {
  for (const keyset of [['ST JOHN’S "HILL" \\ É', 'RZZ01'], [''], []])
    expect(cursors.read(scope, cursors.write(scope, keyset))).toEqual(keyset);
});

test('a cursor of another release is refused with that release', () => {
  const cursor = cursors.write({ ...scope, release: '2023-01-31' }, ['A']);
  expect(() => cursors.read(scope, cursor)).toThrow(
    'The cursor belongs to the release 2023-01-31; this page is of 2024-10-31.',
  );
});

test('a cursor of another list is refused', () => {
  const cursor = cursors.write({ ...scope, list: '["children","RZY","OPERATION"]' }, ['A']);
  expect(() => cursors.read(scope, cursor)).toThrow(
    'The cursor belongs to another list: the arguments differ, or the content of the release.',
  );
});

test('attack 26: a cursor with any one bit of any byte flipped is refused', () => {
  const bytes = Buffer.from(cursors.write(scope, ['ST JOHN', 'RZZ01']), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3]! ^= 1 << (bit & 7);
    expect(() => cursors.read(scope, flipped.toString('base64url'))).toThrow(
      'The cursor was not made by this service.',
    );
  }
});

test('attack 26: a signature is compared in constant time, wherever it is wrong', () => {
  const compare = jest.spyOn(crypto, 'timingSafeEqual');
  const bytes = Buffer.from(cursors.write(scope, ['A']), 'base64url');
  for (let at = 0; at < 12; at++) {
    const forged = Buffer.from(bytes);
    forged[at]! ^= 1;
    expect(() => cursors.read(scope, forged.toString('base64url'))).toThrow('The cursor was not made by this service.');
  }
  expect(compare.mock.calls.map(([given, expected]) => [given.byteLength, expected.byteLength])).toEqual(
    Array(12).fill([12, 12]),
  );
  compare.mockRestore();
});

test('a forged or modified cursor is refused', () => {
  const genuine = cursors.write(scope, ['A']);
  const changed = `${genuine.slice(0, -2)}${genuine.endsWith('A') ? 'BB' : 'AA'}`;
  const foreign = createCursors('another secret of ours').write(scope, ['A']);
  const base64 = cursors.write(scope, ['ÿÿÿ?>~~~']);
  const otherForms = [
    `${genuine}=`,
    `${genuine}==`,
    ` ${genuine}`,
    `${genuine}\n`,
    `${genuine}=anything`,
    `${genuine}!`,
  ];
  const otherAlphabet = base64.replaceAll('-', '+').replaceAll('_', '/');
  expect(otherAlphabet).not.toBe(base64);
  for (const cursor of ['', 'x', '🙂', 'A'.repeat(100_000), changed, foreign, ...otherForms, otherAlphabet]) {
    const read = () => cursors.read(scope, cursor);
    expect(read).toThrow('The cursor was not made by this service.');
    expect(read).toThrow(expect.objectContaining({ code: 'INVALID_CURSOR' }));
  }
});
