import type { Deadline } from './deadline';
import type { HttpAnswer } from './subgraph-response';

/** What undici tells of an answer while it comes. Its streams cost as much as the whole rest of a call. */
interface Handler {
  onRequestStart(controller: Controller): void;
  onResponseStart(controller: Controller, status: number, headers: Readonly<Record<string, unknown>>): void;
  onResponseData(controller: Controller, chunk: Buffer): void;
  onResponseEnd(): void;
  onResponseError(controller: Controller, error: Error): void;
}

interface Controller {
  abort(reason: Error): void;
}

/** Sends one request. Redirects are answers like any other, and never followed. Rejects with undici's error, or with the deadline's. */
export function exchange(dispatch: (handler: Handler) => void, deadline: Deadline): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Controller | undefined;
    let status = 0;
    let contentType = '';
    const chunks: Buffer[] = [];
    const end = (reason: Error) => {
      reject(reason);
      controller?.abort(reason);
    };
    if (deadline.ended) return end(deadline.ended);
    deadline.onEnd = end;
    dispatch({
      onRequestStart(given) {
        controller = given;
        if (deadline.ended) given.abort(deadline.ended);
      },
      onResponseStart(_controller, given, headers) {
        status = given;
        contentType = String(headers['content-type'] ?? '');
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => resolve({ status, contentType, text: textOf(chunks) }),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

const utf8 = new TextDecoder();

/** A byte-order mark is left out. */
function textOf(chunks: readonly Buffer[]): string {
  return utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
}
