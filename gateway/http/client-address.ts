import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/** Addresses and networks of proxies, for example '10.0.0.0/8'. */
export function toNetworks(list: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const each of list) {
    const [address = '', bits] = each.split('/');
    const family = familyOf(address);
    if (bits === undefined) networks.addAddress(address, family);
    else networks.addSubnet(address, Number(bits), family);
  }
  return networks;
}

const MOST_HOPS = 32;

/**
 * Returns the address of the client: of the connection, or, if this is a trusted proxy, the one that the proxy names last in
 * `X-Forwarded-For`, and so on. What stands before the last address that is not a trusted proxy was sent by the client, and
 * counts for nothing.
 */
export function clientAddress(
  { socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>,
  proxies: BlockList,
): string {
  let address = socket.remoteAddress ?? '';
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  if (forwarded === '' || !isAmong(address, proxies)) return address;
  const hops = forwarded.split(',').slice(-MOST_HOPS).reverse();
  for (const hop of hops) {
    const named = withoutPort(hop.trim());
    if (isIP(named) === 0) return address;
    address = named;
    if (!isAmong(address, proxies)) return address;
  }
  return address;
}

function isAmong(address: string, networks: BlockList): boolean {
  const plain = withoutMapping(address);
  return isIP(plain) !== 0 && networks.check(plain, familyOf(plain));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Returns an IPv4 address that is mapped into IPv6 as it is, and any other without its zone. */
export function withoutMapping(address: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address.split('%')[0]!;
}

/** Some proxies add the port of the connection. */
function withoutPort(text: string): string {
  return /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.[1] ?? /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? text;
}
