import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { KnownError } from '../../errors';
import type { MaybePromise } from '../../maybe-promise';
import type { Context } from '../../domain/context';
import type { Moment } from '../../domain/moment';
import { asOfHeader } from '../http/as-of-header';
import { allowOnly, errorsAnswered, nothingHere } from '../http/app';
import { asOutcome, FHIR_TYPE } from './operation-outcome';
import type { Place } from './bundle';
import { FHIR_RESOURCES, type Answer } from './resources';
import { createGate, type Gate } from '../http/concurrency';
import type { Limits } from '../graphql/limits';
import type { ErrorLog } from '../../telemetry/logger';
import { acceptsFhir } from '../http/content-negotiation';
import type { Metrics } from '../../telemetry/metrics';
import type { Query } from '../http/query-string';
import { overloaded, tooLate } from '../http/refusals';

export interface FhirParts {
  readonly limits: Limits;
  readonly log: ErrorLog;
  readonly metrics: Metrics;
  /** The context of one request, given its header `ods-as-of`. Errors: NO_RELEASE, DATABASE_*, BAD_USER_INPUT. */
  makeContext(asOf: string | undefined): MaybePromise<Context>;
}

interface Route extends FhirParts {
  readonly gate: Gate;
  readonly answer: Answer;
}

/** So many answers of the largest size may wait for slow readers. */
const WAITING_ANSWERS = 16;

/** GET /fhir/…: organisations and relationships in the shape of the official FHIR R4 interface, on any day. */
export async function fhirRoutes(app: FastifyInstance, parts: FhirParts): Promise<void> {
  const { limits, log, metrics } = parts;
  const gate = createGate(limits.concurrency, WAITING_ANSWERS * limits.response);
  metrics.follow('ods_fhir_requests_in_work', () => gate.inWork);
  await app.register(
    async (fhir) => {
      fhir.setErrorHandler(errorsAnswered({ body: limits.body, log, metrics }, asOutcome));
      fhir.all('/*', nothingHere);
      for (const [url, answer] of Object.entries(FHIR_RESOURCES)) {
        fhir.get(url, (request, reply) => admitted(request, reply, { ...parts, gate, answer }));
        allowOnly(fhir, ['GET'], url);
      }
    },
    { prefix: '/fhir' },
  );
}

async function admitted(request: FastifyRequest, reply: FastifyReply, route: Route): Promise<FastifyReply> {
  const { gate, limits } = route;
  if (!acceptsFhir(request.headers.accept, (request.query as Query)._format)) throw unacceptable();
  if (!gate.enter()) throw overloaded(limits);
  const ended = new AbortController();
  try {
    const sent = await inTime(answered(request, route, ended.signal), limits.timeoutMs);
    return send(request, reply, sent, gate);
  } finally {
    ended.abort();
    gate.leave();
  }
}

interface Sent {
  readonly at: Moment;
  readonly bytes: Buffer;
}

async function answered(request: FastifyRequest, route: Route, signal: AbortSignal): Promise<Sent> {
  const { makeContext, limits, answer } = route;
  const context = await makeContext(asOfHeader(request.headers));
  const { code = '' } = request.params as { readonly code?: string };
  const { at, resource } = await answer({ code, place: placeOf(request), context, signal });
  const bytes = Buffer.from(JSON.stringify(resource));
  if (bytes.length > limits.response) throw tooLarge(limits);
  return { at, bytes };
}

/** Sends an answer, or 304 to who has it already. */
function send(request: FastifyRequest, reply: FastifyReply, { at, bytes }: Sent, gate: Gate): FastifyReply {
  const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const vary = [reply.getHeader('vary') ?? [], 'accept', 'ods-as-of'].flat().join(', ');
  void reply.headers({ 'cache-control': 'no-cache', etag, vary, 'x-ods-release': at.release.id });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  reply.raw.once('close', gate.hold(bytes.length));
  return reply.type(FHIR_TYPE).send(bytes);
}

function matches(given: string | undefined, etag: string): boolean {
  return given?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag.slice(2)) ?? false;
}

function placeOf({ protocol, host, url, query }: FastifyRequest): Place {
  return { origin: `${protocol}://${host}`, url, query: query as Query };
}

/** An answer, or an error at the deadline. Errors: REQUEST_TIMEOUT. */
async function inTime<Value>(answer: Promise<Value>, timeoutMs: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(tooLate(timeoutMs)), timeoutMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function tooLarge({ response }: Limits): KnownError {
  return new KnownError('PAYLOAD_TOO_LARGE', `The answer is larger than ${response} bytes, the most allowed.`);
}

function unacceptable(): KnownError {
  return new KnownError('NOT_ACCEPTABLE', 'Only JSON is answered here.');
}
