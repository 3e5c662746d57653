/** The desk's first page. */
export const DESK = '/desk';

/** Longer than any address of the desk with its filters. */
const LONGEST = 2_000;

/**
 * Where to go after signing in: the address that was asked for, if it is one of the desk's own pages, or else the first page.
 * Browsers read `//host`, `/\host` and addresses with control characters as another site's; none of them gets through.
 */
export function returnAddress(asked: string | undefined): string {
  if (asked === undefined || asked.length > LONGEST || !/^\/desk(?:[/?][\x21-\x5b\x5d-\x7e]*)?$/.test(asked))
    return DESK;
  const base = 'https://desk.invalid';
  const url = URL.canParse(asked, base) ? new URL(asked, base) : undefined;
  // Dots, also escaped ones, must not lead out of the desk.
  if (url?.origin !== base || `${url.pathname}${url.search}` !== asked.split('#', 1)[0]) return DESK;
  if (url.pathname.includes('//') || /^\/desk\/session(\/|$)/.test(url.pathname)) return DESK;
  return `${url.pathname}${url.search}`;
}
