import { candidatesOf, ownAddress, targetOf } from '../../functions/redirects/address.ts';
import type { Redirect } from '../../functions/redirects/schema.ts';
import type { Item, Violation } from './invariants.ts';

/** Checks the redirects, in one pass over the items of both tables. */
export interface RedirectCheck {
  takeNewsroom(item: Item): void;
  takePublished(item: Item): void;
  /** Call this after the last item. */
  end(): void;
}

export function createRedirectCheck(found: (violation: Violation) => void): RedirectCheck {
  const listed = new Set<string>();
  const targets = new Map<string, string | null>();

  /** Whether a redirect of one address leads back to it by such redirects alone; those for beginnings have pages beside them. */
  const isCircle = (from: string): boolean => {
    const seen = new Set([from]);
    for (let to = targets.get(from) ?? null; to !== null; ) {
      const address = ownAddress(targetOf(to, undefined));
      const next = address && candidatesOf(address).find((each) => each.rest === undefined && targets.has(each.from));
      if (!next) return false;
      if (seen.has(next.from)) return next.from === from;
      seen.add(next.from);
      to = targets.get(next.from) ?? null;
    }
    return false;
  };

  return {
    takeNewsroom({ type, sk }) {
      if (type === 'redirect-entry') listed.add(sk);
    },
    takePublished(item) {
      if (item.type !== 'redirect') return;
      const { from, to } = item as Item & Redirect;
      targets.set(from, to);
    },
    end() {
      for (const from of targets.keys()) {
        if (!listed.has(from)) found({ rule: 'redirect-unlisted', what: `${from} is not in the list` });
        if (isCircle(from)) found({ rule: 'redirect-circle', what: `${from} leads back to itself` });
      }
      for (const from of listed) {
        if (!targets.has(from)) found({ rule: 'redirect-unlisted', what: `${from} is in the list, and there is none` });
      }
    },
  };
}
