type Start<T> = (signal: AbortSignal) => Promise<T>;

interface Flight<T> {
  readonly answer: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * Shares what is in flight: callers with the same key get the answer of one call. A caller that goes away rejects with
 * the reason of its signal; the call itself is given up when nobody waits for it any more.
 */
export function inFlight<T>(): (key: string, start: Start<T>, signal?: AbortSignal) => Promise<T> {
  const flights = new Map<string, Flight<T>>();
  const depart = (key: string, start: Start<T>): Flight<T> => {
    const controller = new AbortController();
    const flight = { answer: start(controller.signal), controller, waiting: 0 };
    const land = () => void (flights.get(key) === flight && flights.delete(key));
    flight.answer.then(land, land);
    flights.set(key, flight);
    return flight;
  };
  return (key, start, signal) => {
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const flight = flights.get(key) ?? depart(key, start);
    flight.waiting++;
    return signal ? untilGone(flight, signal, () => flights.delete(key)) : flight.answer;
  };
}

function untilGone<T>(flight: Flight<T>, signal: AbortSignal, forget: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal.reason as Error);
      if (--flight.waiting > 0) return;
      forget();
      flight.controller.abort(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    const stay = () => signal.removeEventListener('abort', leave);
    flight.answer.then(resolve, reject).finally(stay);
  });
}
