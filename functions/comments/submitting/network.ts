import { isIPv6 } from 'node:net';

/**
 * The network that identifies a sender: an IPv4 address, or the /64 of an IPv6 address, because one subscriber has all
 * of its 2^64 addresses.
 */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  // The URL parser normalises: lower case, no leading zeros, no dotted end (WHATWG URL, section 3.5).
  const address = new URL(`http://[${ip.split('%', 1)[0]}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return `${groups.slice(0, 4).join(':')}::/64`;
  const bytes = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return bytes.flatMap((pair) => [pair >> 8, pair & 255]).join('.');
}
