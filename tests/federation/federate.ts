import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, type GraphQLSchema } from 'graphql';
import { compose } from '../../gateway/composition';
import { createFederation, type Federation } from '../../gateway/federation';
import type { SubgraphExecutor } from '../../gateway/subgraph';

/** A small subgraph: its SDL (federation v2.9 unless `version1`) and its resolvers. */
export interface SmallSubgraph {
  readonly sdl: string;
  readonly resolvers?: object;
  readonly version1?: boolean;
}

/** One operation that reached a subgraph. */
export interface Sent {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: unknown;
}

type Directives =
  '@key @requires @provides @external @shareable @override @interfaceObject @inaccessible @tag @extends';
const DIRECTIVES: Directives =
  '@key @requires @provides @external @shareable @override @interfaceObject @inaccessible @tag @extends';
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ${JSON.stringify(DIRECTIVES.split(' '))})\n`;

export function sdlOf({ sdl, version1 }: SmallSubgraph): string {
  return version1 ? sdl : LINK + sdl;
}

export function schemaOf(subgraph: SmallSubgraph): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdlOf(subgraph)), resolvers: subgraph.resolvers as never }]);
}

/** The subgraphs of a test as one graph, executed in process by the gateway's own code. */
export function federate(subgraphs: Readonly<Record<string, SmallSubgraph>>) {
  const definitions = Object.entries(subgraphs).map(([name, subgraph]) => ({ name, sdl: sdlOf(subgraph) }));
  const sent: Sent[] = [];
  const executors = Object.entries(subgraphs).map(([name, subgraph]) => [name, inProcess(subgraph, sent)] as const);
  const federation = createFederation({
    supergraph: compose(definitions),
    subgraphs: Object.fromEntries(executors),
  });
  return { ...federation, ask: asking(federation), sent };
}

export type Ask = ReturnType<typeof asking>;

/** Asks as a client: the whole answer as JSON. Extensions of errors are left out; `codes` has them. */
export function asking(federation: Pick<Federation, 'executor'>) {
  return async (query: string, variables: Record<string, unknown> = {}, operationName?: string) => {
    const document = parse(query);
    const result = await federation.executor({ document, operationName, request: { variables }, context: {} });
    const { data, errors } = JSON.parse(JSON.stringify(result)) as { data?: unknown; errors?: Reported[] };
    return {
      ...(data !== undefined && { data }),
      ...(errors && { errors: errors.map(({ message, path }) => ({ message, ...(path && { path }) })) }),
    };
  };
}

interface Reported {
  readonly message: string;
  readonly path?: readonly (string | number)[];
}

function inProcess(subgraph: SmallSubgraph, sent: Sent[]): SubgraphExecutor {
  const schema = schemaOf(subgraph);
  return async ({ operation, variables, variablesText, context }) => {
    const variableValues = JSON.parse(variablesText()) as Record<string, unknown>;
    expect(JSON.parse(JSON.stringify(variables))).toEqual(variableValues);
    sent.push({ subgraph: operation.subgraph, query: operation.query, variables: variableValues });
    const result = await execute({ schema, document: parse(operation.query), variableValues, contextValue: context });
    return { data: result.data as Record<string, unknown> | null, errors: result.errors };
  };
}
