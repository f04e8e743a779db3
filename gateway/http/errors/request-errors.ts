import { KnownError } from '../../../errors';

/** Returns the error of a request that is rejected because too many are in progress. */
export function overloaded({ concurrency }: { readonly concurrency: number }): KnownError {
  return new KnownError('OVERLOADED', `The limit of ${concurrency} concurrent requests is reached.`);
}

/** Returns the error of a request that did not complete before its deadline. */
export function requestTimeout(timeoutMs: number): KnownError {
  return new KnownError('REQUEST_TIMEOUT', `The request did not complete within ${timeoutMs} ms.`);
}
