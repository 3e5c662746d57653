import * as z from 'zod/mini';
import { withAsciiDomain } from '../../shared/email.ts';
import { line, UNSPACED } from '../../shared/text.ts';
import { fault } from '../../words/fault.ts';

const MOST_WORDS = 5_000;
const MOST_PATTERNS = 2_000;
/** Most patterns that begin with a wildcard: each is searched for in the whole text. */
const MOST_OPEN_PATTERNS = 200;
/** Most bytes of all lists together: settings are one DynamoDB item, which holds at most 400 KB. */
const MOST_LIST_BYTES = 200_000;

const whole = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum));

/** Signs are matched beside letters and digits, never alone. */
const isWords = (text: string) => /[\p{L}\p{N}]/u.test(text) && !/[*?]/.test(text);

const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'v');

/**
 * Letters, digits and wildcards, enough of the first two in each word not to match nearly everything. Scripts without
 * spaces are excluded: each character is a word there, so a wildcard would span none; a listed word matches anywhere.
 */
const isPattern = (text: string) =>
  !HAS_UNSPACED.test(text) &&
  text
    .split(' ')
    .every((word) => /^[\p{L}\p{N}\p{M}*?]+$/u.test(word) && (word.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 2);

const words = z.array(line(80).check(z.refine(isWords, fault('words'))));
const patterns = z.array(line(80).check(z.refine(isPattern, fault('pattern'))));

const rate = z.object({
  /** Comments per window. */
  most: whole(1, 1_000_000),
  /** Window in seconds. */
  seconds: whole(1, 86_400),
});

const fields = {
  /** Whether there are comments at all. */
  open: z.boolean(),
  /** Days after publication at which an article's thread closes; null for never. */
  closeAfterDays: z.nullable(whole(1, 3_650)),
  /** What is published without a moderator when no rule objects: nothing, comments of proven authors, or all. */
  moderation: z.enum(['everything-held', 'proven-published', 'all-published']),
  /** Whether to hold the first comment of a proven author; applies only to `proven-published`. */
  holdFirstComment: z.boolean(),
  /**
   * Hold forms submitted sooner than this after rendering; 0 for never. Pages are the same for a minute and may be
   * cached for another, so a form may count as that much older than it is, never as younger.
   */
  minSeconds: whole(0, 60),
  /** Hold forms older than this. */
  maxHours: whole(1, 720),
  /** Hold comments with more links. */
  linksAllowed: whole(0, 100),
  holdWords: words,
  spamWords: words,
  holdPatterns: patterns,
  spamPatterns: patterns,
  /** Names that only staff may use: people, and words such as Editor. */
  staffNames: z.array(line(100)).check(z.maxLength(500)),
  /** Emails of staff, or `@` and a domain for everybody there. */
  staffEmails: z
    .array(
      z.pipe(
        z.pipe(line(254), z.transform(withAsciiDomain)),
        z.string().check(z.regex(/^[^@\s]*@[^@\s]+$/, fault('staffEmail'))),
      ),
    )
    .check(z.maxLength(500)),
  /** Number of readers whose reports hold a published comment. */
  reportsToHold: whole(1, 1_000),
  /** Comments of a proven person that moderators put away in a row until the next ones are held; only with `proven-published`. */
  rejectionsToHold: whole(1, 1_000),
  /** Minutes in which authors may edit or delete their comments; 0 for never. */
  editMinutes: whole(0, 1_440),
  rateLimits: z.object({ network: rate, person: rate, article: rate }),
  /** Whether the form asks for a website. */
  websiteField: z.boolean(),
  /** Whether commenters are offered a mail about replies. */
  notifyReplies: z.boolean(),
  akismet: z.object({ enabled: z.boolean() }),
};

type Lists = { [name in 'holdWords' | 'spamWords' | 'holdPatterns' | 'spamPatterns']?: readonly string[] | undefined };

const atMost = (most: number, measure: (lists: Lists) => number, error: string) =>
  z.refine<Lists>((lists) => measure(lists) <= most, error);

const wordsOf = ({ holdWords = [], spamWords = [] }: Lists) => [...holdWords, ...spamWords];
const patternsOf = ({ holdPatterns = [], spamPatterns = [] }: Lists) => [...holdPatterns, ...spamPatterns];

const bounded = () =>
  [
    atMost(MOST_WORDS, (lists) => wordsOf(lists).length, fault('mostWords', MOST_WORDS)),
    atMost(MOST_PATTERNS, (lists) => patternsOf(lists).length, fault('mostPatterns', MOST_PATTERNS)),
    atMost(
      MOST_OPEN_PATTERNS,
      (lists) => patternsOf(lists).filter((pattern) => /^[*?]/.test(pattern)).length,
      fault('mostOpenPatterns', MOST_OPEN_PATTERNS),
    ),
    atMost(
      MOST_LIST_BYTES,
      (lists) => Buffer.byteLength([...wordsOf(lists), ...patternsOf(lists)].join()),
      fault('mostListBytes', MOST_LIST_BYTES),
    ),
  ] as const;

/** The merged settings of a section. The lists of site and section are limited separately. */
export const ResolvedSettings = z.object(fields);

/** The comment settings of a section. */
export const CommentSettings = z.object(fields).check(...bounded());
export type CommentSettings = z.output<typeof CommentSettings>;

/** Overrides: the site's of the defaults, or a section's of the site's. Each field replaces the whole field. */
export const SectionSettings = z.partial(z.object(fields)).check(...bounded());
export type SectionSettings = z.output<typeof SectionSettings>;
