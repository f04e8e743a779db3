import { lexicographicSortSchema, parse, printSchema, validate } from 'graphql';
import type { DocumentNode, ExecutionResult } from 'graphql';
import { createFederation } from '../../../../federation/federation';
import { createPlanProcess } from '../../../../federation/planning/plan-process';
import { readSupergraph } from '../../../../federation/supergraph/supergraph';
import type { SubgraphExecutor } from '../../../../federation/subgraphs/subgraph-executor';
import { compose, LINK } from '../../federate';
import { createLimitCheck } from './default-limits';
import { createReference } from './reference';
import { readRules, type SubgraphRules } from './sdl';
import { createStrictSubgraph } from './strict-subgraph';
import { variantsOf } from './variants';
import type { Thing, World } from './world';

/** One graph: its subgraphs, the schema that clients must see, and the merged data. */
export interface ConformanceGraph {
  readonly subgraphs: Readonly<Record<string, ConformanceSubgraph>>;
  readonly schema: string;
  /** Makes the data anew for each execution, because mutations change it. */
  readonly world: () => World;
}

interface ConformanceSubgraph {
  readonly sdl: string;
  /** Whether the SDL has its own link, or none as in version 1. */
  readonly isComplete?: boolean;
  /** Whether the subgraph knows an entity; all by default. */
  readonly knows?: (thing: Thing) => boolean;
}

export interface ConformanceCase {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** The subgraphs that receive requests, in order. */
  readonly fetches?: readonly string[];
  /** The response where it differs from that of one executor, because a subgraph received a null. For the query as it is. */
  readonly response?: { readonly data: unknown; readonly errors: readonly string[] };
}

export type ConformanceCases = Readonly<Record<string, string | ConformanceCase>>;

const planning = createPlanProcess();
afterAll(() => planning.close());

/** Declares the tests of one graph: its schema, and one test for each case. */
export function conforms(title: string, graph: ConformanceGraph, cases: ConformanceCases): void {
  describe(title, () => {
    const { schema, federation, reference, run } = setUp(graph);
    const exceededLimits = createLimitCheck(federation.apiSchema, federation.supergraph.sdl);
    test('the schema of the clients', () => {
      expect(printSchema(lexicographicSortSchema(federation.apiSchema))).toBe(schema);
    });
    test.each(Object.entries(cases))('%s', async (_name, given) => {
      const each = typeof given === 'string' ? { query: given } : (given as ConformanceCase);
      const original = parse(each.query, { noLocation: true });
      expect(validate(reference.schema, original).map(({ message }) => message)).toEqual([]);
      expect(exceededLimits(original, each.variables ?? {})).toEqual([]);
      if (each.response) return expect(await responseTo(each, original, run)).toEqual(each.response);
      for (const { variant, document, more } of variantsOf(original, reference.schema)) {
        const variables = { ...each.variables, ...more };
        const expected = outcome(reference.execute(document, variables, graph.world()));
        const { outcome: actual, sent } = await run(document, variables);
        expect({ variant, ...withoutSiblings(actual, expected) }).toEqual({
          variant,
          ...withoutSiblings(expected, actual),
        });
        if (variant !== 'as it is') continue;
        expectSubstance(expected);
        if (each.fetches) expect(sent).toEqual(each.fetches);
      }
    });
  });
}

async function responseTo({ variables = {} }: ConformanceCase, document: DocumentNode, run: Setup['run']) {
  const { data, errors } = (await run(document, variables)).outcome;
  return { data, errors };
}

type Setup = ReturnType<typeof setUp>;

function setUp({ subgraphs, schema, world }: ConformanceGraph) {
  const names = Object.keys(subgraphs);
  const sdls = Object.values(subgraphs).map(({ sdl, isComplete }) => (isComplete ? sdl : LINK + sdl));
  const rules = sdls.map(readRules);
  const reference = createReference(schema, rules);
  const sent: string[] = [];
  let current = world();
  const executorOf = (name: string, at: number): SubgraphExecutor => {
    const parts = { name, sdl: sdls[at]!, rules: rules[at]!, merged: reference.schema, knows: subgraphs[name]!.knows };
    const subgraph = createStrictSubgraph({ ...parts, moved: movedFrom(name, rules) });
    return ({ operation, variablesText }) => {
      sent.push(name);
      const result = subgraph.execute(operation.query, JSON.parse(variablesText()) as never, current);
      const { data, errors } = JSON.parse(JSON.stringify(result)) as Pick<ExecutionResult, 'data' | 'errors'>;
      return { data, errors: errors && result.errors };
    };
  };
  const federation = createFederation({
    supergraph: readSupergraph(compose(names.map((name, at) => ({ name, sdl: sdls[at]! })))),
    subgraphs: Object.fromEntries(names.map((name, at) => [name, executorOf(name, at)])),
    planning,
  });
  const run = async (document: DocumentNode, variables: Readonly<Record<string, unknown>>) => {
    sent.length = 0;
    current = world();
    const result = await federation.executor({ document, request: { variables }, context: {} });
    return { outcome: outcome(result), sent: [...sent] };
  };
  return { schema: printSchema(lexicographicSortSchema(reference.schema)), federation, reference, run };
}

function movedFrom(name: string, rules: readonly SubgraphRules[]): ReadonlySet<string> {
  const all = rules.flatMap((types) =>
    [...types].flatMap(([typeName, { fields }]) =>
      [...fields].flatMap(([field, { override }]) => (override === name ? [`${typeName}.${field}`] : [])),
    ),
  );
  return new Set(all);
}

type Outcome = ReturnType<typeof outcome>;

/** The data as plain JSON, and each error as its path and its message, sorted. */
function outcome({ data, errors = [] }: ExecutionResult) {
  return {
    data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
    keys: JSON.stringify(data ?? null),
    errors: errors.map(({ path, message }) => `${(path ?? []).join('.')}: ${message}`).sort(),
  };
}

/**
 * Where null propagates because of one field, an executor may also report the errors of its sibling fields, or leave them
 * out. So an error that only one of the two reports is left out, if both report another one for the same null.
 */
function withoutSiblings(one: Outcome, other: Outcome): Outcome {
  const shared = one.errors.filter((error) => other.errors.includes(error));
  const positions = shared.map((error) => nullPosition(one.data, error));
  const isSibling = (error: string) => {
    const position = nullPosition(one.data, error);
    return position !== pathOf(error) && positions.includes(position);
  };
  return { ...one, errors: one.errors.filter((error) => shared.includes(error) || !isSibling(error)) };
}

const pathOf = (error: string) => error.slice(0, error.indexOf(': '));

/** The first part of an error's path at which the data is null. */
function nullPosition(data: unknown, error: string): string {
  let value = data;
  const path: string[] = [];
  for (const step of pathOf(error).split('.')) {
    if (typeof value !== 'object' || value === null) break;
    value = (value as Record<string, unknown>)[step];
    path.push(step);
  }
  return path.join('.');
}

/** A case without any value would prove nothing. */
function expectSubstance({ data, errors }: { readonly data: unknown; readonly errors: readonly string[] }): void {
  if (errors.length === 0) expect(JSON.stringify(data)).toMatch(/:("|-?\d|true|false)/);
}
