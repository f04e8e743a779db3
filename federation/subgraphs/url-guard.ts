import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Addresses that no subgraph has: those of one link, where clouds keep their metadata. */
const BLOCKED = new BlockList();
BLOCKED.addSubnet('169.254.0.0', 16, 'ipv4');
BLOCKED.addSubnet('fe80::', 10, 'ipv6');
BLOCKED.addAddress('fd00:ec2::254', 'ipv6');

/** What is wrong with a subgraph's URL; undefined when it may be asked. */
export function wrongUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return `'${text}' is no URL`;
  const { protocol, username, password, hostname } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return `'${protocol}' is neither http: nor https:`;
  if (username || password) return 'a URL must not hold a user or a password';
  return isBlocked(hostname.replace(/^\[|\]$/g, '')) ? `${hostname} is a link-local address` : undefined;
}

function isBlocked(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && BLOCKED.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

type Callback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** As `dns.lookup`, but a name that leads to such an address is refused: names can be pointed elsewhere after the start. */
export function guardedLookup(hostname: string, options: LookupOptions, callback: Callback): void {
  lookup(hostname, options, (error, address: string | LookupAddress[], family?: number) => {
    const addresses = typeof address === 'string' ? [address] : (address ?? []).map((each) => each.address);
    if (!error && addresses.some(isBlocked)) callback(new Error(`${hostname} leads to a link-local address`), address);
    else callback(error, address, family);
  });
}
