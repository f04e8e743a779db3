import { KnownError } from '../../../../errors';
import { CircuitBreaker } from '../../../../graph/neo4j/circuit-breaker';
import { errorKindOf, toKnownError, StillConnectingError } from '../../../../graph/neo4j/neo4j-errors';
import { retryRead } from '../../../../graph/neo4j/retry';
import { Replaceable } from '../../../../graph/neo4j/replaceable';
import { checkVersion } from '../../../../graph/neo4j/server-version';
import { retryTimed } from '../../../support/process/retry-timed';

retryTimed('the promise is how the waits between attempts grow');

const failure = (code: string, message = 'secret text about bolt://db.internal') =>
  Object.assign(new Error(message), { code });
const lost = failure('ServiceUnavailable', 'Connection was closed by server');
const refused = failure('ServiceUnavailable', 'Failed to connect. Caused by: connect ECONNREFUSED 127.0.0.1:7687');

test.each([
  [lost, 'lost', 'DATABASE_UNAVAILABLE'],
  [refused, 'refused', 'DATABASE_UNAVAILABLE'],
  [failure('Neo.DatabaseError.Transaction.TransactionStartFailed'), 'refused', 'DATABASE_UNAVAILABLE'],
  [failure('SessionExpired'), 'lost', 'DATABASE_UNAVAILABLE'],
  [failure('ProtocolError'), 'lost', 'DATABASE_UNAVAILABLE'],
  [new RangeError('Offset is outside the bounds'), 'lost', 'DATABASE_UNAVAILABLE'],
  [failure('ProtocolError', 'There are no available threads to serve this request'), 'busy', 'OVERLOADED'],
  [failure('N/A', 'Connection acquisition timed out in 1000 ms.'), 'busy', 'OVERLOADED'],
  [new StillConnectingError(failure('N/A')), 'connecting', 'DATABASE_TIMEOUT'],
  [failure('Neo.TransientError.Transaction.DeadlockDetected'), 'transient', 'DATABASE_UNAVAILABLE'],
  [failure('Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration'), 'timeout', 'DATABASE_TIMEOUT'],
  [failure('Neo.ClientError.Security.Unauthorized'), 'denied', 'DATABASE_UNAVAILABLE'],
])('%s is classified as %s and becomes %s with the cause attached', (error, kind, code) => {
  expect(errorKindOf(error)).toBe(kind);
  const known = toKnownError(error, 2_000) as KnownError;
  expect(known).toMatchObject({ code, cause: error });
  expect(known.message).not.toMatch(/bolt|secret/);
});

test('a statement error is returned unchanged', () => {
  const error = failure('Neo.ClientError.Statement.ArithmeticError');
  expect(toKnownError(error, 2_000)).toBe(error);
});

/** An attempt that fails with each error in turn, then succeeds. */
function failing(...errors: Error[]) {
  const times: number[] = [];
  const attempt = async () => {
    times.push(performance.now());
    const error = errors.shift();
    if (error) throw error;
    return 'result';
  };
  return { attempt, times };
}

test('a lost connection is retried immediately, then after 50 to 80 ms', async () => {
  const { attempt, times } = failing(lost, lost);
  expect(await retryRead(2_000, new CircuitBreaker(), attempt)).toBe('result');
  expect(times[1]! - times[0]!).toBeLessThan(times[2]! - times[1]!);
  expect(times[2]! - times[1]!).toBeGreaterThan(45);
});

test('a refused connection is tried twice and fails within a second', async () => {
  const { attempt, times } = failing(refused, refused, refused);
  const start = performance.now();
  await expect(retryRead(2_000, new CircuitBreaker(), attempt)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(times).toHaveLength(2);
});

test('does not retry after the deadline or after a timeout of the server', async () => {
  const slow = failing(lost, lost);
  await expect(retryRead(20, new CircuitBreaker(), slow.attempt)).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
  });
  expect(slow.times).toHaveLength(2);
  const late = failing(failure('Neo.ClientError.Transaction.TransactionTimedOut'));
  await expect(retryRead(2_000, new CircuitBreaker(), late.attempt)).rejects.toMatchObject({
    code: 'DATABASE_TIMEOUT',
  });
  expect(late.times).toHaveLength(1);
});

test('after consecutive failures calls are rejected without an attempt, then one attempt at a time is allowed', async () => {
  const breaker = new CircuitBreaker({ failures: 3, pauseMs: 60 });
  let attempts = 0;
  const down = () =>
    retryRead(2_000, breaker, async () => {
      attempts++;
      throw lost;
    });
  await expect(down()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect(down()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(attempts).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 80));
  const results = await Promise.allSettled([retryRead(2_000, breaker, async () => 'back'), down(), down()]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(attempts).toBe(3);
  expect(await retryRead(2_000, breaker, async () => 'open again')).toBe('open again');
});

test('waits until the deadline for a connection that is still being made', async () => {
  const cause = failure('N/A', 'Connection acquisition timed out in 1000 ms.');
  const { attempt, times } = failing(...Array.from({ length: 5 }, () => new StillConnectingError(cause)));
  expect(await retryRead(2_000, new CircuitBreaker(), attempt)).toBe('result');
  expect(times).toHaveLength(6);
});

test('statement errors do not open the breaker', async () => {
  const breaker = new CircuitBreaker({ failures: 1 });
  const wrong = failing(failure('Neo.ClientError.Statement.SyntaxError'));
  await expect(retryRead(2_000, breaker, wrong.attempt)).rejects.toThrow();
  expect(await retryRead(2_000, breaker, wrong.attempt)).toBe('result');
});

test('a retired resource is closed once and replaced when next needed', async () => {
  let opened = 0;
  const closed: number[] = [];
  const replaceable = new Replaceable(() => {
    const number = ++opened;
    return { number, close: async () => void closed.push(number) };
  });
  const first = replaceable.current();
  replaceable.retire(first);
  replaceable.retire(first);
  expect([replaceable.current().number, replaceable.current().number]).toEqual([2, 2]);
  replaceable.retire(first);
  await replaceable.close();
  expect([opened, closed]).toEqual([2, [1, 2]]);
});

test('servers from 5.26 on are accepted, older and unknown versions are refused with their name', () => {
  for (const agent of ['Neo4j/5.26.0', 'Neo4j/5.27-aura', 'Neo4j/2025.01.0'])
    expect(() => checkVersion(agent)).not.toThrow();
  expect(() => checkVersion('Neo4j/5.25.1')).toThrow('Neo4j 5.26 or newer is needed; this server is Neo4j/5.25.1.');
  expect(() => checkVersion('')).toThrow('of unknown version');
});
