import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { addUnsent, createConcurrencyLimit } from '../../../../gateway/http/concurrency-limit';

const responseOf = (destroyed = false) => Object.assign(new EventEmitter(), { destroyed }) as unknown as ServerResponse;

test('attack 44: responses that clients do not read take a limited number of bytes, then requests are refused', () => {
  const limit = createConcurrencyLimit(10, 1_000);
  const [first, second] = [responseOf(), responseOf()];
  addUnsent(first, 600, limit);
  expect(limit.tryAcquire()).toBe(true);
  addUnsent(second, 600, limit);
  expect([limit.tryAcquire(), limit.active]).toEqual([false, 1]);
  first.emit('close');
  expect([limit.tryAcquire(), limit.active]).toEqual([true, 2]);
  addUnsent(responseOf(true), 10_000, limit); // its client is gone already
  expect(limit.isReached).toBe(false);
});

test('a limit of requests counts those in progress', () => {
  const limit = createConcurrencyLimit(2, 1_000);
  expect([1, 2, 3].map(() => limit.tryAcquire())).toEqual([true, true, false]);
  limit.release();
  expect([limit.tryAcquire(), limit.tryAcquire(), limit.active]).toEqual([true, false, 2]);
});
