import { isDeepStrictEqual } from 'node:util';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { compose } from '../../federation/composition/compose';
import { createFederation, type Federation, type FederationOptions } from '../../federation/federation';
import { createPlanProcess } from '../../federation/planning/plan-process';
import type { SubgraphExecutor } from '../../federation/subgraphs/subgraph-executor';

export { compose };

/** A small subgraph: its SDL (federation v2.9, or v1 if `version1` is set) and its resolvers. */
export interface SmallSubgraph {
  readonly sdl: string;
  readonly resolvers?: object;
  readonly version1?: boolean;
}

export type SmallSubgraphs = Readonly<Record<string, SmallSubgraph>>;

/** One request that a subgraph received. */
export interface SubgraphRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: unknown;
}

/** One query and its complete response. */
export interface QueryCase {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly response: QueryResponse;
  /** The names of the subgraphs that receive a request, in order. */
  readonly fetches?: readonly string[];
}

export interface QueryResponse {
  readonly data?: unknown;
  readonly errors?: readonly ResponseError[];
}

interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly code?: unknown;
}

const DIRECTIVES = [
  ...['@key', '@requires', '@provides', '@external', '@shareable', '@override', '@interfaceObject'],
  ...['@inaccessible', '@tag', '@extends', '@cost', '@listSize'],
];
export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(DIRECTIVES)})\n`;

export function sdlOf({ sdl, version1 }: SmallSubgraph): string {
  return version1 ? sdl : LINK + sdl;
}

export function schemaOf(subgraph: SmallSubgraph): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdlOf(subgraph)), resolvers: subgraph.resolvers as never }]);
}

/** Plans the operations of all graphs of one test file. */
export const planning = createPlanProcess();
afterAll(() => planning.close());

/** Composes the subgraphs of a test and returns a federation that executes them in process, with the gateway's code. */
export function federate(subgraphs: SmallSubgraphs, parts: Partial<FederationOptions> = {}) {
  const definitions = Object.entries(subgraphs).map(([name, subgraph]) => ({ name, sdl: sdlOf(subgraph) }));
  const sent: SubgraphRequest[] = [];
  const executors = Object.entries(subgraphs).map(([name, subgraph]) => [name, inProcess(subgraph, sent)] as const);
  const federation = createFederation({
    supergraph: compose(definitions),
    subgraphs: Object.fromEntries(executors),
    planning,
    ...parts,
  });
  return { ...federation, query: createQuery(federation), sent };
}

export type Federated = ReturnType<typeof federate>;

/** Declares one test per case. The key of the case is the name of the test. */
export function testQueries(
  graph: Pick<Federated, 'query' | 'sent'>,
  cases: Readonly<Record<string, QueryCase>>,
): void {
  test.each(Object.entries(cases))('%s', async (_name, { query, variables, operationName, response, fetches }) => {
    graph.sent.length = 0;
    expect(await graph.query(query, variables, operationName)).toEqual(response);
    if (fetches) expect(graph.sent.map(({ subgraph }) => subgraph)).toEqual(fetches);
  });
}

/** Returns a function that runs a query as a client would. Its response keeps only the code of an error's extensions. */
export function createQuery(federation: Pick<Federation, 'executor'>) {
  return async (
    query: string,
    variables: QueryCase['variables'] = {},
    operationName?: string,
  ): Promise<QueryResponse> => {
    const document = parse(query);
    const result = await federation.executor({ document, operationName, request: { variables }, context: {} });
    return {
      ...(result.data !== undefined && { data: JSON.parse(JSON.stringify(result.data)) as unknown }),
      ...(result.errors && { errors: result.errors.map(toResponseError) }),
    };
  };
}

function toResponseError({
  message,
  path,
  extensions,
}: NonNullable<Awaited<ReturnType<Federation['executor']>>['errors']>[number]) {
  return { message, ...(path && { path }), ...(extensions.code !== undefined && { code: extensions.code }) };
}

/** Returns the response to a document that fails validation. */
export function validationError(message: string): QueryResponse {
  return { errors: [{ message, code: 'GRAPHQL_VALIDATION_FAILED' }] };
}

/** Returns an executor that runs the subgraph in process and adds each request to `sent`. */
export function inProcess(subgraph: SmallSubgraph, sent: SubgraphRequest[]): SubgraphExecutor {
  const schema = schemaOf(subgraph);
  return async ({ operation, variables, variablesText, context }) => {
    const variableValues = JSON.parse(variablesText()) as Record<string, unknown>;
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(variables)), variableValues))
      throw new Error('variablesText and variables differ');
    sent.push({ subgraph: operation.subgraph, query: operation.query, variables: variableValues });
    const result = await execute({ schema, document: parse(operation.query), variableValues, contextValue: context });
    return { data: result.data as Record<string, unknown> | null, errors: result.errors };
  };
}

/** Returns a reference resolver that finds the record with the same key values. */
export function byKey<T extends object>(records: readonly T[]) {
  return (key: Record<string, unknown>) =>
    records.find((record) =>
      Object.entries(key).every(
        ([name, value]) =>
          name === '__typename' || !(name in record) || matches((record as Record<string, unknown>)[name], value),
      ),
    );
}

function matches(value: unknown, expected: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  return Object.entries(expected).every(([name, part]) => matches((value as Record<string, unknown>)?.[name], part));
}
