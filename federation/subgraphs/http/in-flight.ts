import { onAbort } from './on-abort';

type Start<T> = (signal: AbortSignal) => Promise<T>;

interface Call<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Shares calls in flight: callers with the same key get the result of one call. For a caller whose signal aborts, the
 * promise rejects with the signal's reason; the call itself is aborted when no caller waits for it any more.
 */
export function shareInFlight<T>(): (key: string, start: Start<T>, signal?: AbortSignal) => Promise<T> {
  const calls = new Map<string, Call<T>>();
  const begin = (key: string, start: Start<T>): Call<T> => {
    const controller = new AbortController();
    const call = { result: start(controller.signal), controller, waiting: 0 };
    const remove = () => void (calls.get(key) === call && calls.delete(key));
    call.result.then(remove, remove);
    calls.set(key, call);
    return call;
  };
  return (key, start, signal) => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const call = calls.get(key) ?? begin(key, start);
    call.waiting++;
    return signal ? untilAborted(call, signal, () => calls.delete(key)) : call.result;
  };
}

function untilAborted<T>(call: Call<T>, signal: AbortSignal, remove: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, (reason) => {
      reject(reason);
      if (--call.waiting > 0) return;
      remove();
      call.controller.abort(reason);
    });
    call.result.then(resolve, reject).finally(stopListening);
  });
}
