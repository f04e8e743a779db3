import { bodyText } from './body-text';
import type { Deadline } from './deadline';
import { decompress } from './decompress';
import { ResponseFault, type HttpResponse } from './http-response';

/** The callbacks of undici's `dispatch`. Its streams would cost as much as the rest of a call. */
export interface Handler {
  onRequestStart(controller: Controller): void;
  onResponseStart(controller: Controller, status: number, headers: Readonly<Record<string, unknown>>): void;
  onResponseData(controller: Controller, chunk: Buffer): void;
  onResponseEnd(): void;
  onResponseError(controller: Controller, error: Error): void;
}

interface Controller {
  abort(reason: Error): void;
}

/** Sends a body with its headers. */
export type Send = (body: string, headers: Record<string, string>, handler: Handler) => void;

/**
 * Sends one request, once. Redirects are returned, never followed. Rejects with a ResponseFault for a response that is too
 * large or cannot be decompressed, otherwise with undici's error or the deadline's reason.
 */
export function sendRequest(
  dispatch: (handler: Handler) => void,
  deadline: Deadline,
  maxBytes: number,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    let controller: Controller | undefined;
    let status = 0;
    let headers: HttpResponse['headers'] = {};
    let bytes = 0;
    const chunks: Buffer[] = [];
    const end = (reason: Error) => {
      reject(reason);
      controller?.abort(reason);
    };
    deadline.whenEnded(end);
    if (deadline.endReason) return;
    dispatch({
      onRequestStart(given) {
        // undici may start a request again whose connection was lost, although it may have been carried out.
        if (controller) return given.abort(new Error('the connection was lost'));
        controller = given;
        deadline.sent = true;
        if (deadline.endReason) given.abort(deadline.endReason);
      },
      onResponseStart(_controller, given, received) {
        status = given;
        headers = received;
      },
      onResponseData(_controller, chunk) {
        bytes += chunk.length;
        if (bytes > maxBytes) end(new ResponseFault('too large', `more than ${maxBytes} bytes`, { status, headers }));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        if (headers['content-encoding'] === undefined) return resolve({ status, headers, text: bodyText(chunks) });
        const received = { status, headers, body: Buffer.concat(chunks) };
        decompress(received, maxBytes).then((body) => resolve({ status, headers, text: bodyText([body]) }), reject);
      },
      onResponseError: (_controller, error) => reject(error),
    });
  });
}
