import type { Config } from '../config';
import { listen, startGateway, type GatewayParts } from '../gateway/server';
import { createSubgraphPort, type SubgraphPortSettings } from '../gateway/subgraph-server';
import type { Subgraph } from '../resolvers/subgraph';
import { CommandError } from './command';

export interface Doors {
  /** What is served where, each with its name. */
  readonly addresses: readonly (readonly [name: string, url: string])[];
  /** Of the public door. */
  readonly url: string;
  close(): Promise<unknown>;
}

type Parts = GatewayParts & Pick<SubgraphPortSettings, 'makeContext'>;

const PATHS = [
  ['GraphQL', '/graphql'],
  ['Schema', '/schema.graphql'],
  ['Ready', '/readyz'],
] as const;

/** Opens the public door, and the one for other routers where SUBGRAPH_PORT is set. Errors: a CommandError for a port. */
export async function openDoors(parts: Parts, subgraph: Subgraph, config: Config): Promise<Doors> {
  const { PORT: port, HOST: host } = config;
  const gateway = await explained('PORT', { port, host }, () => startGateway({ ...parts, port, host }));
  const addresses = PATHS.map(([name, path]) => [name, `${gateway.url}${path}`] as const);
  try {
    const routers = await openForRouters(parts, subgraph, config);
    if (!routers) return { addresses, url: gateway.url, close: () => gateway.close() };
    return {
      url: gateway.url,
      addresses: [...addresses, ['Subgraph', `${routers.url}/graphql`]],
      close: () => Promise.all([gateway.close(), routers.close()]),
    };
  } catch (error) {
    await gateway.close();
    throw error;
  }
}

async function openForRouters(parts: Parts, subgraph: Subgraph, config: Config) {
  const { SUBGRAPH_PORT: port, SUBGRAPH_HOST: host, SUBGRAPH_SECRET: secret } = config;
  if (port === undefined || secret === undefined) return undefined;
  const open = await createSubgraphPort({ ...parts, subgraph, secret });
  return { ...open, url: await explained('SUBGRAPH_PORT', { port, host }, () => listen(open, { port, host })) };
}

/** Says which setting to change when a port cannot be opened. */
async function explained<T>(
  setting: string,
  { port, host }: { readonly port: number; readonly host: string },
  open: () => Promise<T>,
): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new CommandError(`Port ${port} of ${host} is in use: set ${setting} to another one.`);
    if (code === 'EACCES')
      throw new CommandError(`Port ${port} may not be opened by this user: set ${setting} to another one.`);
    throw error;
  }
}
