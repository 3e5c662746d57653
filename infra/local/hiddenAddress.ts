import { randomInt } from 'node:crypto';

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/**
 * Ports that browsers refuse to connect to, and that an unprivileged process may listen on.
 * Source: the bad ports of the Fetch Standard, https://fetch.spec.whatwg.org/#port-blocking, without 4190 and 6679, to
 * which Chromium 153 connects.
 */
export const blockedPorts: readonly number[] = [
  ...[1719, 1720, 1723, 2049, 3659, 4045, 5060, 5061, 6000],
  ...[6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080],
];

/** All of 127.0.0.0/8 is loopback (RFC 1122, section 3.2.1.3), but macOS accepts connections at 127.0.0.1 only. */
const hasWholeLoopback = process.platform !== 'darwin';

/**
 * Local addresses that no web page can reach, in the order to try them. Each has a port that browsers block. The first ones
 * are random among sixteen million loopback addresses, so that they cannot be guessed either.
 */
export function* hiddenAddresses(): Generator<Address> {
  const ports = shuffled(blockedPorts);
  if (hasWholeLoopback) for (const port of ports) yield { host: anyLoopback(), port };
  for (const port of ports) yield { host: '127.0.0.1', port };
}

const anyLoopback = () => `127.${randomInt(256)}.${randomInt(256)}.${randomInt(2, 255)}`;

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, place: randomInt(2 ** 32) }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
