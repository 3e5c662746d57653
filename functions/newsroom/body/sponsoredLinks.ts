/** A link to another site, as `cleanHtml` writes it. */
const LINK = /(<a href="https?:[^"]*" rel=")([^"]*)"/g;

/**
 * Tells search engines that the links to other sites in a text are paid for:
 * https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links
 * @param html sanitized.
 */
export const sponsoredLinks = (html: string): string =>
  html.replaceAll(LINK, (_, start: string, relations: string) =>
    relations.split(' ').includes('sponsored') ? `${start}${relations}"` : `${start}${relations} sponsored"`,
  );
