import type { Instant } from '../shared/instant.ts';
import type { CommentSettings, SectionSettings } from './settings.ts';

/** The depth of the deepest reply, where a root has 0. Pages are drawn for it, so that it is no setting. */
export const MAX_DEPTH = 5;

export const defaultSettings: CommentSettings = {
  open: true,
  closeAfterDays: null,
  moderation: 'proven-published',
  holdFirstComment: true,
  minSeconds: 3,
  maxHours: 24,
  linksAllowed: 1,
  holdWords: [],
  spamWords: [],
  holdPatterns: [],
  spamPatterns: [],
  staffNames: [],
  staffEmails: [],
  reportsToHold: 3,
  editMinutes: 15,
  rateLimits: {
    network: { most: 10, seconds: 600 },
    person: { most: 10, seconds: 600 },
    article: { most: 3_000, seconds: 3_600 },
  },
  websiteField: false,
  notifyReplies: true,
  akismet: { enabled: false },
};

/**
 * The settings that hold in a section: the defaults, what the site has changed of them, what the section has changed of
 * those. Lists stay the arrays they are, by which compiled lists are remembered.
 */
export function resolveSettings(site: SectionSettings, section: SectionSettings = {}): CommentSettings {
  const changes = [...Object.entries(site), ...Object.entries(section)].filter(([, value]) => value !== undefined);
  return { ...defaultSettings, ...Object.fromEntries(changes) };
}

const DAY = 24 * 60 * 60 * 1000;

/** The rules that readers are told, before anybody types. */
export type ThreadRules = Pick<CommentSettings, 'open' | 'closeAfterDays' | 'websiteField' | 'notifyReplies'>;

/** Why no comment on an article is taken now; nothing where it is. Pages ask too, before anybody types. */
export function whyClosed(
  article: { readonly publishedAt: Instant; readonly commentsOpen: boolean },
  { open, closeAfterDays }: Pick<ThreadRules, 'open' | 'closeAfterDays'>,
  now: Date,
): string | undefined {
  if (!open) return 'comments are turned off';
  if (!article.commentsOpen) return 'closed by hand';
  if (closeAfterDays === null || now.getTime() < Date.parse(article.publishedAt) + closeAfterDays * DAY)
    return undefined;
  return `closed ${closeAfterDays} days after publication`;
}
