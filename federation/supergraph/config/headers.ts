import { z } from 'zod';
import {
  isHeaderValue,
  isPattern,
  mayForward,
  SECRET_HEADER,
  type HeaderRules,
} from '../../subgraphs/http/header-forwarding';
import { mayReturn } from '../../subgraphs/http/response-headers';
import { flag } from './traffic';

const header = z.string().refine(mayForward, 'a header that may not be forwarded or set');
const headerOrPattern = z
  .string()
  .refine((name) => mayForward(name) || isPattern(name), 'a header that may not be forwarded or set');
const value = z.string().regex(/^[\t\x20-\x7e]*$/, 'expected printable characters');

const forward = z.strictObject({ name: header, as: header.optional(), default: value.optional() });

const secretHeader = z
  .string()
  .refine((name) => mayForward(name) || name.toLowerCase() === SECRET_HEADER, 'a header that may not be set');

/** Which headers a subgraph receives, and which of its headers clients receive. */
export const HEADERS = {
  headers: z
    .strictObject({
      forward: z
        .array(
          z.union([headerOrPattern, forward], 'expected a header that may be forwarded, or its name, as and default'),
        )
        .optional(),
      set: z.record(header, value).optional(),
      remove: z.array(headerOrPattern).optional(),
      secretFrom: z.string().min(1).optional(),
      secretHeader: secretHeader.optional(),
      secretPrefix: value.optional(),
    })
    .optional(),
  responseHeaders: z
    .record(
      z.string().refine(mayReturn, 'a header of a subgraph that clients may not receive'),
      z.enum(['first', 'last', 'append']),
    )
    .optional(),
  operationNames: flag.optional(),
};

type Parsed = z.infer<z.ZodObject<typeof HEADERS>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Returns what is wrong with the secret of a subgraph; never the secret. */
export function secretProblems({ headers }: Parsed, env: Environment): string[] {
  const { secretFrom } = headers ?? {};
  if (secretFrom === undefined) return [];
  if (!env[secretFrom]) return [`the environment has no ${secretFrom}`];
  return isHeaderValue(env[secretFrom]) ? [] : [`${secretFrom} has characters that a header cannot have`];
}

/** The settings of one subgraph: those for all are applied first. Its secret goes where the file says for all secrets. */
export function headersOf(own: Parsed, all: Parsed, env: Environment) {
  const { secretHeader, secretPrefix } = all.headers ?? {};
  const rules = rulesOf({ secretHeader, secretPrefix, ...own.headers }, env);
  const responseHeaders = { ...lowerCase(all.responseHeaders), ...lowerCase(own.responseHeaders) };
  const operationNames = own.operationNames ?? all.operationNames;
  return {
    headers: all.headers ? [rulesOf(all.headers, env), rules] : rules,
    ...(Object.keys(responseHeaders).length > 0 && { responseHeaders }),
    ...(operationNames !== undefined && { operationNames }),
  };
}

function rulesOf({ secretFrom, ...rules }: NonNullable<Parsed['headers']> = {}, env: Environment): HeaderRules {
  const stated = Object.fromEntries(Object.entries(rules).filter(([, rule]) => rule !== undefined));
  return { ...stated, secret: secretFrom && env[secretFrom] } as HeaderRules;
}

function lowerCase<T>(record: Readonly<Record<string, T>> = {}): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([name, each]) => [name.toLowerCase(), each]));
}
