import { withTimeLimit } from '../../time-limit';

const never = new Promise<string>(() => undefined);
const late = () => 'late';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('work that ends in time gives its result or its error, and leaves no timer', async () => {
  expect(await withTimeLimit(1_000, Promise.resolve('done'), late)).toBe('done');
  await expect(withTimeLimit(1_000, Promise.reject(new Error('failed')), late)).rejects.toThrow('failed');
  expect(jest.getTimerCount()).toBe(0);
});

test('work that takes longer gives what onLate returns or throws, at the limit', async () => {
  const onLate = jest.fn(late);
  const limited = withTimeLimit(1_000, never, onLate);
  await jest.advanceTimersByTimeAsync(999);
  expect(onLate).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(await limited).toBe('late');
  const failing = withTimeLimit(1_000, never, () => {
    throw new Error('too late');
  });
  const rejected = expect(failing).rejects.toThrow('too late');
  await jest.advanceTimersByTimeAsync(1_000);
  await rejected;
});

test('a limit without ref does not keep the process alive, and holds nevertheless', async () => {
  jest.useRealTimers();
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const late = withTimeLimit(20, new Promise<never>(() => undefined), () => 'late', { ref: false });
  expect(timers()).toBe(before);
  setTimeout(() => undefined, 200);
  expect(await late).toBe('late');
});
