import { createServer } from 'node:net';
import type { Config } from '../config';
import { CommandError } from './command';

/** Another process, which may be this service, has opened the port. */
export class PortInUse extends CommandError {}

/** Checks that the ports of the settings can be opened. Throws a CommandError that names the setting to change. */
export async function checkPorts(config: Config): Promise<void> {
  for (const name of ['', 'SUBGRAPH_', 'OPERATIONS_'] as const) {
    const { [`${name}PORT` as const]: port, [`${name}HOST` as const]: host } = config;
    if (port !== undefined) await explainPortError(`${name}PORT`, { port, host }, () => openAndClose({ port, host }));
  }
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
    if (code === 'EADDRINUSE') throw new PortInUse(`Port ${port} of ${host} is in use: set ${setting} to another one.`);
    if (code === 'EACCES')
      throw new CommandError(`Port ${port} may not be opened by this user: set ${setting} to another one.`);
    if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(code))
      throw new CommandError(`${host} is not an address of this machine: set ${ofHost} to one, or to 0.0.0.0 for all.`);
    throw error;
  }
}
