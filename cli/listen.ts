import type { Server } from 'node:http';
import type { Config } from '../config';
import { listen, startGateway, type GatewaySettings } from '../gateway/server';
import { createSubgraphServer, type SubgraphServerSettings } from '../gateway/subgraph-server';
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

type Parts = GatewaySettings & Pick<SubgraphServerSettings, 'makeContext'>;

const PATHS = [
  ['GraphQL', '/graphql'],
  ['Schema', '/schema.graphql'],
  ['Ready', '/readyz'],
] as const;

/** Opens the public port and, if SUBGRAPH_PORT is set, the port for other routers. Throws a CommandError if a port cannot be opened. */
export async function openListeners(parts: Parts, subgraph: Subgraph, config: Config): Promise<Listeners> {
  const { PORT: port, HOST: host } = config;
  const gateway = await explainPortError('PORT', { port, host }, () => startGateway({ ...parts, port, host }));
  const addresses = PATHS.map(([name, path]) => [name, `${gateway.url}${path}`] as const);
  try {
    const routers = await openSubgraphPort(parts, subgraph, config);
    const { server } = gateway.app;
    if (!routers) return { addresses, url: gateway.url, servers: [server], close: () => gateway.close() };
    return {
      url: gateway.url,
      servers: [server, routers.app.server],
      addresses: [...addresses, ['Subgraph', `${routers.url}/graphql`]],
      close: () => Promise.all([gateway.close(), routers.close()]),
    };
  } catch (error) {
    await gateway.close();
    throw error;
  }
}

async function openSubgraphPort(parts: Parts, subgraph: Subgraph, config: Config) {
  const { SUBGRAPH_PORT: port, SUBGRAPH_HOST: host, SUBGRAPH_SECRET: secret } = config;
  if (port === undefined || secret === undefined) return undefined;
  const open = await createSubgraphServer({ ...parts, subgraph, secret });
  return { ...open, url: await explainPortError('SUBGRAPH_PORT', { port, host }, () => listen(open, { port, host })) };
}
