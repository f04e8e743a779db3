import type { FastifyRequest } from 'fastify';
import type { Context } from '../../../domain/context';
import { momentKey } from '../../../domain/moment';
import type { RequestInfo } from '../request-context';
import { requestTag } from './answer-caching';
import type { ResponseCache } from './response-cache';

/** What identifies the response to a request before it is computed. */
export interface Received {
  /** The body, or the query string of a GET request. */
  readonly content: string;
  /** The key of the response cache. Absent: the response is not cached. */
  readonly key: string | undefined;
  /** The tag of a GET request. */
  readonly tag: string | undefined;
}

interface IdentifyingRoute {
  readonly cache: Pick<ResponseCache, 'keyOf'>;
  readonly path?: string | undefined;
  readonly queries?: { readonly persisted: { readonly version?: string }; identity(): string } | undefined;
  supergraphVersion?(): number;
  labelHeader?(): string | undefined;
}

interface Identified {
  readonly asOf: string | undefined;
  readonly context: Context;
  readonly route: IdentifyingRoute;
}

export function identify(
  request: FastifyRequest,
  info: RequestInfo,
  { asOf, context: { snapshot }, route }: Identified,
): Received {
  const { queries } = route;
  const { isSafe, mediaType, telemetry } = info;
  const content = isSafe ? searchOf(request.url) : ((request.body as string | undefined) ?? '');
  if (telemetry.fetches || turnsOnLabels(info, route)) return { content, key: undefined, tag: undefined };
  const documents = queries?.persisted.version ?? '';
  const supergraphVersion = route.supergraphVersion?.() ?? 0;
  const key = route.cache.keyOf({ body: content, asOf, mediaType, snapshot, supergraphVersion, documents });
  if (!isSafe || !queries) return { content, key, tag: undefined };
  const parts = { service: queries.identity(), content: snapshot.content, asOf, mediaType, search: content };
  return { content, key, tag: requestTag(parts) };
}

/** What a response depends on, besides the request: the address, the moment, the graph, the schema and labels of @override. */
export function commonParts({ headers }: RequestInfo, { asOf, context, route }: Identified): readonly unknown[] {
  const { root, snapshot } = context;
  const label = route.labelHeader?.();
  const versions = [route.supergraphVersion?.(), route.queries?.persisted.version, snapshot.content];
  return [route.path, asOf, momentKey(root), ...versions, label && headers[label]];
}

/** Whether a request may be executed by other subgraphs than the same request without its header. */
function turnsOnLabels({ headers, identity }: RequestInfo, { labelHeader }: IdentifyingRoute): boolean {
  const name = labelHeader?.();
  return name !== undefined && (headers[name] ?? identity?.headers.get(name) ?? null) !== null;
}

/** The query string, with its question mark. */
function searchOf(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? '?' : url.slice(at);
}
