import { changesAt } from '../shared/data/reading.ts';
import type { Instant } from '../shared/instant.ts';
import type { Say } from '../words/en.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The public part of a section's comment settings. */
export interface ThreadRules {
  /** Whether there are comments at all. */
  readonly open: boolean;
  /** Days after publication at which an article's thread closes; null for never. */
  readonly closeAfterDays: number | null;
  /** Whether the form asks for a website. */
  readonly websiteField: boolean;
  /** Whether commenters are offered a mail about replies. */
  readonly notifyReplies: boolean;
}

export const defaultThreadRules: ThreadRules = {
  open: true,
  closeAfterDays: null,
  websiteField: false,
  notifyReplies: true,
};

/** The public part of settings, without what they do not set. */
export function publicRules({
  open,
  closeAfterDays,
  websiteField,
  notifyReplies,
}: { readonly [Name in keyof ThreadRules]?: ThreadRules[Name] | undefined }): Partial<ThreadRules> {
  const rules = Object.entries({ open, closeAfterDays, websiteField, notifyReplies });
  return Object.fromEntries(rules.filter(([, value]) => value !== undefined));
}

/** Why an article takes no comments now; undefined when it does. */
export function whyClosed(
  article: { readonly publishedAt: Instant; readonly commentsOpen: boolean },
  { open, closeAfterDays }: Pick<ThreadRules, 'open' | 'closeAfterDays'>,
  now: Date,
): Say | undefined {
  if (!open) return ({ matched }) => matched.turnedOff;
  if (!article.commentsOpen) return ({ matched }) => matched.closedByHand;
  if (closeAfterDays === null) return undefined;
  const closing = Date.parse(article.publishedAt) + closeAfterDays * DAY;
  if (now.getTime() < closing) {
    changesAt(closing);
    return undefined;
  }
  return ({ matched }) => matched.closedAfter(closeAfterDays);
}
