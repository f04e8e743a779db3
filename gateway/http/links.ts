import type { FastifyRequest } from 'fastify';
import { withoutMapping } from './client-address';

type Request = Pick<FastifyRequest, 'host' | 'protocol' | 'socket'>;

/**
 * Returns what links to this service begin with: its public address. Without one, the Host header is used only where it is the
 * address of the connection itself, which no client can choose; otherwise the result is '', and links are relative.
 */
export function linkBase({ host, protocol, socket }: Request, publicUrl: string | undefined): string {
  return publicUrl ?? (isOwnAddress(host, socket) ? `${protocol}://${host}` : '');
}

const HOST_AND_PORT = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d+))?$/;
const HTTP_PORT = 80;
const LOOPBACK = /^(?:127\.|::1$)/;

/** Whether a Host header names the address and port at which the connection has arrived. */
function isOwnAddress(host: string, { localAddress, localPort }: Request['socket']): boolean {
  const [, address, name = address, port = HTTP_PORT] = HOST_AND_PORT.exec(host) ?? [];
  if (name === undefined || localAddress === undefined || Number(port) !== localPort) return false;
  const own = withoutMapping(localAddress);
  return name === own || (name.toLowerCase() === 'localhost' && LOOPBACK.test(own));
}
