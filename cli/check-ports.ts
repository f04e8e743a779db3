import { createServer } from 'node:net';
import type { Config } from '../config';
import { CommandError } from './command';

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

/** Throws a CommandError that names the setting to change when a port cannot be opened. */
export async function explainPortError<T>(
  setting: string,
  { port, host }: Address,
  open: () => Promise<T>,
): Promise<T> {
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
