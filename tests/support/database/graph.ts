import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';

export interface ServerAddress {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

/** Where the Neo4j is that the whole run shares. It holds both releases of the sample; suites only read it. */
export function sharedNeo4j(): ServerAddress {
  const { TEST_NEO4J_URI: uri, TEST_NEO4J_USER: user, TEST_NEO4J_PASSWORD: password } = process.env;
  if (!uri || !user || !password)
    throw new Error('The shared Neo4j is not there: this suite must lie in a folder whose Jest project starts it.');
  return { uri, user, password };
}

let open: Graph | undefined;

/** The sample's graph, opened once for each suite and closed after it. */
export function sampleGraph(): Graph {
  return (open ??= openNeo4j(sharedNeo4j()));
}

afterAll(async () => {
  await open?.close();
  open = undefined;
});
