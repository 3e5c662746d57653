/** Where the players in bodies come from: what a page's Content-Security-Policy must allow as `frame-src`. */
export const PLAYER_ORIGINS = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'] as const;
