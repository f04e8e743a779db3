import { isDeepStrictEqual } from 'node:util';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { compose } from '../../federation/supergraph/compose';
import { createFederation, type Federation, type FederationParts } from '../../federation/federation';
import type { SubgraphExecutor } from '../../federation/subgraphs/subgraph-executor';

/** A small subgraph: its SDL (federation v2.9 unless `version1`) and its resolvers. */
export interface SmallSubgraph {
  readonly sdl: string;
  readonly resolvers?: object;
  readonly version1?: boolean;
}

export type SmallSubgraphs = Readonly<Record<string, SmallSubgraph>>;

/** One operation that reached a subgraph. */
export interface Sent {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: unknown;
}

/** One query and its whole answer. */
export interface Case {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly answer: Answer;
  /** The subgraphs asked, in the order in which they were asked. */
  readonly asks?: readonly string[];
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly Reported[];
}

interface Reported {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly code?: unknown;
}

const DIRECTIVES = [
  ...['@key', '@requires', '@provides', '@external', '@shareable', '@override', '@interfaceObject'],
  ...['@inaccessible', '@tag', '@extends', '@cost', '@listSize'],
];
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(DIRECTIVES)})\n`;

export function sdlOf({ sdl, version1 }: SmallSubgraph): string {
  return version1 ? sdl : LINK + sdl;
}

export function schemaOf(subgraph: SmallSubgraph): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdlOf(subgraph)), resolvers: subgraph.resolvers as never }]);
}

/** The subgraphs of a test as one graph, executed in process by the gateway's own code. */
export function federate(subgraphs: SmallSubgraphs, parts: Partial<FederationParts> = {}) {
  const definitions = Object.entries(subgraphs).map(([name, subgraph]) => ({ name, sdl: sdlOf(subgraph) }));
  const sent: Sent[] = [];
  const executors = Object.entries(subgraphs).map(([name, subgraph]) => [name, inProcess(subgraph, sent)] as const);
  const federation = createFederation({
    supergraph: compose(definitions),
    subgraphs: Object.fromEntries(executors),
    ...parts,
  });
  return { ...federation, ask: asking(federation), sent };
}

export type Federated = ReturnType<typeof federate>;

/** One test for each case: the sentence is its name. */
export function answers(graph: Pick<Federated, 'ask' | 'sent'>, cases: Readonly<Record<string, Case>>): void {
  test.each(Object.entries(cases))('%s', async (_sentence, { query, variables, operationName, answer, asks }) => {
    graph.sent.length = 0;
    expect(await graph.ask(query, variables, operationName)).toEqual(answer);
    if (asks) expect(graph.sent.map(({ subgraph }) => subgraph)).toEqual(asks);
  });
}

/** Asks as a client: the whole answer as JSON; of an error's extensions only the code. */
export function asking(federation: Pick<Federation, 'executor'>) {
  return async (query: string, variables: Case['variables'] = {}, operationName?: string): Promise<Answer> => {
    const document = parse(query);
    const result = await federation.executor({ document, operationName, request: { variables }, context: {} });
    return {
      ...(result.data !== undefined && { data: JSON.parse(JSON.stringify(result.data)) as unknown }),
      ...(result.errors && { errors: result.errors.map(reported) }),
    };
  };
}

function reported({
  message,
  path,
  extensions,
}: NonNullable<Awaited<ReturnType<Federation['executor']>>['errors']>[number]) {
  return { message, ...(path && { path }), ...(extensions.code !== undefined && { code: extensions.code }) };
}

/** The answer to a document that is not valid. */
export function refused(message: string): Answer {
  return { errors: [{ message, code: 'GRAPHQL_VALIDATION_FAILED' }] };
}

export function inProcess(subgraph: SmallSubgraph, sent: Sent[]): SubgraphExecutor {
  const schema = schemaOf(subgraph);
  return async ({ operation, variables, variablesText, context }) => {
    const variableValues = JSON.parse(variablesText()) as Record<string, unknown>;
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(variables)), variableValues))
      throw new Error('text and variables differ');
    sent.push({ subgraph: operation.subgraph, query: operation.query, variables: variableValues });
    const result = await execute({ schema, document: parse(operation.query), variableValues, contextValue: context });
    return { data: result.data as Record<string, unknown> | null, errors: result.errors };
  };
}

/** A reference resolver that finds the record with the same values. */
export function byKey<T extends object>(records: readonly T[]) {
  return (key: Record<string, unknown>) =>
    records.find((record) =>
      Object.entries(key).every(
        ([name, value]) =>
          name === '__typename' || !(name in record) || equal((record as Record<string, unknown>)[name], value),
      ),
    );
}

function equal(one: unknown, other: unknown): boolean {
  if (typeof other !== 'object' || other === null) return one === other;
  return Object.entries(other).every(([name, value]) => equal((one as Record<string, unknown>)?.[name], value));
}
