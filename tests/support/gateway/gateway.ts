import pino from 'pino';
import { createHealth } from '../../../gateway/http/health';
import { DEFAULT_LIMITS, type Limits } from '../../../gateway/graphql/limits';
import { createMetrics } from '../../../telemetry/metrics';
import { openOrganisations } from '../../../gateway/organisations';
import { createGateway, type GatewayParts } from '../../../gateway/server';
import type { Graph } from '../../../graph/graph';
import type { ReadsSettings } from '../../../graph/read-side';
import { buildSubgraph } from '../../../resolvers/subgraph';

export interface AskOptions {
  readonly variables?: Record<string, unknown>;
  readonly headers?: Record<string, string>;
}

type Given = Partial<Omit<GatewayParts, 'limits'>> & {
  readonly limits?: Partial<Limits>;
  readonly reads?: ReadsSettings;
};

const subgraph = buildSubgraph();

/** The whole gateway on a graph, on a free port of 127.0.0.1. Whoever opens it closes it. */
export async function openGateway(graph: Graph, { limits: given, reads, ...parts }: Given = {}) {
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
  const organisations = openOrganisations(settings);
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

  /** A body as it stands, as a client would send it. */
  const post = (body: string | Buffer | object, headers: Record<string, string> = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
      payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    });
  const ask = async (query: string, { variables, headers }: AskOptions = {}) => {
    const response = await post({ query, variables }, headers);
    const { data, errors = [] } = response.json<{ data?: Record<string, unknown>; errors?: Refusal[] }>();
    return { status: response.statusCode, data, errors, code: errors[0]?.extensions.code, text: response.body };
  };
  return { ...gateway, url, port: Number(new URL(url).port), post, ask, health, lines, organisations };
}

export interface Refusal {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Record<string, unknown> & { readonly code: string };
}

export type TestGateway = Awaited<ReturnType<typeof openGateway>>;
