/** A player, as sanitized texts have it. Attribute values there are always in double quotes. */
const PLAYER = /<iframe\b[^>]*? src="(https:\/\/([^/"]+)\/[^"]*)"[^>]*><\/iframe>/g;

/**
 * A text with links in place of those players that the paper does not show.
 * @param embeds the hosts of those that it shows; undefined for all.
 */
export const withAllowedPlayers = (html: string, embeds: readonly string[] | undefined): string =>
  embeds
    ? html.replace(PLAYER, (player, address: string, host: string) =>
        embeds.includes(host) ? player : `<a href="${address}" rel="noopener">${host}</a>`,
      )
    : html;
