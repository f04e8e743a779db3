/**
 * Gives each test of a suite three attempts, because a busy machine may disturb it. Jest prints the error of each attempt.
 *
 * @param _reason What in the suite depends on time or on other processes. A suite without such a reason has one attempt.
 */
export function retryTimed(_reason: string): void {
  jest.retryTimes(2, { logErrorsBeforeRetry: true });
}
