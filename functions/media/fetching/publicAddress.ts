import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address belongs to the public internet. No private, loopback, link-local, shared, reserved, documentation
 * or multicast address does, nor does an IPv6 address that leads to an IPv4 one by a mapping or a tunnel.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  // Of IPv6, only 2000::/3 is assigned (RFC 4291, section 2.4); the library takes whatever has no name for public.
  if (address.kind() === 'ipv6' && !address.match(ipaddr.parseCIDR('2000::/3'))) return false;
  return address.range() === 'unicast';
}
