import type { LightMyRequestResponse } from 'fastify';
import pino from 'pino';
import { createHealth } from '../../../gateway/http/health';
import { DEFAULT_LIMITS, type Limits } from '../../../gateway/limits';
import { createMetrics } from '../../../telemetry/metrics';
import { openOrganisationsSubgraph } from '../../../gateway/organisations-subgraph';
import { createGateway, type GatewaySettings } from '../../../gateway/server';
import type { Graph } from '../../../graph/graph';
import type { ReadSideSettings } from '../../../graph/read-side';
import { buildSubgraph } from '../../../resolvers/subgraph';

export interface QueryOptions {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

export interface QueryResponse {
  readonly status: number;
  readonly data: Record<string, unknown> | undefined;
  readonly errors: readonly ResponseError[];
  /** Of the first error. */
  readonly code: string | undefined;
  /** The body as it was sent. */
  readonly text: string;
}

type Gateway = Awaited<ReturnType<typeof createGateway>>;

export interface TestGateway extends Gateway {
  readonly url: string;
  readonly port: number;
  /** Sends a body as it is to /graphql. */
  readonly post: (body: string | Buffer | object, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  /** Sends a query to /graphql and reads the response. */
  readonly query: (source: string, options?: QueryOptions) => Promise<QueryResponse>;
  readonly health: ReturnType<typeof createHealth>;
  /** Log lines, each one JSON. */
  readonly lines: readonly string[];
  readonly organisations: ReturnType<typeof openOrganisationsSubgraph>;
}

type GatewayOptions = Partial<Omit<GatewaySettings, 'limits'>> & {
  readonly limits?: Partial<Limits>;
  readonly reads?: ReadSideSettings & { readonly cursorSecret?: string };
};

const subgraph = buildSubgraph();

/** Opens the complete gateway over a graph, on a free port of 127.0.0.1. The caller closes it. */
export async function openGateway(
  graph: Graph,
  { limits: given, reads, ...parts }: GatewayOptions = {},
): Promise<TestGateway> {
  const limits = { ...DEFAULT_LIMITS, ...given };
  const metrics = createMetrics();
  const settings = {
    metrics,
    subgraph: await subgraph,
    graph,
    limits,
    cacheBytes: 2 ** 26,
    cursorSecret: 'only for the tests',
    ...reads,
  };
  const organisations = openOrganisationsSubgraph(settings);
  const health = createHealth({ probe: organisations.probe });
  const lines: string[] = [];
  const logger = pino({ base: undefined }, { write: (line: string) => void lines.push(line) });
  const gateway = await createGateway({
    ...organisations,
    limits,
    metrics,
    health,
    logger,
    introspection: true,
    suggestions: false,
    corsOrigins: [],
    ...parts,
  });
  const url = await gateway.app.listen({ port: 0, host: '127.0.0.1' });

  const post = (body: string | Buffer | object, headers: Record<string, string> = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
  const query = async (source: string, { variables, headers }: QueryOptions = {}) => {
    const response = await post({ query: source, variables }, headers);
    const { data, errors = [] } = response.json<{ data?: Record<string, unknown>; errors?: ResponseError[] }>();
    return { status: response.statusCode, data, errors, code: errors[0]?.extensions.code, text: response.body };
  };
  return { ...gateway, url, port: Number(new URL(url).port), post, query, health, lines, organisations };
}

export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Record<string, unknown> & { readonly code: string };
}
