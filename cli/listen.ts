import type { Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Config } from '../config';
import { createOperationsServer } from '../gateway/operations/operations-server';
import { listen, startGateway, type GatewaySettings } from '../gateway/server';
import { createSubgraphServer, type SubgraphServerSettings } from '../gateway/subgraph-server';
import type { Metrics } from '../telemetry/metrics';
import type { Subgraph } from '../resolvers/subgraph';
import { explainPortError } from './check-ports';

export interface Listeners {
  /** Name and URL of each address. */
  readonly addresses: readonly (readonly [name: string, url: string])[];
  /** URL of the public port. */
  readonly url: string;
  /** The HTTP servers of the ports. */
  readonly servers: readonly Server[];
  close(): Promise<unknown>;
}

type Parts = GatewaySettings & Pick<SubgraphServerSettings, 'makeContext'> & { readonly metrics: Metrics };

/** A server that listens. */
interface Port {
  readonly app: FastifyInstance;
  readonly url: string;
  /** Name and path of each address that is shown. */
  readonly paths: readonly (readonly [name: string, path: string])[];
  close(): Promise<unknown>;
}

const PATHS = [
  ['GraphQL', '/graphql'],
  ['Schema', '/schema.graphql'],
  ['Ready', '/readyz'],
] as const;

/**
 * Opens the public port and, if they are set, SUBGRAPH_PORT for other routers and OPERATIONS_PORT for those who run the service.
 * Throws a CommandError if a port cannot be opened.
 */
export async function openListeners(parts: Parts, subgraph: Subgraph, config: Config): Promise<Listeners> {
  const { PORT: port, HOST: host } = config;
  const gateway = await explainPortError('PORT', { port, host }, () => startGateway({ ...parts, port, host }));
  const ports: Port[] = [{ ...gateway, paths: PATHS }];
  const close = () => Promise.all(ports.map((each) => each.close()));
  try {
    ports.push(...(await openSubgraphPort(parts, subgraph, config)), ...(await openOperationsPort(parts, config)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    url: gateway.url,
    addresses: ports.flatMap(({ url, paths }) => paths.map(([name, path]) => [name, `${url}${path}`] as const)),
    servers: ports.map(({ app }) => app.server),
    close,
  };
}

async function openSubgraphPort(parts: Parts, subgraph: Subgraph, config: Config): Promise<Port[]> {
  const { SUBGRAPH_PORT: port, SUBGRAPH_HOST: host, SUBGRAPH_SECRET: secret } = config;
  if (port === undefined || secret === undefined) return [];
  const open = await createSubgraphServer({ ...parts, subgraph, secret });
  const url = await explainPortError('SUBGRAPH_PORT', { port, host }, () => listen(open, { port, host }));
  return [{ ...open, url, paths: [['Subgraph', '/graphql']] }];
}

async function openOperationsPort(parts: Parts, config: Config): Promise<Port[]> {
  const { OPERATIONS_PORT: port, OPERATIONS_HOST: host } = config;
  if (port === undefined) return [];
  const open = await createOperationsServer(parts);
  const url = await explainPortError('OPERATIONS_PORT', { port, host }, () => listen(open, { port, host }));
  return [{ ...open, url, paths: [['Metrics', '/metrics']] }];
}
