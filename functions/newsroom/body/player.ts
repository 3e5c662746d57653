import { PLAYER_ORIGINS } from '../../shared/players.ts';

/** A player's address as `playerOf` normalises it. */
export const PLAYER =
  /^https:\/\/(?:www\.youtube-nocookie\.com\/embed\/[\w-]{11}(?:\?start=\d{1,6})?|player\.vimeo\.com\/video\/\d{1,12}\?(?:h=[\da-f]{6,20}&)?dnt=1)$/;

/**
 * Attributes of every player. It runs its scripts in its own origin, never ours, so `allow-same-origin` exposes
 * nothing; YouTube refuses to play without a referrer.
 */
export const PLAYER_ATTRIBUTES = {
  loading: 'lazy',
  sandbox: [
    'allow-scripts',
    'allow-same-origin',
    'allow-popups',
    'allow-popups-to-escape-sandbox',
    'allow-presentation',
  ],
  referrerPolicy: 'strict-origin-when-cross-origin',
  allowFullScreen: true,
};

export interface Player {
  readonly src: string;
  /** The name of its site, for a title. */
  readonly site: string;
}

/**
 * The player of a video, from the video's or the player's address, in the variant without cookies
 * (youtube-nocookie.com; Vimeo's `dnt=1`); undefined for other addresses.
 * @param address absolute; https only.
 */
export function playerOf(address: string): Player | undefined {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username || url.password) return undefined;
  return youTube(url) ?? vimeo(url);
}

/** Whether an address is a provider's `<iframe>` address, not the page of a video. */
export const isPlayer = (address: string) =>
  /^https:\/\/(?:(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/|player\.vimeo\.com\/video\/)/.test(address);

function youTube(url: URL): Player | undefined {
  const short = url.host === 'youtu.be';
  if (!short && !/^(?:(?:www|m)\.)?youtube(?:-nocookie)?\.com$/.test(url.host)) return undefined;
  const [, path] = (short ? /^\/([^/]+)\/?$/ : /^\/(?:embed|shorts|live)\/([^/]+)\/?$/).exec(url.pathname) ?? [];
  const id = path ?? (url.pathname === '/watch' ? url.searchParams.get('v') : undefined);
  // Two names as long as an id: players of lists and of a channel's live stream.
  if (!id || !/^(?!videoseries|live_stream)[\w-]{11}$/.test(id)) return undefined;
  const start = seconds(url.searchParams.get('start') ?? url.searchParams.get('t') ?? '');
  return { src: `${PLAYER_ORIGINS[0]}/embed/${id}${start > 0 ? `?start=${start}` : ''}`, site: 'YouTube' };
}

/** Parses YouTube's start time, `90`, `90s` or `1h2m3s`; 0 for anything else. */
function seconds(text: string): number {
  const [, h = 0, m = 0, s = 0] = /^(?:(\d)h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?$/.exec(text) ?? [];
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}

function vimeo(url: URL): Player | undefined {
  const player = url.host === 'player.vimeo.com';
  if (!player && !/^(?:www\.)?vimeo\.com$/.test(url.host)) return undefined;
  const path = player ? /^\/video\/(\d{1,12})\/?$/ : /^\/(\d{1,12})(?:\/([\da-f]{6,20}))?\/?$/;
  const [, id, inPath] = path.exec(url.pathname) ?? [];
  if (!id) return undefined;
  // Unlisted videos have a second, secret part.
  const secret = inPath ?? url.searchParams.get('h') ?? '';
  const unlisted = /^[\da-f]{6,20}$/.test(secret) ? `h=${secret}&` : '';
  return { src: `${PLAYER_ORIGINS[1]}/video/${id}?${unlisted}dnt=1`, site: 'Vimeo' };
}
