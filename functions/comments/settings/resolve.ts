import { defaultThreadRules } from '../../sections/threadRules.ts';
import type { CommentSettings, SectionSettings } from './schema.ts';

export const defaultSettings: CommentSettings = {
  ...defaultThreadRules,
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
  rejectionsToHold: 2,
  editMinutes: 15,
  rateLimits: {
    network: { most: 10, seconds: 600 },
    person: { most: 10, seconds: 600 },
    article: { most: 3_000, seconds: 3_600 },
  },
  akismet: { enabled: false },
};

/**
 * Merges the defaults, the site's changes and the section's changes. Lists keep their identity, by which compiled lists
 * are cached.
 */
export function resolveSettings(site: SectionSettings, section: SectionSettings = {}): CommentSettings {
  const changes = [...Object.entries(site), ...Object.entries(section)].filter(([, value]) => value !== undefined);
  return { ...defaultSettings, ...Object.fromEntries(changes) };
}
