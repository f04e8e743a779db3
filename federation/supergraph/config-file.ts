import { parse } from 'yaml';
import { z } from 'zod';
import { mayForward } from '../subgraphs/http/header-forwarding';
import type { HttpExecutorSettings } from '../subgraphs/http-executor';
import { urlProblem } from '../subgraphs/http/url-guard';
import { flag, TRAFFIC, trafficOf, trafficProblems } from './config/traffic';

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

/** The settings that can be stated for one subgraph or for all. */
const COMMON = {
  ...TRAFFIC,
  headers: z
    .strictObject({
      forward: z.array(header).optional(),
      set: z.record(header, z.string().regex(/^[\t\x20-\x7e]*$/, 'expected printable characters')).optional(),
      secretFrom: z.string().min(1).optional(),
    })
    .optional(),
};

const SUBGRAPH = z.strictObject({
  name,
  url,
  schema: z.string().min(1),
  mayOverride,
  required: flag.optional(),
  unknown: z.enum(['null', 'stub']).nullable().optional(),
  ...COMMON,
});

const FILE = z.strictObject({
  subgraphs: z
    .array(SUBGRAPH)
    .refine((list) => new Set(list.map((each) => each.name)).size === list.length, 'expected each name once'),
  mayOverride,
  defaults: z.strictObject(COMMON).optional(),
});

type ParsedFile = z.infer<typeof FILE>;

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
  const file = result.data;
  const problems = file.subgraphs.flatMap((subgraph) =>
    [...trafficProblems(subgraph.url, subgraph), ...missingSecrets(subgraph, env)].map(
      (problem) => `${subgraph.name}: ${problem}`,
    ),
  );
  if (problems.length > 0) throw fileError(problems);
  return file.subgraphs.map((subgraph) => configured(subgraph, file, env));
}

function missingSecrets(
  { headers }: ParsedFile['subgraphs'][number],
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const { secretFrom } = headers ?? {};
  return secretFrom && !env[secretFrom] ? [`the environment has no ${secretFrom}`] : [];
}

function configured(
  subgraph: ParsedFile['subgraphs'][number],
  { mayOverride = [], defaults = {} }: ParsedFile,
  env: Readonly<Record<string, string | undefined>>,
): ConfiguredSubgraph {
  const { name, url, schema, required, unknown, mayOverride: own = [], headers, ...traffic } = subgraph;
  const { headers: _, ...forAll } = defaults;
  const { secretFrom, ...rules } = headers ?? {};
  const exceptions = [...mayOverride, ...own];
  return {
    name,
    url,
    schema,
    ...trafficOf(url, traffic, forAll),
    ...(required !== undefined && { required }),
    ...(unknown === 'stub' && { unknown }),
    headers: { ...rules, secret: secretFrom && env[secretFrom] },
    ...(exceptions.length > 0 && { mayOverride: exceptions }),
  };
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
