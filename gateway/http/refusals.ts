import { KnownError } from '../../errors';

/** The refusal of a request for which there is no place. */
export function overloaded({ concurrency }: { readonly concurrency: number }): KnownError {
  return new KnownError('OVERLOADED', `${concurrency} requests are in work already, the most at once.`);
}

/** The end of a request that was not answered by its deadline. */
export function tooLate(timeoutMs: number): KnownError {
  return new KnownError('REQUEST_TIMEOUT', `The request was not answered within ${timeoutMs} ms.`);
}
