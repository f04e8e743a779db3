import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badInput, KnownError } from '../../../errors';
import type { AnswerCache } from '../../../federation/caching/answer-cache';
import type { Selection } from '../../../federation/caching/entry';
import { POINTS_PER_REQUEST, type RateLimit } from '../rate-limit';
import { allowOnly, ROUTES } from '../routing';
import { createSecretCheck } from '../../secret-check';

export interface InvalidationSettings {
  readonly answers: Pick<AnswerCache, 'remove'>;
  /** Sent as `authorization`, with or without `Bearer`. */
  readonly secret: string;
}

/** Where cached responses of subgraphs are removed: path, method and body as of Apollo Router. */
export const INVALIDATION_PATH = '/invalidation';

/** Items of one request. */
const MAX_ITEMS = 1_000;

/** Registers POST /invalidation. It answers 202 with the number of removed entries. */
export function invalidationRoute(
  app: FastifyInstance,
  { answers, secret, rateLimit }: InvalidationSettings & { readonly rateLimit?: RateLimit | undefined },
): void {
  const isSecret = createSecretCheck(secret);
  const isAllowed = ({ headers: { authorization = '' } }: FastifyRequest) =>
    isSecret(authorization.replace(/^bearer /i, ''));
  app.post(
    INVALIDATION_PATH,
    {
      config: { policy: ROUTES.secret },
      onRequest: async (request) => {
        if (isAllowed(request)) return;
        await rateLimit?.charge(request.client, POINTS_PER_REQUEST);
        throw unauthenticated();
      },
    },
    async (request, reply) => {
      const selections = readSelections(request.body as string | undefined);
      const count = await answers.remove(selections);
      if (count === undefined) throw storeFailed();
      return reply.code(202).header('cache-control', 'no-store').send({ count });
    },
  );
  allowOnly(app, ['POST'], INVALIDATION_PATH);
}

function readSelections(body = ''): Selection[] {
  const items = parsed(body);
  if (!Array.isArray(items) || items.length > MAX_ITEMS)
    throw badInput(`The body must be a list of at most ${MAX_ITEMS} items, such as ${EXAMPLE}.`);
  return items.map((item, at) => {
    const selection = toSelection(item as Readonly<Record<string, unknown>> | null);
    if (selection) return selection;
    throw badInput(`Item ${at} is not valid. Expected one of ${EXPECTED}.`);
  });
}

const EXAMPLE = '[{ "kind": "cache_tag", "subgraphs": ["payments"], "cache_tag": "june" }]';
const EXPECTED =
  '{ kind: "cache_tag", subgraphs, cache_tag }, { kind: "subgraph", subgraph } and { kind: "type", subgraph, type }';

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw badInput('The body is not JSON.');
  }
}

function toSelection(item: Readonly<Record<string, unknown>> | null): Selection | undefined {
  const { kind, subgraph, subgraphs, type, cache_tag: tag } = item ?? {};
  if (kind === 'cache_tag' && isText(tag) && Array.isArray(subgraphs) && subgraphs.every(isText))
    return { tag, subgraphs };
  if (kind === 'subgraph' && isText(subgraph)) return { subgraph };
  if (kind === 'type' && isText(subgraph) && isText(type)) return { subgraph, type };
  return undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function unauthenticated(): KnownError {
  const next = 'Send CACHE_INVALIDATION_SECRET in the header authorization.';
  return new KnownError('UNAUTHENTICATED', 'This endpoint requires its secret.', { next });
}

function storeFailed(): KnownError {
  const next = 'Send the request again: it can be repeated.';
  return new KnownError('OVERLOADED', 'The entries of this process were removed, those of the shared store were not.', {
    next,
  });
}
