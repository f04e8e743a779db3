import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { z } from 'zod';

/** The types of settings: each parses a text from the environment, or says what it expected. */

export const whole = (fallback: number, min = 0, max = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .default(String(fallback))
    .transform(Number)
    .pipe(z.number().min(min).max(max));
/** A port; 0 picks a free one. Absent: no port is opened. */
export const port = () =>
  z
    .string()
    .regex(/^\d+$/, 'expected a whole number')
    .transform(Number)
    .pipe(z.number().min(0).max(65535))
    .optional();
export const text = (fallback: string) => z.string().min(1).default(fallback);
export const optional = () => z.string().min(1).optional();
export const flag = (fallback: boolean) => z.stringbool().default(fallback);
export const size = (fallback: string) =>
  z
    .string()
    .regex(/^\d+[kmg]$/i, 'expected a size such as 512m or 1g')
    .default(fallback);

export const neo4jUri = () =>
  z
    .string()
    .regex(
      /^(bolt|neo4j)(\+s|\+ssc)?:\/\/[^\s/@]+\/?$/,
      'expected an address such as neo4j://host:7687, without user and password',
    )
    .optional();
/** The address of a Redis or Valkey, with a database number if it is not 0. */
export const redisUrl = () =>
  z
    .string()
    .regex(
      /^rediss?:\/\/[^\s/@?#]+(\/\d{0,3})?$/,
      'expected an address such as redis://host:6379 or rediss://host:6380/1, without user and password',
    )
    .optional();
export const collector = () =>
  z
    .string()
    .regex(
      /^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/,
      'expected an address such as http://collector:4318, without user and password',
    )
    .optional();
/** Names and values as OpenTelemetry writes them: `name=value,other=value`, with values in percent-encoding. */
export const pairs = () =>
  z
    .string()
    .default('')
    .transform((list, context) => {
      const found = list.split(',').filter((pair) => pair.trim() !== '');
      return Object.fromEntries(
        found.map((pair) => {
          const at = pair.indexOf('=');
          const value = at < 1 ? undefined : decoded(pair.slice(at + 1).trim());
          if (value === undefined) context.addIssue('expected name=value, separated by commas');
          return [pair.slice(0, Math.max(0, at)).trim(), value ?? ''];
        }),
      );
    });

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The names of the samplers of OpenTelemetry. */
export const SAMPLERS = [
  ...(['always_on', 'always_off', 'traceidratio'] as const),
  ...(['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'] as const),
] as const;
export const sampler = () => z.enum(SAMPLERS).default('parentbased_always_on');
export const ratio = () =>
  z
    .string()
    .regex(/^(0(\.\d+)?|1(\.0+)?|\.\d+)$/, 'expected a number from 0 to 1')
    .default('1')
    .transform(Number);

export const publicUrl = () =>
  z
    .string()
    .regex(
      /^https?:\/\/[^\s/@?#]+(\/[^\s?#]*)?$/,
      'expected an address such as https://ods.example.org, without user, password and query',
    )
    .transform((address) => address.replace(/\/+$/, ''))
    .optional();
/** The address of a download service, which gets a secret in its path: HTTPS, or this machine. */
export const service = (fallback: string) =>
  z
    .string()
    .regex(
      /^(https:\/\/[^\s/@?#]+|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?)(\/[^\s?#]*)?$/,
      'expected an address such as https://isd.digital.nhs.uk/trud, with https, without user, password and query',
    )
    .default(fallback)
    .transform((address) => address.replace(/\/+$/, ''));
export const webhook = () =>
  z
    .string()
    .regex(/^https?:\/\/[^\s/@?#]+([/?]\S*)?$/, 'expected an address such as https://hooks.example.org/ods')
    .refine((address) => URL.canParse(address), 'expected an address such as https://hooks.example.org/ods')
    .optional();
/** An exact origin, or one with `*` for the first labels of a host that has two more, or for the port. */
const ORIGIN = /^https?:\/\/(?:\*\.(?=[^\s/*:]+\.))?[^\s/*]+?(?::\*)?$/;
export const origins = () =>
  z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((origin) => origin.trim() || []))
    .pipe(
      z.array(z.string().regex(ORIGIN, 'expected origins such as https://app.example.org or https://*.example.org')),
    );

/** Addresses, and networks as an address with the number of its fixed bits. */
export const networks = () =>
  z
    .string()
    .default('')
    .transform((list) => list.split(',').flatMap((network) => network.trim() || []))
    .pipe(z.array(z.string().refine(isNetwork, 'expected addresses or networks such as 10.0.0.0/8, fd00::/8')));

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (family === 6 ? 128 : 32))
  );
}

export const workers = () =>
  z
    .string()
    .regex(/^(auto|[1-9]\d{0,2})$/, 'expected auto or a whole number from 1')
    .default('1')
    .transform((count) => (count === 'auto' ? availableParallelism() : Number(count)));

/** Characters that a secret must have. */
export const MIN_SECRET_LENGTH = 16;
export const secret = () =>
  z.string().min(MIN_SECRET_LENGTH, `expected at least ${MIN_SECRET_LENGTH} characters`).optional();

/** A secret of the format Standard Webhooks (whsec_ and Base64 of at least 16 bytes), or any text. */
export const webhookSecret = () =>
  secret().refine(
    (text) => !text?.startsWith('whsec_') || /^whsec_[A-Za-z0-9+/]{22,}={0,2}$/.test(text),
    'expected whsec_ and at least 16 bytes in Base64',
  );

const file = (meaning: string) => ({ schema: optional(), meaning });
const secretFile = (name: string) => file(`File with ${name}, instead of that setting.`);
const passwordFile = (name: string, when: string) =>
  file(`File with the password, instead of ${name}. A new content is used ${when}.`);

/** For each secret, the setting that names a file with it. */
export const SECRET_FILES = {
  NEO4J_PASSWORD_FILE: passwordFile('NEO4J_PASSWORD', 'without a restart'),
  CACHE_PASSWORD_FILE: passwordFile('CACHE_PASSWORD', 'at the next connection'),
  CURSOR_SECRET_FILE: secretFile('CURSOR_SECRET'),
  SUBGRAPH_SECRET_FILE: secretFile('SUBGRAPH_SECRET'),
  CACHE_INVALIDATION_SECRET_FILE: secretFile('CACHE_INVALIDATION_SECRET'),
  METRICS_TOKEN_FILE: secretFile('METRICS_TOKEN'),
  TRUD_API_KEY_FILE: secretFile('TRUD_API_KEY'),
  RELEASE_WEBHOOK_URL_FILE: secretFile('RELEASE_WEBHOOK_URL'),
  RELEASE_WEBHOOK_SECRET_FILE: secretFile('RELEASE_WEBHOOK_SECRET'),
  OTEL_EXPORTER_OTLP_HEADERS_FILE: secretFile('OTEL_EXPORTER_OTLP_HEADERS'),
  OTEL_EXPORTER_OTLP_TRACES_HEADERS_FILE: secretFile('OTEL_EXPORTER_OTLP_TRACES_HEADERS'),
};
