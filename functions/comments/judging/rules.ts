import { whyClosed } from '../../sections/threadRules.ts';
import { Failure } from '../../shared/failure.ts';
import type { Instant } from '../../shared/instant.ts';
import { paperWords } from '../../words/words.ts';
import type { CommentSettings } from '../settings/schema.ts';
import { LINK } from '../threads/markup.ts';
import { linksIn } from './links.ts';
import type { Decided, Verdict } from './schema.ts';
import { findListed, looksOf, type Reading, readWords } from './wordMatcher.ts';

/** A submitted comment. */
export interface Candidate {
  readonly name: string;
  readonly email: string;
  readonly website: string | null;
  readonly comment: string;
  readonly parentId: string | null;
  /** The value of the hidden field. */
  readonly honeypot: string;
}

/** Facts that are known whenever a comment is judged. */
export interface Known {
  /** The site's language (BCP 47), which says what letters are the same. */
  readonly language: string;
  /** Whether the author has proven this email's mailbox, by a signed cookie. A typed email proves nothing. */
  readonly proven: boolean;
  /** Approved comments of the person; 0 without a proven mailbox. */
  readonly approvedBefore: number;
  /** Comments of the person that moderators have put away since they last found one good; likewise. */
  readonly rejectedBefore: number;
  /** Akismet's answer; undefined when it was not asked. */
  readonly akismet: 'spam' | 'ham' | 'failed' | undefined;
}

/** Facts that are known at submission. The caller gathers them, so that judging is a pure function. */
export interface Facts extends Known {
  readonly now: Date;
  readonly article: { readonly thread: string; readonly publishedAt: Instant; readonly commentsOpen: boolean };
  /** The comment that `parentId` names; undefined when there is none. */
  readonly parent: { readonly thread: string; readonly visible: boolean } | undefined;
  /**
   * When the form was rendered, by its token. `missing`: a JSON client. `forged`: a form without a valid token.
   * `expired`: a token past its own validity.
   */
  readonly rendered: { readonly at: Instant } | 'missing' | 'expired' | 'forged';
}

export type Effect = 'rejected' | 'spam' | 'held';

export interface Decision {
  readonly verdict: Effect | 'published';
  /** The rule that decided; `no-objection` for a published comment. */
  readonly rule: string;
  /** What the rule found, for moderators. The author never sees it, because it would teach what to avoid. */
  readonly matched: string;
  /** The response to a rejected comment, which is not stored. */
  readonly failure?: Failure;
}

/** A candidate, prepared once for all rules about its words. */
interface Case {
  readonly candidate: Candidate;
  readonly settings: CommentSettings;
  /** Every text that can contain a listed word, with the name of its field. */
  readonly readings: () => readonly (readonly [string, Reading])[];
}

interface Rule<What> {
  readonly name: string;
  readonly effect: Effect;
  /** Undefined when the rule does not object; otherwise what it found, or '' when the rule's name is enough. */
  readonly finds: (sent: Case, known: What) => string | undefined;
  readonly failure?: () => Failure;
}

/** What rules find is kept for moderators, in the paper's language. */
const matchedIn = ({ language }: Known) => paperWords(language).matched;

const when = (objection: boolean, matched = '') => (objection ? matched : undefined);

const listed =
  (list: 'spamWords' | 'spamPatterns' | 'holdWords' | 'holdPatterns') =>
  ({ settings, readings }: Case, known: Known): string | undefined => {
    if (settings[list].length === 0) return undefined;
    for (const [field, reading] of readings()) {
      const entry = findListed(settings[list], reading);
      if (entry !== undefined) return matchedIn(known).listed(entry, field);
    }
    return undefined;
  };

/** Age of the form in seconds; NaN when unknown, which is neither too little nor too much. */
const ageOf = ({ rendered, now }: Facts) =>
  typeof rendered === 'object' ? (now.getTime() - Date.parse(rendered.at)) / 1000 : Number.NaN;

/** The staff name that a name, or a part of it in whole words, reads like. */
function staffNameIn(name: string, staffNames: readonly string[], language: string): string | undefined {
  if (staffNames.length === 0) return undefined;
  const words = looksOf(name, language);
  return staffNames.find((staffName) => {
    const theirs = looksOf(staffName, language);
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

/** Rules about the submission, not the content. They cannot be applied again later. */
const momentRules: readonly Rule<Facts>[] = [
  {
    name: 'comments-closed',
    effect: 'rejected',
    finds: ({ settings }, { article, now, language }) => whyClosed(article, settings, now)?.(paperWords(language)),
    failure: () => new Failure('comments-closed', ({ failures }) => failures.commentsClosed),
  },
  {
    name: 'parent-not-visible',
    effect: 'rejected',
    finds: ({ candidate: { parentId } }, { parent, article }) =>
      when(parentId !== null && !(parent?.visible && parent.thread === article.thread), parentId ?? ''),
    failure: () =>
      new Failure('field-invalid', ({ failures }) => failures.parent, {
        faults: [{ pointer: '/parentId', detail: ({ faults }) => faults.parent }],
      }),
  },
  {
    // Held and not spam, because autofill may have done it; the author is told that a moderator will read it.
    name: 'honeypot-filled',
    effect: 'held',
    finds: ({ candidate: { honeypot } }) => when(honeypot !== '', honeypot.slice(0, 100)),
  },
  { name: 'form-forged', effect: 'held', finds: (_, { rendered }) => when(rendered === 'forged') },
  {
    // Held and not spam: a form shown again with an error is new, and a person may correct a field that fast.
    name: 'form-too-fast',
    effect: 'held',
    finds: ({ settings: { minSeconds } }, facts) => {
      const age = ageOf(facts);
      return when(age < minSeconds, matchedIn(facts).tooFast(age));
    },
  },
  {
    name: 'form-too-old',
    effect: 'held',
    finds: ({ settings: { maxHours } }, facts) =>
      when(facts.rendered === 'expired' || ageOf(facts) > maxHours * 3600, matchedIn(facts).tooOld(maxHours)),
  },
];

/**
 * Rules about the content and its author. Vague ones come last, so that a held comment names the most specific rule.
 */
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
    finds: ({ candidate: { name, website, comment }, settings: { linksAllowed } }, known) => {
      const links = [name, website ?? '', comment].flatMap(linksIn);
      const some = links.slice(0, 5).join(' ').slice(0, 200);
      return when(links.length > linksAllowed, matchedIn(known).links(links.length, some));
    },
  },
  { name: 'hold-word', effect: 'held', finds: listed('holdWords') },
  { name: 'hold-pattern', effect: 'held', finds: listed('holdPatterns') },
  {
    // Only a staff member's proven mailbox may use an editor's name; other proven persons may not.
    name: 'staff-name',
    effect: 'held',
    finds: ({ candidate, settings: { staffNames, staffEmails } }, { proven, language }) =>
      proven && staffEmailFor(candidate.email, staffEmails)
        ? undefined
        : staffNameIn(candidate.name, staffNames, language),
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
  {
    name: 'author-rejected',
    effect: 'held',
    finds: ({ settings: { moderation, rejectionsToHold } }, known) =>
      when(
        moderation === 'proven-published' && known.rejectedBefore >= rejectionsToHold,
        matchedIn(known).rejected(known.rejectedBefore),
      ),
  },
];

const effects: readonly Effect[] = ['rejected', 'spam', 'held'];

/** Sorts by strongest effect first, stable otherwise: the first rule that objects decides. */
const inOrder = <What>(rules: readonly Rule<What>[]) =>
  effects.flatMap((effect) => rules.filter((rule) => rule.effect === effect));

const allRules = inOrder<Facts>([...momentRules, ...contentRules]);
const lastingRules = inOrder(contentRules);

/** All rules by name and effect, in order of evaluation. */
export const rules: readonly { readonly name: string; readonly effect: Effect }[] = allRules;

function decide<What extends Known>(
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
    // Markup within a word does not hide it, and neither does a link's address.
    const shown = comment.replace(new RegExp(LINK, 'g'), '$1').replace(/[`*\\]/g, '');
    read ??= [...texts, ...(shown === comment ? [] : [['comment', shown] as const])].map(
      ([field, text]) => [field, readWords(text, known.language)] as const,
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
 * Judges a submitted comment. Pure: looked-up values are in `facts`. Rates, duplicates and repeated requests are
 * checked by the store, with conditional writes.
 */
export const judge = (candidate: Candidate, facts: Facts, settings: CommentSettings): Decision =>
  decide(allRules, candidate, facts, settings);

/**
 * Judges a stored comment again, after an edit or with other settings. Applies only the content rules: the thread may
 * have closed since, and the form no longer matters.
 */
export const judgeAgain = (candidate: Candidate, known: Known, settings: CommentSettings): Decision =>
  decide(lastingRules, candidate, known, settings);

const lastingNames: ReadonlySet<string> = new Set([...lastingRules.map(({ name }) => name), 'no-objection']);
const byStrength: readonly Verdict[] = [...effects, 'published'];

type Judged = Pick<Decided, 'verdict' | 'rule'>;

/**
 * Whether a decision stands after judging again. A decision by a submission rule cannot be repeated, so it stands
 * unless a content rule has a stronger effect.
 */
export const stands = (was: Judged, again: Judged): boolean =>
  !lastingNames.has(was.rule) && byStrength.indexOf(was.verdict) <= byStrength.indexOf(again.verdict);

/** Whether judging again has changed the verdict. */
export const overrules = (again: Judged, was: Judged): boolean => again.verdict !== was.verdict && !stands(was, again);
