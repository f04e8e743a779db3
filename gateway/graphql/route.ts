import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KnownError } from '../../errors';
import type { Seen } from '../../graph/loaders';
import type { MaybePromise } from '../../maybe-promise';
import { odsExtension, type Context } from '../../domain/context';
import { admission, type Admit } from './request-body';
import { createAnswers, type Answer, type Answers } from './response-cache';
import { asOfHeader } from '../http/as-of-header';
import { allowOnly } from '../http/app';
import { createGate, type Gate } from '../http/concurrency';
import { utf8Bytes } from '../../federation/projection/json-text';
import type { Limits } from './limits';
import { acceptable, isJson } from '../http/content-negotiation';
import type { Metrics } from '../../telemetry/metrics';
import { createRate, type Rate } from '../http/rate-limit';
import { overloaded } from '../http/refusals';
import type { RequestContext, RequestInfo } from './request-context';
import { joined } from '../../federation/projection/serialized-data';
import { RequestWatch, type StartTrace } from '../../telemetry/request-telemetry';

export interface GraphqlParts {
  readonly apollo: ApolloServer<RequestContext>;
  readonly limits: Limits;
  readonly metrics: Pick<Metrics, 'operated' | 'follow'>;
  /** Bytes of whole answers that are kept; none unless given. */
  readonly answerBytes?: number;
  /** Points of cost that a client has in a minute; without end unless given. */
  readonly ratePoints?: number;
  /** The context of one request, given its header `ods-as-of`. Errors: NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined, seen?: Seen): MaybePromise<Context>;
  /** Counts the graphs that were served before; absent: there is one. */
  graph?(): number;
  /** Absent: no traces are made. */
  readonly trace?: StartTrace | undefined;
  /** Whether clients may see plans, by the header `x-query-plan: 1`. */
  readonly queryPlan?: boolean;
  /** Reads bodies; by the limits alone unless it is given. */
  readonly admit?: Admit;
}

interface Route extends GraphqlParts {
  readonly gate: Gate;
  readonly admit: Admit;
  readonly answers: Answers;
  readonly rate: Rate | undefined;
}

/** So many answers of the largest size may wait for slow readers. */
const WAITING_ANSWERS = 64;

/** Points of a request beside those of its operation: what is no operation is not free. */
const FOR_ASKING = 1;

/** POST /graphql, from the headers to the bytes of the answer. */
export function graphqlRoute(app: FastifyInstance, parts: GraphqlParts): void {
  const { limits, metrics, answerBytes = 0, ratePoints = 0 } = parts;
  const gate = createGate(limits.concurrency, WAITING_ANSWERS * limits.response);
  const answers = createAnswers(answerBytes);
  const route: Route = {
    admit: admission(limits),
    ...parts,
    gate,
    answers,
    rate: ratePoints > 0 ? createRate(ratePoints) : undefined,
  };
  metrics.follow('ods_requests_in_work', () => gate.inWork);
  metrics.follow('ods_kept_answers', () => answers.size.entries);
  metrics.follow('ods_kept_answers_bytes', () => answers.size.bytes);
  app.route({
    method: 'POST',
    url: '/graphql',
    onRequest: (request, _reply, done) => done(gate.full ? overloaded(limits) : misfit(request)),
    handler: async (request, reply) => {
      if (!gate.enter()) throw overloaded(limits);
      try {
        return await answer(request, reply, route);
      } finally {
        gate.leave();
      }
    },
  });
  allowOnly(app, ['POST'], '/graphql');
}

async function answer(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  const ended = new AbortController();
  const info = toInfo(request, route, ended);
  endWith(reply, info);
  const { mediaType, watch } = info;
  await info.charge?.(FOR_ASKING);
  const asOf = asOfHeader(request.headers);
  const context = await route.makeContext(asOf, watch.reading);
  request.about = () => ({ ods: odsExtension(context) });
  const body = (request.body as string | undefined) ?? '';
  const question = { body, asOf, mediaType, snapshot: context.snapshot, graph: route.graph?.() ?? 0 };
  const key = watch.fetches ? undefined : route.answers.keyOf(question);
  const known = key === undefined ? undefined : route.answers.get(key);
  if (known) {
    await info.charge?.(known.cost);
    route.metrics.operated('kept');
    return send(reply, known, `cache;desc=hit, ${watch.serverTiming()}`, route);
  }
  reply.raw.once('close', () => void (reply.raw.writableFinished || ended.abort()));
  const { status, answer } = await ask(body, { ...context, request: info, signal: ended.signal }, route);
  route.metrics.operated(info.whole === true ? 'answered' : 'errors');
  if (key !== undefined && !watch.elsewhere && info.whole === true) route.answers.keep(key, answer);
  return send(reply.code(status), answer, watch.serverTiming(info.executionMs), route);
}

async function ask(text: string, context: RequestContext, { apollo, admit, limits }: Route) {
  const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: toApollo(admit(text), context.request),
    context: async () => context,
  });
  if (body.kind !== 'complete') throw new Error('An answer in parts was not asked for.');
  const { data } = context.request;
  const bytes = data ? joined(data, body.string) : utf8Bytes(body.string);
  if (bytes.length > limits.response) throw tooLarge(limits);
  const release = { 'x-ods-release': context.root.release.id, 'cache-control': 'no-store' };
  const cost = context.request.cost?.estimated ?? 0;
  return { status: status ?? 200, answer: { bytes, cost, headers: { ...Object.fromEntries(headers), ...release } } };
}

function send(reply: FastifyReply, { bytes, headers }: Answer, timing: string, { gate }: Route): FastifyReply {
  reply.raw.once('close', gate.hold(bytes.length));
  return reply.headers(headers).header('server-timing', timing).send(bytes);
}

/** Apollo Server sees the body and the type of the answer; every other header stays outside. */
function toApollo(body: object, { mediaType }: RequestInfo) {
  const headers = new HeaderMap([
    ['content-type', 'application/json'],
    ['accept', mediaType],
  ]);
  return { method: 'POST', headers, search: '', body };
}

function toInfo(
  request: FastifyRequest,
  { limits, queryPlan, trace, rate }: Route,
  ended: AbortController,
): RequestInfo {
  const startedAt = performance.now();
  const mediaType = acceptable(request.headers.accept)!;
  const { id, headers } = request;
  const showsPlan = queryPlan === true && headers['x-query-plan'] === '1';
  const span = trace?.('POST /graphql', headers.traceparent as string | undefined, { ...ROUTE, 'request.id': id });
  const watch = new RequestWatch({ startedAt, showsPlan, span });
  const deadline = startedAt + limits.timeoutMs;
  const charge = rate && ((points: number) => rate.charge(request.ip, points));
  return { id, mediaType, headers, watch, deadline, ...(charge && { charge }), abort: () => ended.abort() };
}

const ROUTE = { 'http.request.method': 'POST', 'http.route': '/graphql' };

/** The span of a request ends with its answer, whatever that is. */
function endWith(reply: FastifyReply, { watch: { span } }: RequestInfo): void {
  if (!span) return;
  reply.raw.once('close', () => {
    const { statusCode } = reply.raw;
    span.end({ 'http.response.status_code': statusCode }, statusCode >= 500 ? 'INTERNAL_SERVER_ERROR' : undefined);
  });
}

/** What is wrong with a request by its headers alone. */
function misfit({ headers }: FastifyRequest): KnownError | undefined {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'Compressed bodies are not read.');
  if (!isJson(headers['content-type']))
    return new KnownError('UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json in UTF-8.');
  if (acceptable(headers.accept) === null)
    return new KnownError('NOT_ACCEPTABLE', 'No media type in the Accept header can be answered.');
  return undefined;
}

function tooLarge({ response }: Limits): KnownError {
  return new KnownError(
    'PAYLOAD_TOO_LARGE',
    `The answer is larger than ${response} bytes, the most allowed; ask for fewer items per page or fewer levels.`,
  );
}
