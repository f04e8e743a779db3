import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { mayForward } from '../../federation/subgraphs/http/header-forwarding';
import { keysProblem } from './key-source';

/** The algorithms that may be allowed: each has a public key, so that nobody who can check a token can make one. */
const ALGORITHMS = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'] as const),
  ...(['EdDSA', 'Ed25519'] as const),
] as const;

/** Whose tokens are accepted. */
export interface IssuerSettings {
  /** The exact value of the claim `iss`. */
  readonly issuer: string;
  /** The address of its keys (a JSON Web Key Set), or the path of a file with them. */
  readonly keys: string;
  /** The claim `aud` must hold one of these. */
  readonly audience: readonly string[];
  readonly algorithms: readonly string[];
  readonly clockSkewSeconds: number;
  /** The claims with the scopes of a token, as a list or as a text with spaces; `.` leads into objects. */
  readonly scopes: readonly string[];
  /** The header `typ` that tokens must have, for example 'at+jwt'. Absent: any. */
  readonly type?: string | undefined;
  /** Seconds after which the keys are read again. */
  readonly refreshSeconds: number;
}

/** The AUTH file: who is known, and what clients without a token may do. */
export interface AuthSettings {
  readonly issuers: readonly IssuerSettings[];
  readonly token: TokenPlace;
  /** Whether requests without a token are served. */
  readonly anonymous: boolean;
  /** Who may see the schema. */
  readonly introspection: 'everyone' | 'authenticated';
  /** What becomes of an operation with a field that the client may not read: the field is null, or all is refused. */
  readonly unauthorized: 'null' | 'refuse';
  /** The path of a module whose functions are the policies. */
  readonly policies?: string | undefined;
  /** Headers for subgraphs: the claim by the name of the header. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where a request has its token. */
export interface TokenPlace {
  readonly header: string;
  /** The word before the token; '' for none. */
  readonly scheme: string;
  readonly cookie?: string | undefined;
}

/** The AUTH file is invalid. The message lists every problem. */
export class AuthFileError extends Error {}

const text = z.string().min(1).max(500);
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,64}$/, 'expected the name of a header');
const claim = z.string().regex(/^[^\s]{1,200}$/, 'expected the name of a claim');
const list = <Item extends z.ZodType>(item: Item) =>
  z.union([item.transform((one) => [one]), z.array(item).min(1)], { error: 'expected one value or a list' });

const ISSUER = z.strictObject({
  issuer: text,
  keys: text.check(({ value, issues }) => {
    const message = keysProblem(value);
    if (message) issues.push({ code: 'custom', message, input: value });
  }),
  audience: list(text),
  algorithms: z
    .array(z.enum(ALGORITHMS, { error: `expected some of ${ALGORITHMS.join(', ')}` }))
    .min(1)
    .default(['RS256', 'PS256', 'ES256', 'EdDSA']),
  clockSkewSeconds: z.int().min(0).max(300).default(30),
  scopes: list(claim).default(['scope', 'scp']),
  type: text.optional(),
  refreshSeconds: z.int().min(60).max(86_400).default(600),
});

const FILE = z.strictObject({
  issuers: z
    .array(ISSUER)
    .min(1)
    .refine((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, 'expected each issuer once'),
  token: z
    .strictObject({
      header: headerName.transform((name) => name.toLowerCase()).default('authorization'),
      scheme: z
        .string()
        .regex(/^[A-Za-z0-9-]{0,40}$/, 'expected a word')
        .default('Bearer'),
      cookie: z
        .string()
        .regex(/^[\w.-]{1,64}$/, 'expected the name of a cookie')
        .optional(),
    })
    .prefault({}),
  anonymous: z.boolean(),
  introspection: z.enum(['everyone', 'authenticated']).default('everyone'),
  unauthorized: z.enum(['null', 'refuse']).nullable().optional(),
  policies: text.optional(),
  headers: z.record(headerName.refine(mayForward, 'a header that may not be forwarded or set'), claim).default({}),
});

/** Reads the AUTH file. Paths in it begin in its folder. Throws an AuthFileError that lists every problem. */
export function readAuthFile(path: string): AuthSettings {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    throw new AuthFileError(`AUTH names a file that cannot be read: ${(error as Error).message}`);
  }
  try {
    return parseAuthFile(content, dirname(path));
  } catch (error) {
    throw error instanceof AuthFileError ? new AuthFileError(`${path}: ${error.message}`) : error;
  }
}

/** Parses the YAML text of an AUTH file in a folder. Throws an AuthFileError. */
export function parseAuthFile(content: string, folder: string): AuthSettings {
  const result = FILE.safeParse(yaml(content));
  if (!result.success) throw fileError(problemsOf(result.error));
  const { issuers, unauthorized, policies, headers, ...settings } = result.data;
  return {
    ...settings,
    issuers: issuers.map((each) => ({ ...each, keys: isUrl(each.keys) ? each.keys : resolve(folder, each.keys) })),
    unauthorized: unauthorized ?? 'null',
    policies: policies === undefined ? undefined : resolve(folder, policies),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

function isUrl(keys: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(keys);
}

function problemsOf({ issues }: z.ZodError): string[] {
  if (issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)) return [SHAPE];
  return issues.map(({ path, message }) => `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`);
}

const SHAPE = `expected issuers and anonymous, for example
    issuers:
      - issuer: https://login.example.org/
        keys: https://login.example.org/jwks.json
        audience: https://ods.example.org
    anonymous: true`;

function yaml(content: string): unknown {
  try {
    return parse(content, { maxAliasCount: 0 });
  } catch (error) {
    throw fileError([(error as Error).message.split('\n')[0]!]);
  }
}

function fileError(problems: readonly string[]): AuthFileError {
  return new AuthFileError(`The AUTH file is not valid:\n  ${problems.join('\n  ')}`);
}
