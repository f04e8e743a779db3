/**
 * For suites whose promises are about time, or about other processes: on a machine that does other work as well a test
 * has three tries, and what it saw at each of them is printed. A promise that is not kept fails all three.
 */
jest.retryTimes(2, { logErrorsBeforeRetry: true });
