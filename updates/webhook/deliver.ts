import { EXIT, Unavailable, UpdateError } from '../errors';
import { reasonOf, type HttpClient } from '../http/client';
import { backOffMs, retryAfterMs, type Wait } from '../wait';
import type { WebhookEvent } from './event';
import { signatureOf } from './signature';

export interface Webhook {
  /** May contain a token: only its host is shown. */
  readonly url: string;
  readonly secret: string;
}

export interface DeliverySettings {
  readonly client: HttpClient;
  readonly wait: Wait;
  readonly now: () => number;
  line(text: string): void;
}

const ATTEMPTS = 6;
const TIMEOUT_MS = 10_000;
/** Statuses below 500 after which the same message may be accepted later. */
const MAY_BE_REPEATED = new Set([408, 425, 429]);

/**
 * Sends a message as a signed POST, at most 6 times with pauses of 1 s to 16 s. Each attempt has 10 s. A status from 200
 * to 299 means accepted; a redirect does not, and is not followed. Throws an UpdateError if the message was not accepted.
 */
export async function deliver(event: WebhookEvent, webhook: Webhook, settings: DeliverySettings): Promise<void> {
  const { host } = new URL(webhook.url);
  for (let attempt = 1; ; attempt++) {
    try {
      await post(event, webhook, settings);
      return settings.line(`The webhook at ${host} has accepted the message ${event.id}.`);
    } catch (error) {
      const reason = (error as Error).message;
      if (!(error instanceof Unavailable) || attempt === ATTEMPTS)
        throw new UpdateError(
          `The release is loaded, but the webhook at ${host} has not accepted the message ${event.id}: ${reason}, at attempt ${attempt}.`,
          EXIT.notTold,
        );
      await settings.wait(backOffMs(attempt, error.retryAfterMs));
    }
  }
}

/** Sends the message once. Throws Unavailable if a later attempt may succeed, else an UpdateError. */
async function post({ id, body }: WebhookEvent, { url, secret }: Webhook, { client, now }: DeliverySettings) {
  const timestamp = String(Math.floor(now() / 1_000));
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'ods-graph',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatureOf(secret, id, timestamp, body),
  };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await client
    .send({ url: new URL(url), method: 'POST', headers, body, signal })
    .catch((error: unknown) => {
      throw new Unavailable(signal.aborted ? 'no answer within 10 s' : reasonOf(error));
    });
  answer.discard();
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  const reason = `it answered with status ${status}`;
  if (status >= 500 || MAY_BE_REPEATED.has(status))
    throw new Unavailable(reason, retryAfterMs(answer.header('retry-after'), now()));
  throw new UpdateError(reason, EXIT.notTold);
}
