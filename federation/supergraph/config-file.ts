import { parse } from 'yaml';
import { z } from 'zod';
import type { OverrideRules } from '../planning/progress';
import type { HttpExecutorSettings } from '../subgraphs/http-executor';
import { urlProblem } from '../subgraphs/http/url-guard';
import { expandEnvironment, type Expanded } from './config/environment';
import { ERRORS, errorsOf } from './config/errors';
import { HEADERS, headersOf, secretProblems } from './config/headers';
import { flag, number, TRAFFIC, trafficOf, trafficProblems } from './config/traffic';

/** A subgraph of the SUBGRAPHS file: how to call it, and the source of its SDL. */
export interface ConfiguredSubgraph extends HttpExecutorSettings {
  /** A path relative to the SUBGRAPHS file, or `introspect` to fetch the SDL from the subgraph. */
  readonly schema: string;
  /** The parts of our own subgraph that this subgraph may take over, for example 'Organisation.name'. */
  readonly mayOverride?: readonly string[];
  /** Whether other subgraphs may not take over its parts, unless their `mayOverride` names them. Default false. */
  readonly protected?: boolean | undefined;
  /** Whether the gateway does not start without its SDL. Default true. */
  readonly required?: boolean | undefined;
  /** What an entity of ours becomes that this subgraph refers to and that we do not have. Default `null`. */
  readonly unknown?: 'null' | 'stub';
  /** The assumed size of its lists without @listSize, for the cost of operations. */
  readonly listSize?: number | undefined;
}

/** The SUBGRAPHS file is invalid. The message lists every problem. */
export class SubgraphsFileError extends Error {}

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'expected a letter, then letters, digits, - and _');
const url = z.string().check(({ value, issues }) => {
  const message = urlProblem(value);
  if (message) issues.push({ code: 'custom', message, input: value });
});

const mayOverride = z.array(z.string().regex(/^\w+(\.\w+)?$/, 'expected Type.field')).optional();

/** The settings that can be stated for one subgraph or for all. */
const COMMON = { ...TRAFFIC, ...HEADERS, ...ERRORS };

const SUBGRAPH = z.strictObject({
  name,
  url,
  schema: z.string().min(1),
  mayOverride,
  protected: flag.optional(),
  required: flag.optional(),
  listSize: number(1, 1_000_000).optional(),
  unknown: z.enum(['null', 'stub']).nullable().optional(),
  cache: z
    .union([z.literal(false), z.strictObject({ defaultMaxAge: number(1, 31_536_000).optional() })], {
      error: 'expected false, or for example defaultMaxAge: 60 (seconds)',
    })
    .optional(),
  ...COMMON,
});

/** What the file can state for a subgraph. */
export const SUBGRAPH_KEYS: readonly string[] = Object.keys(SUBGRAPH.shape);

const FILE = z.strictObject({
  subgraphs: z
    .array(SUBGRAPH)
    .refine((list) => new Set(list.map((each) => each.name)).size === list.length, 'expected each name once'),
  mayOverride,
  overrides: z
    .strictObject({
      labels: z.array(z.string().regex(/^[A-Za-z][\w\-:./]*$/, 'expected the label of an @override')).optional(),
      header: z
        .string()
        .regex(/^[\w!#$%&'*+.^`|~-]+$/, 'expected the name of a header')
        .toLowerCase()
        .optional(),
    })
    .optional(),
  defaults: z.strictObject(COMMON).optional(),
});

type ParsedFile = z.infer<typeof FILE>;

type Environment = Readonly<Record<string, string | undefined>>;

/** Returns who turns on the labels of @override, from the text of a valid SUBGRAPHS file. */
export function readOverrideRules(text: string, env: Environment): OverrideRules {
  return FILE.safeParse(expandEnvironment(yaml(text), env).content).data?.overrides ?? {};
}

/**
 * Parses the YAML text of a SUBGRAPHS file. Secrets and `${NAME}` are read from `env`, and never appear in errors. Throws a
 * SubgraphsFileError.
 */
export function readSubgraphsFile(text: string, env: Environment): ConfiguredSubgraph[] {
  const expanded = expandEnvironment(yaml(text), env);
  if (expanded.problems.length > 0) throw fileError(expanded.problems);
  const result = FILE.safeParse(expanded.content);
  if (!result.success) throw fileError(problemsOf(result.error, expanded));
  const { subgraphs, mayOverride, defaults = {} } = result.data;
  const problems = [
    ...secretProblems(defaults, env).map((problem) => `defaults: ${problem}`),
    ...subgraphs.flatMap((subgraph) =>
      [...trafficProblems(subgraph.url, subgraph), ...secretProblems(subgraph, env)].map(
        (problem) => `${subgraph.name}: ${problem}`,
      ),
    ),
  ];
  if (problems.length > 0) throw fileError(problems);
  return subgraphs.map((subgraph) => configured(subgraph, { mayOverride, defaults }, env));
}

function configured(
  subgraph: ParsedFile['subgraphs'][number],
  { mayOverride = [], defaults = {} }: Pick<ParsedFile, 'mayOverride' | 'defaults'>,
  env: Environment,
): ConfiguredSubgraph {
  const {
    name,
    url,
    schema,
    required,
    protected: guarded,
    listSize,
    unknown,
    cache,
    mayOverride: parts = [],
    ...own
  } = subgraph;
  const exceptions = [...mayOverride, ...parts];
  return {
    name,
    url,
    schema,
    ...trafficOf(url, own, defaults),
    ...headersOf(own, defaults, env),
    ...errorsOf(own, defaults),
    ...(required !== undefined && { required }),
    ...(guarded !== undefined && { protected: guarded }),
    ...(listSize !== undefined && { listSize }),
    ...(unknown === 'stub' && { unknown }),
    ...(cache !== undefined && { cache }),
    ...(exceptions.length > 0 && { mayOverride: exceptions }),
  };
}

function problemsOf({ issues }: z.ZodError, { hide }: Expanded): string[] {
  const isShapeWrong = issues.some(
    ({ code, path }) => code === 'invalid_type' && path.length < 2 && (path[0] ?? 'subgraphs') === 'subgraphs',
  );
  if (isShapeWrong) return [SHAPE];
  return issues.map((issue) => {
    const { path, message } = issue;
    const stated = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? message) : message;
    return `${path.length === 0 ? 'the file' : path.join('.')}: ${hide(stated)}`;
  });
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
