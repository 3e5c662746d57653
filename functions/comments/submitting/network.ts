import { isIPv6 } from 'node:net';

/**
 * What one sender of comments can be told by: an IPv4 address, or the /64 of an IPv6 address, since a subscriber has all
 * 2^64 addresses of it to choose from.
 */
export function networkOf(ip: string): string {
  if (!isIPv6(ip)) return ip;
  // A URL's host is spelt in one way only: lower case, no leading zeros, no dotted end (WHATWG URL, section 3.5).
  const address = new URL(`http://[${ip.split('%', 1)[0]}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  if (groups.slice(0, 6).join(':') !== '0:0:0:0:0:ffff') return `${groups.slice(0, 4).join(':')}::/64`;
  const bytes = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return bytes.flatMap((pair) => [pair >> 8, pair & 255]).join('.');
}
