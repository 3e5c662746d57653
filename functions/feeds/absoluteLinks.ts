/**
 * A link to a path of this site or to a fragment of the page, up to its target, or a picture or recording of this site.
 * The input comes from `cleanHtml`, which escapes `<` in text and puts every attribute value in double quotes.
 */
const RELATIVE_LINK = /(<(?:a|img|audio|source)(?:\s+[\w-]+(?:="[^"]*")?)*\s+(?:href|src)=")(?=[/#])([^"]*)/g;

/**
 * Makes the addresses in sanitized HTML absolute, because feed readers show it elsewhere.
 * @param base the address of the page.
 */
export function absoluteLinks(html: string, base: string): string {
  const { origin } = new URL(base);
  return html.replace(
    RELATIVE_LINK,
    (_, start: string, target: string) => `${start}${target.startsWith('#') ? base : origin}${target}`,
  );
}
