import { KnownError } from '../../../errors';
import { createMemo } from '../../../domain/memo';
import type { Moment } from '../../../domain/moment';

const moment = (text: string) => ({ cacheKey: text }) as Moment;
const DAY = moment('2024-10-31 OPERATIONAL sha');

function countingMemo(mostItems = 1_000) {
  const memo = createMemo({ items: mostItems });
  const computed: string[] = [];
  const list = (name: string, code: string, at = DAY, items: readonly string[] = [code]) =>
    memo.list(name, code, at, () => {
      computed.push(`${name} ${code} ${at.cacheKey}`);
      return items;
    });
  return { computed, list, memo };
}

test('a list is computed once for its name, code and moment, across requests', () => {
  const { computed, list } = countingMemo();
  expect(list('children', 'RZZ')).toEqual(['RZZ']);
  expect(list('children', 'RZZ', moment(DAY.cacheKey))).toEqual(['RZZ']);
  expect(computed).toHaveLength(1);
});

test('another name, code or moment has its own list', () => {
  const { computed, list } = countingMemo();
  for (const [name, code, at] of [
    ['children', 'RZZ', DAY],
    ['parents', 'RZZ', DAY],
    ['children', 'RZY', DAY],
    ['children', 'RZZ', moment('2024-10-30 OPERATIONAL sha')],
    ['children', 'RZZ', moment('2024-10-31 OPERATIONAL other')],
  ] as const)
    list(name, code, at);
  expect(computed).toHaveLength(5);
});

test('lists that are not read again are evicted, lists that are read stay', () => {
  const { computed, list } = countingMemo(100);
  for (let at = 0; at < 200; at++) {
    list('children', `X${at}`);
    list('children', 'STAYS');
  }
  expect(computed.filter((text) => text.includes('STAYS'))).toHaveLength(1);
  list('children', 'X0');
  expect(computed.filter((text) => text.includes('X0 '))).toHaveLength(2);
});

test('a failed list is not cached, and the next call computes it again', async () => {
  const { memo } = countingMemo();
  let attempts = 0;
  const load = () =>
    memo.list('children', 'RZZ', DAY, async () => {
      if (attempts++ === 0) throw new Error('the database is away');
      return ['RZZ01'];
    });
  await expect(load()).rejects.toThrow('away');
  await expect(load()).resolves.toEqual(['RZZ01']);
  expect(load()).toEqual(['RZZ01']);
});

test('the items of all lists stay within the limit, which can be lowered', () => {
  const limit = { items: 1_000 };
  const memo = createMemo(limit);
  const store = (code: string, length: number) => memo.list('all', code, DAY, () => Array.from({ length }, () => code));
  for (let at = 0; at < 100; at++) {
    store(`X${at}`, at % 7 === 0 ? 300 : 30);
    expect(memo.items).toBeLessThanOrEqual(1_000);
  }
  expect(memo.items).toBeGreaterThan(300);
  expect(store('LONG', 600)).toHaveLength(600);
  expect(memo.items).toBeLessThan(1_000);
  limit.items = 100;
  memo.trim();
  expect(memo.items).toBeLessThanOrEqual(100);
});

test('a list that is being computed is shared by every call for it, and its failure too', async () => {
  const { memo } = countingMemo();
  let computed = 0;
  const load = (error?: Error) =>
    memo.list('children', 'RZZ', DAY, async () => {
      computed++;
      await Promise.resolve();
      if (error) throw error;
      return ['RZZ01'];
    });
  const failing = await Promise.allSettled([load(new Error('the database is away')), load(), load()]);
  expect([failing.map(({ status }) => status), computed]).toEqual([['rejected', 'rejected', 'rejected'], 1]);
  expect(await Promise.all([load(), load(), load()])).toEqual([['RZZ01'], ['RZZ01'], ['RZZ01']]);
  expect(computed).toBe(2);
});

test.each([
  ['reaches its deadline', 'REQUEST_TIMEOUT'],
  ['has no points left', 'RATE_LIMITED'],
] as const)(
  'when the request that computes a list %s, another one that waits for the list computes it',
  async (_, code) => {
    const { memo } = countingMemo();
    const timeout = new KnownError(code, 'The request ends.');
    const late = memo.list('children', 'RZZ', DAY, () => Promise.reject(timeout));
    const inTime = memo.list('children', 'RZZ', DAY, () => Promise.resolve(['RZZ01']));
    await expect(late).rejects.toBe(timeout);
    await expect(inTime).resolves.toEqual(['RZZ01']);
  },
);
