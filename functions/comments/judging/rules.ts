import { whyClosed } from '../../sections/threadRules.ts';
import { Failure } from '../../shared/failure.ts';
import type { Instant } from '../../shared/instant.ts';
import type { CommentSettings } from '../settings/schema.ts';
import { LINK } from '../threads/markup.ts';
import { linksIn } from './links.ts';
import type { Decided, Verdict } from './schema.ts';
import { findListed, looksOf, type Reading, readWords } from './wordMatcher.ts';

/** What somebody sent. */
export interface Candidate {
  readonly name: string;
  readonly email: string;
  readonly website: string | null;
  readonly comment: string;
  readonly parentId: string | null;
  /** What came in a field that the form does not show to people. */
  readonly honeypot: string;
}

/** What is known of a comment whenever it is judged. */
export interface Known {
  /** The author has shown, by a signed cookie, that this very email's mailbox is theirs. A typed email proves nothing. */
  readonly proven: boolean;
  /** Comments of the person that moderators have approved, as far as the mailbox is proven. */
  readonly approvedBefore: number;
  /** What Akismet answered; nothing where it was not asked. */
  readonly akismet: 'spam' | 'ham' | 'failed' | undefined;
}

/** What is known at the moment it comes in as well; gathered by the caller, so that judging is a pure function. */
export interface Facts extends Known {
  readonly now: Date;
  readonly article: { readonly thread: string; readonly publishedAt: Instant; readonly commentsOpen: boolean };
  /** The comment that `parentId` names; nothing where there is none. */
  readonly parent: { readonly thread: string; readonly visible: boolean } | undefined;
  /**
   * When the form was made, as its token says. Missing is what a JSON client sends; a form without a token is `forged`.
   * Expired is a token that outlived even its own validity.
   */
  readonly rendered: { readonly at: Instant } | 'missing' | 'expired' | 'forged';
}

export type Effect = 'rejected' | 'spam' | 'held';

export interface Decision {
  readonly verdict: Effect | 'published';
  /** The rule that decided; `no-objection` for a comment that is published. */
  readonly rule: string;
  /** What the rule found, for moderators. The author is never told: it would teach what to avoid. */
  readonly matched: string;
  /** What to answer a rejected comment, which is refused and not stored. */
  readonly failure?: Failure;
}

/** A candidate, read once for all rules that look at its words. */
interface Case {
  readonly candidate: Candidate;
  readonly settings: CommentSettings;
  /** Every text of it that can hold a listed word, with the name of its field. */
  readonly readings: () => readonly (readonly [string, Reading])[];
}

interface Rule<What> {
  readonly name: string;
  readonly effect: Effect;
  /** What it found, for moderators, or an empty text where its name says it all; nothing where it does not object. */
  readonly finds: (sent: Case, known: What) => string | undefined;
  readonly failure?: () => Failure;
}

const when = (objection: boolean, matched = '') => (objection ? matched : undefined);

const listed =
  (list: 'spamWords' | 'spamPatterns' | 'holdWords' | 'holdPatterns') =>
  ({ settings, readings }: Case): string | undefined => {
    if (settings[list].length === 0) return undefined;
    for (const [field, reading] of readings()) {
      const entry = findListed(settings[list], reading);
      if (entry !== undefined) return `${entry} (in the ${field})`;
    }
    return undefined;
  };

/** Seconds from the making of the form to now; not a number, and so neither too few nor too many, where it is unknown. */
const ageOf = ({ rendered, now }: Facts) =>
  typeof rendered === 'object' ? (now.getTime() - Date.parse(rendered.at)) / 1000 : Number.NaN;

/** The staff's name that a name reads like: all of it, or a part of whole words. */
function staffNameIn(name: string, staffNames: readonly string[]): string | undefined {
  if (staffNames.length === 0) return undefined;
  const words = looksOf(name);
  return staffNames.find((staffName) => {
    const theirs = looksOf(staffName);
    if (theirs.length === 0) return false;
    return ` ${words.join(' ')} `.includes(` ${theirs.join(' ')} `) || words.join('') === theirs.join('');
  });
}

const staffEmailFor = (email: string, staffEmails: readonly string[]) => {
  const typed = email.toLowerCase();
  return staffEmails.find((staffEmail) => {
    const theirs = staffEmail.toLowerCase();
    return theirs.startsWith('@') ? typed.endsWith(theirs) : typed === theirs;
  });
};

/** Rules about how and where a comment was sent; they say nothing about it later. */
const momentRules: readonly Rule<Facts>[] = [
  {
    name: 'comments-closed',
    effect: 'rejected',
    finds: ({ settings }, { article, now }) => whyClosed(article, settings, now),
    failure: () => new Failure('comments-closed', 'Comments on this article are closed.'),
  },
  {
    name: 'parent-not-visible',
    effect: 'rejected',
    finds: ({ candidate: { parentId } }, { parent, article }) =>
      when(parentId !== null && !(parent?.visible && parent.thread === article.thread), parentId ?? ''),
    failure: () =>
      new Failure('field-invalid', 'The comment replied to is not a visible comment of this article.', {
        faults: [{ pointer: '/parentId', detail: 'must be a visible comment of this article' }],
      }),
  },
  {
    // Not spam: autofill may have done it, and the author is told that a moderator will read it.
    name: 'honeypot-filled',
    effect: 'held',
    finds: ({ candidate: { honeypot } }) => when(honeypot !== '', honeypot.slice(0, 100)),
  },
  { name: 'form-forged', effect: 'held', finds: (_, { rendered }) => when(rendered === 'forged') },
  {
    // Not spam: a form that is shown again for one field is new, and a person mends that field as fast as this.
    name: 'form-too-fast',
    effect: 'held',
    finds: ({ settings: { minSeconds } }, facts) => {
      const age = ageOf(facts);
      return when(age < minSeconds, `sent ${age} s after the form was made`);
    },
  },
  {
    name: 'form-too-old',
    effect: 'held',
    finds: ({ settings: { maxHours } }, facts) =>
      when(
        facts.rendered === 'expired' || ageOf(facts) > maxHours * 3600,
        `sent more than ${maxHours} hours after the form was made`,
      ),
  },
];

/** Rules about what was written and by whom. The vague ones come last, so that a held comment says the most it can. */
const contentRules: readonly Rule<Known>[] = [
  { name: 'spam-word', effect: 'spam', finds: listed('spamWords') },
  { name: 'spam-pattern', effect: 'spam', finds: listed('spamPatterns') },
  {
    name: 'akismet-spam',
    effect: 'spam',
    finds: ({ settings }, { akismet }) => when(settings.akismet.enabled && akismet === 'spam'),
  },
  {
    name: 'links',
    effect: 'held',
    finds: ({ candidate: { name, website, comment }, settings: { linksAllowed } }) => {
      const links = [name, website ?? '', comment].flatMap(linksIn);
      return when(links.length > linksAllowed, `${links.length} links: ${links.slice(0, 5).join(' ').slice(0, 200)}`);
    },
  },
  { name: 'hold-word', effect: 'held', finds: listed('holdWords') },
  { name: 'hold-pattern', effect: 'held', finds: listed('holdPatterns') },
  {
    // A proven stranger may still sign with an editor's name: only a proven mailbox of the staff's own excuses.
    name: 'staff-name',
    effect: 'held',
    finds: ({ candidate, settings: { staffNames, staffEmails } }, { proven }) =>
      proven && staffEmailFor(candidate.email, staffEmails) ? undefined : staffNameIn(candidate.name, staffNames),
  },
  {
    name: 'staff-email',
    effect: 'held',
    finds: ({ candidate, settings }, { proven }) =>
      proven ? undefined : staffEmailFor(candidate.email, settings.staffEmails),
  },
  {
    name: 'akismet-failed',
    effect: 'held',
    finds: ({ settings }, { akismet }) => when(settings.akismet.enabled && akismet === 'failed'),
  },
  {
    name: 'everything-held',
    effect: 'held',
    finds: ({ settings: { moderation } }) => when(moderation === 'everything-held'),
  },
  {
    name: 'author-not-proven',
    effect: 'held',
    finds: ({ settings: { moderation } }, { proven }) => when(moderation === 'proven-published' && !proven),
  },
  {
    name: 'first-comment',
    effect: 'held',
    finds: ({ settings: { moderation, holdFirstComment } }, { approvedBefore }) =>
      when(moderation === 'proven-published' && holdFirstComment && approvedBefore === 0),
  },
];

const effects: readonly Effect[] = ['rejected', 'spam', 'held'];

/** The strongest effect first, and within one effect in the order given: the first rule that objects decides. */
const inOrder = <What>(rules: readonly Rule<What>[]) =>
  effects.flatMap((effect) => rules.filter((rule) => rule.effect === effect));

const allRules = inOrder<Facts>([...momentRules, ...contentRules]);
const lastingRules = inOrder(contentRules);

/** Every rule by its name and effect, in the order they are asked. */
export const rules: readonly { readonly name: string; readonly effect: Effect }[] = allRules;

function decide<What>(
  rulesAsked: readonly Rule<What>[],
  candidate: Candidate,
  known: What,
  settings: CommentSettings,
): Decision {
  const { name, email, website, comment } = candidate;
  let read: readonly (readonly [string, Reading])[] | undefined;
  const readings = () => {
    const texts = [
      ['name', name],
      ['email', email],
      ['website', website ?? ''],
      ['comment', comment],
    ] as const;
    // Marks within a word are not seen, and do not hide it; nor does the address of a link.
    const shown = comment.replace(new RegExp(LINK, 'g'), '$1').replace(/[`*\\]/g, '');
    read ??= [...texts, ...(shown === comment ? [] : [['comment', shown] as const])].map(
      ([field, text]) => [field, readWords(text)] as const,
    );
    return read;
  };
  for (const { name: rule, effect: verdict, finds, failure } of rulesAsked) {
    const matched = finds({ candidate, settings, readings }, known);
    if (matched !== undefined) return { verdict, rule, matched, ...(failure && { failure: failure() }) };
  }
  return { verdict: 'published', rule: 'no-objection', matched: '' };
}

/**
 * Judges a comment as it comes in. Pure: what has to be looked up is among the facts. Rates, duplicates and
 * repeated requests are the store's to refuse, by conditional writes.
 */
export const judge = (candidate: Candidate, facts: Facts, settings: CommentSettings): Decision =>
  decide(allRules, candidate, facts, settings);

/**
 * Judges a comment of earlier: one that its author has changed, or by other settings. Asks only the rules about what was
 * written and by whom; the thread may have closed since, and nobody waits for that form any more.
 */
export const judgeAgain = (candidate: Candidate, known: Known, settings: CommentSettings): Decision =>
  decide(lastingRules, candidate, known, settings);

const lastingNames: ReadonlySet<string> = new Set([...lastingRules.map(({ name }) => name), 'no-objection']);
const byStrength: readonly Verdict[] = [...effects, 'published'];

type Judged = Pick<Decided, 'verdict' | 'rule'>;

/**
 * Whether a decision stands when a comment is judged again. What the moment it came in decided cannot be judged again: it
 * stands, unless what was written weighs more.
 */
export const stands = (was: Judged, again: Judged): boolean =>
  !lastingNames.has(was.rule) && byStrength.indexOf(was.verdict) <= byStrength.indexOf(again.verdict);

/** Whether judging a comment again has changed its verdict. */
export const overrules = (again: Judged, was: Judged): boolean => again.verdict !== was.verdict && !stands(was, again);
