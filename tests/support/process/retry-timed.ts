/**
 * For suites that depend on time or on other processes: a busy machine may disturb a test, so it has three attempts.
 * Jest prints the error of each attempt.
 */
jest.retryTimes(2, { logErrorsBeforeRetry: true });
