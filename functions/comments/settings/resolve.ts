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
  editMinutes: 15,
  rateLimits: {
    network: { most: 10, seconds: 600 },
    person: { most: 10, seconds: 600 },
    article: { most: 3_000, seconds: 3_600 },
  },
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
