import type { GraphQLSchema } from 'graphql';

/** Our part of the graph, for a federation gateway and for clients. */
export interface Subgraph {
  /** Executable, with `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  /** The subgraph's SDL, federation v2.9. */
  readonly sdl: string;
  /** What clients see: without anything of federation. Not for execution. */
  readonly api: GraphQLSchema;
  readonly apiSdl: string;
}

/** Builds the subgraph from the classes of schema/ and resolvers/. The same every time; build it once. */
export async function buildSubgraph(): Promise<Subgraph> {
  throw new Error('The subgraph is not built yet.');
}
