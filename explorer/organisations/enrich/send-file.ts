import { RequestError, type ResponseBody } from '../graphql/request';
import { isNdjson } from './table-text';

/** Sends a file and returns the whole enriched file. Throws RequestError, or TypeError if the network fails. */
export async function sendFile(file: File, url: string, signal: AbortSignal): Promise<Blob> {
  const type = isNdjson(file.name) ? 'application/x-ndjson' : 'text/csv';
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body: file, signal });
  if (response.ok) return response.blob();
  const { errors = [] } = (await response.json()) as ResponseBody<never>;
  const { message = `The server answered with status ${response.status}.`, extensions } = errors[0] ?? {};
  const wait = response.headers.get('retry-after');
  const next = wait === null ? (extensions?.next ?? 'Try again.') : `Wait ${wait} s, then try again.`;
  throw new RequestError(message, next, extensions?.code ?? '');
}
