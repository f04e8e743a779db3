import type { Graph } from '../../../graph/graph';
import { openNeo4j } from '../../../graph/neo4j/neo4j';
import { sharedNeo4j } from '../database/sample-graph';
import { openGateway, type TestGateway } from './gateway';

/** Long deadlines, because the machine can be busy. */
export const PATIENT = {
  limits: { timeoutMs: 60_000 },
  reads: { deadlineMs: 60_000 },
  publicUrl: 'http://localhost:80',
};

export interface FhirGateway {
  readonly gateway: TestGateway;
  readonly graph: Graph;
  /** Sends a GET request for an address below /fhir. */
  get(url: string, headers?: Record<string, string>): Promise<Awaited<ReturnType<TestGateway['app']['inject']>>>;
}

/** Opens a gateway on the sample before the tests of a suite, and closes it after them. */
export function fhirGateway(): FhirGateway {
  let [gateway, graph] = [undefined as unknown as TestGateway, undefined as unknown as Graph];
  beforeAll(async () => {
    graph = openNeo4j({ ...sharedNeo4j(), deadlineMs: 60_000 });
    gateway = await openGateway(graph, PATIENT);
  });
  afterAll(async () => {
    await gateway.close();
    await graph.close();
  });
  return {
    get gateway() {
      return gateway;
    },
    get graph() {
      return graph;
    },
    get: (url, headers = {}) => gateway.app.inject({ url: `/fhir/${url}`, headers }),
  };
}
