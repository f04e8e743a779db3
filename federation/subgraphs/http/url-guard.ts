import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP } from 'node:net';

/** Link-local addresses: no subgraph has one, and cloud providers serve instance metadata there. */
const BLOCKED = new BlockList();
BLOCKED.addSubnet('169.254.0.0', 16, 'ipv4');
BLOCKED.addSubnet('fe80::', 10, 'ipv6');
BLOCKED.addAddress('fd00:ec2::254', 'ipv6');

/** Returns what is wrong with a subgraph's URL, or undefined where it may be requested. */
export function urlProblem(text: string): string | undefined {
  if (!URL.canParse(text)) return `'${text.replace(/.*@/s, '…@')}' is not a URL`;
  const { protocol, username, password, hostname } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return `'${protocol}' is neither http: nor https:`;
  if (username || password) return 'a URL must not contain a user name or a password';
  return isBlocked(hostname.replace(/^\[|\]$/g, '')) ? `${hostname} is a link-local address` : undefined;
}

function isBlocked(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && BLOCKED.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

type Callback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** `dns.lookup` that rejects names that resolve to a blocked address: a name may change after the URL was checked. */
export function guardedLookup(hostname: string, options: LookupOptions, callback: Callback): void {
  lookup(hostname, options, (error, address: string | LookupAddress[], family?: number) => {
    const addresses = typeof address === 'string' ? [address] : (address ?? []).map((each) => each.address);
    if (!error && addresses.some(isBlocked))
      callback(new Error(`${hostname} resolves to a link-local address`), address);
    else callback(error, address, family);
  });
}
