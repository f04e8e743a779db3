import { createHmac } from 'node:crypto';

/**
 * Returns the header webhook-signature of Standard Webhooks: `v1,` and the HMAC-SHA256 of id, timestamp and body in
 * Base64. A secret with the prefix whsec_ is Base64; any other is used as its UTF-8 bytes.
 */
export function signatureOf(secret: string, id: string, timestamp: string, body: string): string {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}
