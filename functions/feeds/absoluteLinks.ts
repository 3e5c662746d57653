/**
 * A link to a path of this site or to a place in the page, up to its target. Only what `cleanHtml` wrote comes here, where
 * `<` in text is escaped and every attribute value stands between double quotes.
 */
const RELATIVE_LINK = /(<a(?:\s+[\w-]+(?:="[^"]*")?)*\s+href=")(?=[/#])([^"]*)/g;

/**
 * Sanitized HTML with the addresses of all its links complete, for readers who see it away from its page. Links are the
 * only relative addresses a body can hold: its images and players are at https addresses.
 * @param base the page's own address.
 */
export function absoluteLinks(html: string, base: string): string {
  const { origin } = new URL(base);
  return html.replace(
    RELATIVE_LINK,
    (_, start: string, target: string) => `${start}${target.startsWith('#') ? base : origin}${target}`,
  );
}
