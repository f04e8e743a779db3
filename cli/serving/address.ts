import { isIPv6 } from 'node:net';

/** The URL of a server that listens at a host and port. */
export function urlOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

const ALL_ADDRESSES: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** The URL by which this machine reaches a server of its own, also one that listens at all addresses. */
export function localUrlOf(host: string, port: number): string {
  return urlOf(ALL_ADDRESSES[host] ?? host, port);
}
