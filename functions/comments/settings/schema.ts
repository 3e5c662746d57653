import * as z from 'zod/mini';
import { withAsciiDomain } from '../../shared/email.ts';
import { line, UNSPACED } from '../../shared/text.ts';

const MOST_WORDS = 5_000;
const MOST_PATTERNS = 200;
/** Bytes of all lists together: settings are one item of DynamoDB, which holds 400 KB. */
const MOST_LIST_BYTES = 200_000;

const whole = (minimum: number, maximum: number) => z.int().check(z.minimum(minimum), z.maximum(maximum));

/** Letters, digits, and signs that only separate. */
const isWords = (text: string) => /^[\p{L}\p{N}\p{M}\s.,:'’@/&_#-]+$/u.test(text) && /[\p{L}\p{N}]/u.test(text);

const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'v');

/**
 * Letters, digits and wildcards, and of the first two enough in each word that it does not match nearly all. Where no spaces
 * part words, each character is one, so that wildcards would span none; an entry among the words is found anywhere there.
 */
const isPattern = (text: string) =>
  !HAS_UNSPACED.test(text) &&
  text
    .split(' ')
    .every((word) => /^[\p{L}\p{N}\p{M}*?]+$/u.test(word) && (word.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 2);

const words = z.array(
  line(80).check(z.refine(isWords, 'must be words of letters and digits; wildcards belong among the patterns')),
);
const patterns = z.array(
  line(80).check(
    z.refine(
      isPattern,
      'must be a pattern: words of letters and digits, at least two in each, where * stands for any run of them and ? ' +
        'for one of them, as in casino* or ch??p pills; regular expressions are not understood, and Chinese, Japanese or Thai, found anywhere, ' +
        'belong among the words',
    ),
  ),
);

const rate = z.object({
  /** Comments taken in a window. */
  most: whole(1, 1_000_000),
  /** Length of a window. */
  seconds: whole(1, 86_400),
});

const fields = {
  /** Whether there are comments at all. */
  open: z.boolean(),
  /** Days after its publication at which an article's thread closes; null for never. */
  closeAfterDays: z.nullable(whole(1, 3_650)),
  /** What is published without a moderator, provided that no rule objects: nothing, what proven authors write, or all. */
  moderation: z.enum(['everything-held', 'proven-published', 'all-published']),
  /** Whether the first comment of a proven author waits for a moderator; of no meaning but for `proven-published`. */
  holdFirstComment: z.boolean(),
  /**
   * A form that comes back sooner after it was made is held; 0 to never do so. An article's page is the same for a minute,
   * and caches may keep it for another: its form may count as that much older than it is, never as younger.
   */
  minSeconds: whole(0, 60),
  /** A form that is older is held. */
  maxHours: whole(1, 720),
  /** A comment with more links is held. */
  linksAllowed: whole(0, 100),
  holdWords: words,
  spamWords: words,
  holdPatterns: patterns,
  spamPatterns: patterns,
  /** Names that only the staff may sign with: people, and words such as Editor. */
  staffNames: z.array(line(100)).check(z.maxLength(500)),
  /** Addresses of the staff, or `@` and a domain for everybody there. */
  staffEmails: z
    .array(
      z.pipe(
        z.pipe(line(254), z.transform(withAsciiDomain)),
        z
          .string()
          .check(z.regex(/^[^@\s]*@[^@\s]+$/, 'must be an email address, or @ and a domain as in @example.com')),
      ),
    )
    .check(z.maxLength(500)),
  /** Readers whose reports hold a published comment. */
  reportsToHold: whole(1, 1_000),
  /** Minutes in which authors may edit or delete their own; 0 for not at all. */
  editMinutes: whole(0, 1_440),
  rateLimits: z.object({ network: rate, person: rate, article: rate }),
  /** Whether the form asks for a website. */
  websiteField: z.boolean(),
  /** Whether authors are offered a mail when somebody replies. */
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
    atMost(MOST_WORDS, (lists) => wordsOf(lists).length, `must list at most ${MOST_WORDS} words in all`),
    atMost(MOST_PATTERNS, (lists) => patternsOf(lists).length, `must list at most ${MOST_PATTERNS} patterns in all`),
    atMost(
      MOST_LIST_BYTES,
      (lists) => Buffer.byteLength([...wordsOf(lists), ...patternsOf(lists)].join()),
      `must list at most ${MOST_LIST_BYTES} bytes of words and patterns in all`,
    ),
  ] as const;

/** What holds in a section: lists of its own beside lists of the site, which are limited each for itself. */
export const ResolvedSettings = z.object(fields);

/** How comments are taken in a section. */
export const CommentSettings = z.object(fields).check(...bounded());
export type CommentSettings = z.output<typeof CommentSettings>;

/** What a site has changed of the defaults, or a section of its site's settings: each field replaces the whole field. */
export const SectionSettings = z.partial(z.object(fields)).check(...bounded());
export type SectionSettings = z.output<typeof SectionSettings>;
