import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';

export interface ServerAddress {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

/** Returns the address of the Neo4j that all suites of a run share. It holds both releases of the sample; suites only read it. */
export function sharedNeo4j(): ServerAddress {
  const { TEST_NEO4J_URI: uri, TEST_NEO4J_USER: user, TEST_NEO4J_PASSWORD: password } = process.env;
  if (!uri || !user || !password)
    throw new Error('There is no shared Neo4j: move this suite to a folder whose Jest project starts one.');
  return { uri, user, password };
}

let open: Graph | undefined;

/** Returns the graph of the sample, opened once for each suite and closed after it. On a busy machine its reads may take long. */
export function sampleGraph(): Graph {
  return (open ??= openNeo4j({ ...sharedNeo4j(), deadlineMs: 20_000 }));
}

afterAll(async () => {
  await open?.close();
  open = undefined;
});
