import { parse } from 'yaml';
import { z } from 'zod';
import { mayForward } from '../subgraphs/header-forwarding';
import type { HttpExecutorSettings } from '../subgraphs/http-executor';
import { urlProblem } from '../subgraphs/url-guard';

/** A subgraph of the SUBGRAPHS file: how to call it, and the source of its SDL. */
export interface ConfiguredSubgraph extends HttpExecutorSettings {
  /** A path relative to the SUBGRAPHS file, or `introspect` to fetch the SDL from the subgraph. */
  readonly schema: string;
  /** The parts of our own subgraph that this subgraph may take over, for example 'Organisation.name'. */
  readonly mayOverride?: readonly string[];
  /** Whether the gateway does not start without its SDL. Default true. */
  readonly required?: boolean | undefined;
  /** What an entity of ours becomes that this subgraph refers to and that we do not have. Default `null`. */
  readonly unknown?: 'null' | 'stub';
}

/** The SUBGRAPHS file is invalid. The message lists every problem. */
export class SubgraphsFileError extends Error {}

const header = z.string().refine(mayForward, 'a header that may not be forwarded or set');
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'expected a letter, then letters, digits, - and _');
const url = z.string().check(({ value, issues }) => {
  const message = urlProblem(value);
  if (message) issues.push({ code: 'custom', message, input: value });
});

const mayOverride = z.array(z.string().regex(/^\w+(\.\w+)?$/, 'expected Type.field')).optional();

const SUBGRAPH = z.strictObject({
  name,
  url,
  schema: z.string().min(1),
  mayOverride,
  timeoutMs: z.int().min(1).optional(),
  maxBytes: z.int().min(1).optional(),
  retry: z.boolean().optional(),
  share: z.boolean().optional(),
  required: z.boolean().optional(),
  unknown: z.enum(['null', 'stub']).nullable().optional(),
  connections: z.int().min(1).max(1_000).optional(),
  cache: z
    .union([z.literal(false), z.strictObject({ defaultMaxAge: z.int().min(1).max(31_536_000).optional() })], {
      error: 'expected false, or for example defaultMaxAge: 60 (seconds)',
    })
    .optional(),
  headers: z
    .strictObject({
      forward: z.array(header).optional(),
      set: z.record(header, z.string().regex(/^[\t\x20-\x7e]*$/, 'expected printable characters')).optional(),
      secretFrom: z.string().min(1).optional(),
    })
    .optional(),
});

const FILE = z.strictObject({
  subgraphs: z
    .array(SUBGRAPH)
    .refine((list) => new Set(list.map((each) => each.name)).size === list.length, 'expected each name once'),
  mayOverride,
});

/**
 * Parses the YAML text of a SUBGRAPHS file. Secrets are read from `env` and never appear in errors. Throws a
 * SubgraphsFileError.
 */
export function readSubgraphsFile(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): ConfiguredSubgraph[] {
  const result = FILE.safeParse(yaml(text));
  if (!result.success) throw fileError(problemsOf(result.error));
  const missing = result.data.subgraphs.flatMap(({ name, headers }) =>
    headers?.secretFrom && !env[headers.secretFrom] ? [`${name}: the environment has no ${headers.secretFrom}`] : [],
  );
  if (missing.length > 0) throw fileError(missing);
  const { subgraphs, mayOverride = [] } = result.data;
  return subgraphs.map(({ headers, unknown, ...settings }) => {
    const { secretFrom, ...rules } = headers ?? {};
    const exceptions = [...mayOverride, ...(settings.mayOverride ?? [])];
    return {
      ...settings,
      ...(unknown === 'stub' && { unknown }),
      headers: { ...rules, secret: secretFrom && env[secretFrom] },
      ...(exceptions.length > 0 && { mayOverride: exceptions }),
    };
  });
}

function problemsOf({ issues }: z.ZodError): string[] {
  const isShapeWrong = issues.some(({ code, path }) => code === 'invalid_type' && path.length < 2);
  if (isShapeWrong) return [SHAPE];
  return issues.map(({ path, message }) => `${path.length === 0 ? 'the file' : path.join('.')}: ${message}`);
}

const SHAPE = `expected a list of subgraphs, for example
    subgraphs:
      - name: payments
        url: http://127.0.0.1:4002/graphql
        schema: introspect`;

function yaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw fileError([(error as Error).message.split('\n')[0]!]);
  }
}

function fileError(problems: readonly string[]): SubgraphsFileError {
  return new SubgraphsFileError(`The subgraphs file is not valid:\n  ${problems.join('\n  ')}`);
}
