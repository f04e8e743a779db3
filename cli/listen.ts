import type { Server } from 'node:http';
import { createServer } from 'node:net';
import type { Config } from '../config';
import { listen, startGateway, type GatewaySettings } from '../gateway/server';
import { createSubgraphServer, type SubgraphServerSettings } from '../gateway/subgraph-server';
import type { Subgraph } from '../resolvers/subgraph';
import { CommandError } from './command';

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

/** Checks that the ports of the settings can be opened. Throws a CommandError that names the setting to change. */
export async function checkPorts(config: Config): Promise<void> {
  const { PORT, HOST, SUBGRAPH_PORT, SUBGRAPH_HOST } = config;
  await explainPortError('PORT', { port: PORT, host: HOST }, () => openAndClose({ port: PORT, host: HOST }));
  if (SUBGRAPH_PORT === undefined) return;
  const address = { port: SUBGRAPH_PORT, host: SUBGRAPH_HOST };
  await explainPortError('SUBGRAPH_PORT', address, () => openAndClose(address));
}

function openAndClose(address: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(address, () => server.close(() => resolve()));
  });
}

interface Address {
  readonly port: number;
  readonly host: string;
}

/** Names the setting to change when a port cannot be opened. */
async function explainPortError<T>(setting: string, { port, host }: Address, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const ofHost = setting.replace('PORT', 'HOST');
    if (code === 'EADDRINUSE')
      throw new CommandError(`Port ${port} of ${host} is in use: set ${setting} to another one.`);
    if (code === 'EACCES')
      throw new CommandError(`Port ${port} may not be opened by this user: set ${setting} to another one.`);
    if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code))
      throw new CommandError(`${host} is not an address of this machine: set ${ofHost} to one, or to 0.0.0.0 for all.`);
    throw error;
  }
}
