import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../../functions/comments/submitting/network.ts';

describe('networkOf', () => {
  it.each([
    ['an IPv4 address', '203.0.113.7', '203.0.113.7'],
    ['what is no address', 'unknown', 'unknown'],
    ['nothing', '', ''],
  ])('leaves %s as it is', (_what, ip, expected) => {
    const network = networkOf(ip);

    expect(network).toBe(expected);
  });

  it.each([
    ['whole', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['with leading zeros', '2001:0db8:0001:0002:0003:0004:0005:0006', '2001:db8:1:2::/64'],
    ['in capitals', '2001:DB8:1:2:A:B:C:D', '2001:db8:1:2::/64'],
    ['shortened behind the network', '2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['shortened within the network', '2001:db8::2:3:4:5:6', '2001:db8:0:2::/64'],
    ['shortened in front', '::2:3:4:5:6', '0:0:0:2::/64'],
    ['shortened to its end', '2001:db8::', '2001:db8:0:0::/64'],
    ['shortened to nothing', '::', '0:0:0:0::/64'],
    ['with a zone', 'fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['with a dotted end', '64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
    ['shortened in front, with a dotted end', '::2:3:4:5:192.0.2.1', '0:0:2:3::/64'],
  ])('takes the /64 of an IPv6 address written %s', (_how, ip, expected) => {
    const network = networkOf(ip);

    expect(network).toBe(expected);
  });

  it.each(['::ffff:192.0.2.1', '::FFFF:192.0.2.1', '::ffff:c000:201', '0:0:0:0:0:ffff:192.0.2.1'])(
    'takes %s as the IPv4 address it stands for',
    (ip) => {
      const network = networkOf(ip);

      expect(network).toBe('192.0.2.1');
    },
  );

  it('is the same for every address of a subscriber, however it is written', () => {
    const group = fc.integer({ min: 1, max: 0xffff });
    const four = fc.tuple(group, group, group, group);
    const short = (groups: readonly number[]) => groups.map((each) => each.toString(16));
    const long = (groups: readonly number[]) => short(groups).map((each) => each.padStart(4, '0').toUpperCase());

    const oneNetwork = fc.property(four, four, four, (network, host, neighbour) => {
      const expected = `${short(network).join(':')}::/64`;
      expect(networkOf([...short(network), ...short(host)].join(':'))).toBe(expected);
      expect(networkOf([...long(network), ...long(neighbour)].join(':'))).toBe(expected);
      expect(networkOf(`${short(network).join(':')}::${short(host).at(-1)}`)).toBe(expected);
    });

    fc.assert(oneNetwork);
  });
});
