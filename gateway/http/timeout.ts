import { requestTimeout } from './request-errors';

/** Rejects with REQUEST_TIMEOUT if the response is not ready in time. */
export async function withTimeout<Value>(response: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(requestTimeout(timeoutMs)), timeoutMs);
  });
  return Promise.race([response, timeout]).finally(() => clearTimeout(timer));
}
