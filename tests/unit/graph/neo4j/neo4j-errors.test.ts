import { KnownError } from '../../../../errors';
import { Breaker } from '../../../../graph/neo4j/circuit-breaker';
import { faultOf, knownFault, StillConnecting } from '../../../../graph/neo4j/neo4j-errors';
import { persist } from '../../../../graph/neo4j/retry';
import { Rotation } from '../../../../graph/neo4j/replaceable';
import { checkVersion } from '../../../../graph/neo4j/server-version';
import '../../../support/process/retry-timed';

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
  [new StillConnecting(failure('N/A')), 'connecting', 'DATABASE_TIMEOUT'],
  [failure('Neo.TransientError.Transaction.DeadlockDetected'), 'transient', 'DATABASE_UNAVAILABLE'],
  [failure('Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration'), 'late', 'DATABASE_TIMEOUT'],
  [failure('Neo.ClientError.Security.Unauthorized'), 'denied', 'DATABASE_UNAVAILABLE'],
])('%s is %s and reaches a client as %s, with the cause inside', (error, fault, code) => {
  expect(faultOf(error)).toBe(fault);
  const known = knownFault(error, 2_000) as KnownError;
  expect(known).toMatchObject({ code, cause: error });
  expect(known.message).not.toMatch(/bolt|secret/);
});

test('a fault of the statement itself stays what it is', () => {
  const error = failure('Neo.ClientError.Statement.ArithmeticError');
  expect(knownFault(error, 2_000)).toBe(error);
});

/** An attempt that fails with each error in turn, then succeeds. */
function failing(...errors: Error[]) {
  const times: number[] = [];
  const attempt = async () => {
    times.push(performance.now());
    const error = errors.shift();
    if (error) throw error;
    return 'answer';
  };
  return { attempt, times };
}

test('a lost connection is tried again at once, then after 50 to 80 ms', async () => {
  const { attempt, times } = failing(lost, lost);
  expect(await persist(2_000, new Breaker(), attempt)).toBe('answer');
  expect(times[1]! - times[0]!).toBeLessThan(times[2]! - times[1]!);
  expect(times[2]! - times[1]!).toBeGreaterThan(45);
});

test('a refused connection is tried twice and fails soon', async () => {
  const { attempt, times } = failing(refused, refused, refused);
  const start = performance.now();
  await expect(persist(2_000, new Breaker(), attempt)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(times).toHaveLength(2);
});

test('nothing is tried again after its deadline, nor what a server was too slow for', async () => {
  const slow = failing(lost, lost);
  await expect(persist(20, new Breaker(), slow.attempt)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(slow.times).toHaveLength(2);
  const late = failing(failure('Neo.ClientError.Transaction.TransactionTimedOut'));
  await expect(persist(2_000, new Breaker(), late.attempt)).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' });
  expect(late.times).toHaveLength(1);
});

test('after some failures in a row callers are refused without being tried, then one at a time tries again', async () => {
  const breaker = new Breaker({ failures: 3, pauseMs: 60 });
  let tried = 0;
  const down = () =>
    persist(2_000, breaker, async () => {
      tried++;
      throw lost;
    });
  await expect(down()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  await expect(down()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
  expect(tried).toBe(3);
  await new Promise((resolve) => setTimeout(resolve, 80));
  const together = await Promise.allSettled([persist(2_000, breaker, async () => 'back'), down(), down()]);
  expect(together.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(tried).toBe(3);
  expect(await persist(2_000, breaker, async () => 'open again')).toBe('open again');
});

test('a connection still being made is waited for until the deadline', async () => {
  const cause = failure('N/A', 'Connection acquisition timed out in 1000 ms.');
  const { attempt, times } = failing(...Array.from({ length: 5 }, () => new StillConnecting(cause)));
  expect(await persist(2_000, new Breaker(), attempt)).toBe('answer');
  expect(times).toHaveLength(6);
});

test('errors of statements do not open the breaker', async () => {
  const breaker = new Breaker({ failures: 1 });
  const wrong = failing(failure('Neo.ClientError.Statement.SyntaxError'));
  await expect(persist(2_000, breaker, wrong.attempt)).rejects.toThrow();
  expect(await persist(2_000, breaker, wrong.attempt)).toBe('answer');
});

test('one that is given up is closed once, and another opened when it is needed', async () => {
  let opened = 0;
  const closed: number[] = [];
  const rotation = new Rotation(() => {
    const number = ++opened;
    return { number, close: async () => void closed.push(number) };
  });
  const first = rotation.current();
  rotation.retire(first);
  rotation.retire(first);
  expect([rotation.current().number, rotation.current().number]).toEqual([2, 2]);
  rotation.retire(first);
  await rotation.close();
  expect([opened, closed]).toEqual([2, [1, 2]]);
});

test('servers from 5.26 on are accepted, older and unknown ones are named', () => {
  for (const agent of ['Neo4j/5.26.0', 'Neo4j/5.27-aura', 'Neo4j/2025.01.0'])
    expect(() => checkVersion(agent)).not.toThrow();
  expect(() => checkVersion('Neo4j/5.25.1')).toThrow('Neo4j 5.26 or newer is needed; this server is Neo4j/5.25.1.');
  expect(() => checkVersion('')).toThrow('of no known version');
});
