import type { Deadline } from './deadline';
import type { HttpResponse } from './subgraph-response';

/** The callbacks of undici's `dispatch`. Its streams would cost as much as the rest of a call. */
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

/** Sends one request. Redirects are returned, never followed. Rejects with undici's error or the deadline's reason. */
export function sendRequest(dispatch: (handler: Handler) => void, deadline: Deadline): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let controller: Controller | undefined;
    let status = 0;
    let headers: Readonly<Record<string, unknown>> = {};
    const chunks: Buffer[] = [];
    const end = (reason: Error) => {
      reject(reason);
      controller?.abort(reason);
    };
    if (deadline.endReason) return end(deadline.endReason);
    deadline.onEnd = end;
    dispatch({
      onRequestStart(given) {
        controller = given;
        deadline.sent = true;
        if (deadline.endReason) given.abort(deadline.endReason);
      },
      onResponseStart(_controller, given, received) {
        status = given;
        headers = received;
      },
      onResponseData: (_controller, chunk) => void chunks.push(chunk),
      onResponseEnd: () => resolve(toResponse(status, headers, textOf(chunks))),
      onResponseError: (_controller, error) => reject(error),
    });
  });
}

function toResponse(status: number, headers: Readonly<Record<string, unknown>>, text: string): HttpResponse {
  const header = (name: string) => [headers[name] ?? ''].flat().join(', ');
  const caching = { cacheControl: header('cache-control'), age: header('age') };
  return { status, contentType: header('content-type'), ...caching, header, text };
}

const utf8 = new TextDecoder();

/** Decodes UTF-8 without its byte-order mark. */
function textOf(chunks: readonly Buffer[]): string {
  return utf8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
}
