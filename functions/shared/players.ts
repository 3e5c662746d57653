/** Origins of embedded players, which the Content-Security-Policy allows as `frame-src`. */
export const PLAYER_ORIGINS = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'] as const;
