/**
 * Finds listed addresses in a text. An email address means itself, `@` and a domain everybody there, a domain itself and
 * its subdomains, `.top` every domain under it, and an address with a path what begins with it. Scheme and `www.` of an
 * entry say nothing. No disguise is seen through: an address in another spelling leads elsewhere.
 *
 * Domains are a trie of labels from the last to the first, so that the steps are linear in the text.
 */
import { domainToASCII } from 'node:url';
import type { Meter } from './wordMatcher.ts';

interface Listed {
  readonly entry: string;
  /** What stands before the `@`; empty for everybody, undefined in an address without one. */
  readonly mailbox: string | undefined;
  /** Whether it means what is under a domain and not the domain itself. */
  readonly under: boolean;
  /** The path with its slash; empty for any. */
  readonly path: string;
}

interface Node {
  readonly listed: Listed[];
  readonly next: Map<string, Node>;
}

/** The listed addresses by the labels of their domains, from the last to the first. */
export type AddressIndex = Node;

const aNode = (): Node => ({ listed: [], next: new Map() });

const LABEL = '[\\p{L}\\p{N}\\p{M}](?:[\\p{L}\\p{N}\\p{M}_-]*[\\p{L}\\p{N}\\p{M}])?';
const TOP = '(?:xn--[a-z0-9-]+|\\p{L}[\\p{L}\\p{M}]+)';
/** Signs of a mailbox's name (RFC 5322, section 3.2.3), also in other scripts. */
const MAILBOX = "[\\p{L}\\p{N}\\p{M}.!#$%&'*+/=?^_`{|}~-]";
const ADDRESS = new RegExp(
  `^(?:https?://)?(?:www\\.)?(?:(${MAILBOX}*)@|(\\.))?((?:${LABEL}\\.)*${TOP})(?:/(\\S*))?$`,
  'iu',
);
/** Longest name of a mailbox that is looked at; entries are shorter. */
const MOST_MAILBOX = 100;
const RUN = /[\p{L}\p{N}\p{M}._-]+/gu;
const MAILBOX_SIGN = new RegExp(MAILBOX, 'u');
const WORD_SIGN = /[\p{L}\p{N}\p{M}]/u;
/** A label as a sentence begins: `shop.example.Then`, `the end.It was`. */
const TITLED = /^\p{Lu}\p{Ll}/u;
const ASCII = /^\p{ASCII}*$/u;

/** A label in the spelling of the wire (UTS 46), in which `MÜNCHEN` and `xn--mnchen-3ya` are one. */
const wireLabel = (label: string): string =>
  (ASCII.test(label) || label.length > 63 ? '' : domainToASCII(label)) || label.toLowerCase();

/** Adds an entry that is an address. Returns false for any other, and for a single word. */
export function addAddress(index: AddressIndex, entry: string): boolean {
  const [, mailbox, dot, domain = '', path = ''] = ADDRESS.exec(entry.normalize('NFKC')) ?? [];
  const labels = domain.split('.').filter(Boolean);
  if (labels.length < (mailbox === undefined && dot === undefined ? 2 : 1)) return false;
  let node = index;
  for (const label of labels.toReversed().map(wireLabel)) {
    const next = node.next.get(label) ?? aNode();
    node.next.set(label, next);
    node = next;
  }
  node.listed.push({
    entry,
    mailbox: mailbox?.toLowerCase(),
    under: dot !== undefined,
    path: path && `/${path.toLowerCase()}`,
  });
  return true;
}

export const anAddressIndex = (): AddressIndex => aNode();

/**
 * Finds the first listed address.
 * @param text in NFKC, without invisible characters.
 */
export function findAddress(index: AddressIndex, text: string, meter: Meter): string | undefined {
  if (index.next.size === 0) return undefined;
  const plain = text.replaceAll('。', '.');
  for (const { 0: run, index: start } of plain.matchAll(RUN)) {
    if (!run.includes('.') && plain[start - 1] !== '@') continue;
    const labels = run.split('.');
    while (labels.at(-1) === '') labels.pop();
    for (let last = labels.length - 1; last >= 0; last--) {
      const isWhole = last === labels.length - 1;
      // A sentence may follow without a space.
      if (!isWhole && !TITLED.test(labels[last + 1] ?? '')) continue;
      let node: Node | undefined = index;
      for (let at = last; node && at >= 0; at--) {
        meter.steps++;
        node = node.next.get(wireLabel(labels[at] ?? ''));
        const found = node?.listed.find(
          ({ mailbox, under, path }) =>
            (mailbox === undefined || (at === 0 && isMailbox(plain, start, mailbox))) &&
            (!under || (at > 0 && labels[at - 1] !== '' && !(at === last && TITLED.test(labels[at] ?? '')))) &&
            (path === '' || (isWhole && isPath(plain, start + run.length, path))),
        );
        if (found) return found.entry;
      }
    }
  }
  return undefined;
}

/** Whether a mailbox's name and `@` stand before a place. */
function isMailbox(text: string, at: number, mailbox: string): boolean {
  if (text[at - 1] !== '@') return false;
  if (mailbox === '') return true;
  let start = at - 1;
  while (start > 0 && at - start < MOST_MAILBOX && MAILBOX_SIGN.test(text.charAt(start - 1))) start--;
  return text.slice(start, at - 1).toLowerCase() === mailbox;
}

/** Whether a path stands at a place, and no letter or digit follows. */
const isPath = (text: string, at: number, path: string) =>
  text.slice(at, at + path.length).toLowerCase() === path &&
  (path.endsWith('/') || !WORD_SIGN.test(text.charAt(at + path.length)));
