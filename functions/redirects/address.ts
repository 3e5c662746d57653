/** An address of this site in the one form in which redirects are stored and looked for. */
export interface Address {
  /** The parts of its path, percent-encoded. */
  readonly parts: readonly string[];
  /** Its parameters in the order of their names; empty without any. */
  readonly query: string;
}

/** Longest address that is looked for, in characters. */
export const LONGEST_ADDRESS = 1_000;
/** Most parts before a `*`; each is one more key that is looked for. */
export const MOST_PARTS_BEFORE_REST = 6;

/** Characters that paths have as they are (RFC 3986, section 3.3), without the `*` of redirects. */
const PLAIN = /%(?:2[146789BC]|3[ABD]|40)/g;

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const encoded = (part: string): string =>
  encodeURIComponent(decoded(part).toWellFormed().normalize('NFC'))
    .replace(PLAIN, (code) => decodeURIComponent(code))
    .replaceAll('*', '%2A');

/**
 * Reads the path and the query of a request. Slashes at the end or in a row make no other address, nor do letters that come
 * encoded or in parts (NFD), nor another order of the parameters.
 */
export function addressOf(path: string, query = ''): Address {
  const parameters = new URLSearchParams(query);
  parameters.sort();
  return { parts: path.split('/').filter(Boolean).map(encoded), query: parameters.toString() };
}

/** The address as text, as redirects are stored under it. */
export const textOf = ({ parts, query }: Address): string => `/${parts.join('/')}${query && `?${query}`}`;

/** A text that a redirect may be stored under, and what of a path it leaves over. */
export interface Candidate {
  readonly from: string;
  /** What `*` stands for; undefined for the address itself. */
  readonly rest?: string;
}

/**
 * The texts that a redirect for an address may be stored under, in the order of precedence: the address with its query,
 * without it, then the longest beginning with `*`. At most {@link MOST_PARTS_BEFORE_REST} + 3.
 */
export function candidatesOf(address: Address): readonly Candidate[] {
  const { parts, query } = address;
  const most = Math.min(parts.length, MOST_PARTS_BEFORE_REST);
  const beginnings = Array.from({ length: most + 1 }, (_, index) => most - index).map((count) => ({
    from: `/${[...parts.slice(0, count), '*'].join('/')}`,
    rest: parts.slice(count).join('/'),
  }));
  return [...(query ? [{ from: textOf(address) }] : []), { from: textOf({ parts, query: '' }) }, ...beginnings];
}

/** Where a redirect leads for what its `*` stands for. */
export const targetOf = (to: string, rest: string | undefined): string => to.replace('*', () => rest ?? '');

/** The address that a target of this site names; undefined for another site's. */
export function ownAddress(target: string): Address | undefined {
  if (!target.startsWith('/')) return undefined;
  const [path = '', query = ''] = target.replace(/#.*$/s, '').split(/\?(.*)/s);
  return addressOf(path, query);
}
