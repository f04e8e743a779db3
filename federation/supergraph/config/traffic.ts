import { z } from 'zod';
import type { HttpExecutorSettings } from '../../subgraphs/http/settings';

/** A whole number of at least `least`, also as text. */
export const number = (least = 1, most = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
    z.int().min(least).max(most),
  );

/** True or false, also as text. */
export const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean('expected true or false'),
);

const retry = z.strictObject({
  times: number(1, 10).optional(),
  backOffMs: number().optional(),
  maxBackOffMs: number().optional(),
});
const breaker = z.strictObject({ failures: number().optional(), resetMs: number().optional() });
const file = z.string().min(1);

/** How requests reach a subgraph. The files of `tls` are paths relative to the SUBGRAPHS file. */
export const TRAFFIC = {
  timeoutMs: number().optional(),
  maxBytes: number().optional(),
  maxRequestBytes: number().optional(),
  retry: z
    .union([flag, retry], 'expected true, false, or an object with times (at most 10), backOffMs and maxBackOffMs')
    .optional(),
  breaker: z.union([flag, breaker], 'expected true, false, or an object with failures and resetMs').optional(),
  share: flag.optional(),
  connections: number(1, 1_000).optional(),
  maxRequests: number().optional(),
  rate: z.strictObject({ requests: number(), perMs: number() }).optional(),
  keepAliveMs: number(0, 3_600_000).optional(),
  compression: flag.optional(),
  http2: z.union([flag, z.literal('h2c')], 'expected true, false or h2c').optional(),
  tls: z
    .strictObject({
      ca: file.optional(),
      cert: file.optional(),
      key: file.optional(),
      passphrase: z.string().optional(),
      serverName: z.string().min(1).optional(),
    })
    .refine(({ cert, key }) => (cert === undefined) === (key === undefined), 'expected both cert and key, or neither')
    .optional(),
};

type Parsed = z.infer<z.ZodObject<typeof TRAFFIC>>;

/** Returns what does not fit the URL of a subgraph. */
export function trafficProblems(url: string, { http2, tls }: Parsed): string[] {
  const isSecure = url.startsWith('https:');
  if (isSecure) return http2 === 'h2c' ? ['http2: h2c is for a url with http:; with https:, write true'] : [];
  return [
    ...(http2 === true ? ['http2: true is for a url with https:; with http:, write h2c'] : []),
    ...(tls ? ['tls is for a url with https:'] : []),
  ];
}

type Traffic = Pick<HttpExecutorSettings, keyof typeof TRAFFIC>;
const NAMES = Object.keys(TRAFFIC) as readonly (keyof Parsed)[];

/** The settings of one subgraph: its own, and those for all that fit its URL. */
export function trafficOf(url: string, own: Parsed, all: Parsed): Traffic {
  const fits = (name: keyof Parsed) => trafficProblems(url, { [name]: all[name] }).length === 0;
  const stated = NAMES.map((name) => [name, own[name] ?? (fits(name) ? all[name] : undefined)] as const);
  const { breaker, ...settings } = Object.fromEntries(stated.filter(([, value]) => value !== undefined)) as Parsed;
  return { ...settings, ...(breaker !== undefined && breaker !== true && { breaker }) } as Traffic;
}
