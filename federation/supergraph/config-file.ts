import { parse } from 'yaml';
import { z } from 'zod';
import { mayForward } from '../subgraphs/header-forwarding';
import type { RemoteSettings } from '../subgraphs/http-executor';
import { wrongUrl } from '../subgraphs/url-guard';

/** A subgraph of the configuration: how it is asked, and where its SDL comes from. */
export interface ConfiguredSubgraph extends RemoteSettings {
  /** A file, by its path beside the configuration, or `introspect`: the subgraph itself is asked. */
  readonly schema: string;
}

/** A file of subgraphs that is wrong: every mistake at once. */
export class SubgraphsFileError extends Error {}

const header = z.string().refine(mayForward, 'a header that may not be forwarded or set');
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'expected a letter, then letters, digits, - and _');
const url = z.string().check(({ value, issues }) => {
  const message = wrongUrl(value);
  if (message) issues.push({ code: 'custom', message, input: value });
});

const SUBGRAPH = z.strictObject({
  name,
  url,
  schema: z.string().min(1),
  timeoutMs: z.int().min(1).optional(),
  maxBytes: z.int().min(1).optional(),
  retry: z.boolean().optional(),
  share: z.boolean().optional(),
  connections: z.int().min(1).max(1_000).optional(),
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
});

/**
 * Reads the YAML text of a SUBGRAPHS file. Secrets are taken from `env`, which never shows in errors. Throws a
 * SubgraphsFileError.
 */
export function readSubgraphsFile(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): ConfiguredSubgraph[] {
  const result = FILE.safeParse(yaml(text));
  if (!result.success) throw wrong(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const missing = result.data.subgraphs.flatMap(({ name, headers }) =>
    headers?.secretFrom && !env[headers.secretFrom] ? [`${name}: the environment has no ${headers.secretFrom}`] : [],
  );
  if (missing.length > 0) throw wrong(missing);
  return result.data.subgraphs.map(({ headers, ...settings }) => {
    const { secretFrom, ...rules } = headers ?? {};
    return { ...settings, headers: { ...rules, secret: secretFrom && env[secretFrom] } };
  });
}

function yaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw wrong([(error as Error).message.split('\n')[0]!]);
  }
}

function wrong(mistakes: readonly string[]): SubgraphsFileError {
  return new SubgraphsFileError(`The file of subgraphs is wrong:\n  ${mistakes.join('\n  ')}`);
}
