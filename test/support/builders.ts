import * as z from 'zod/mini';
import { PublishedArticle } from '../../functions/articles/fields.ts';
import type { Submission, SubmissionBody } from '../../functions/comments/submitting/schema.ts';
import { MORNING, NOON } from '../../infra/local/testing.ts';

export { MORNING, NOON };

/** Fields of an article to override. */
export type ArticleChanges = Partial<z.input<typeof PublishedArticle>>;

/** A published article in the section `abroad`. */
export function anArticle(changes: ArticleChanges = {}): PublishedArticle {
  const slug = changes.slug ?? 'the-ferry-sails-again';
  return z.parse(PublishedArticle, {
    slug,
    thread: slug,
    language: 'en-GB',
    section: 'abroad',
    headline: 'The ferry sails again',
    standfirst: 'After eleven days in dock the night boat is back.',
    byline: [{ name: 'Ines Calder', slug: 'ines-calder' }],
    publishedAt: MORNING,
    updatedAt: changes.publishedAt ?? MORNING,
    tags: ['harbour'],
    body: '<p>The night boat left on time.</p>',
    wordCount: 6,
    readingMinutes: 1,
    corrections: [],
    ...changes,
  } satisfies z.input<typeof PublishedArticle>);
}

/** A reader's comment form. */
export function aSubmission(changes: Partial<SubmissionBody> = {}): SubmissionBody {
  return {
    name: 'Wren Adeyemi',
    email: 'wren@example.org',
    comment: 'I was on the first one out. It smelt of paint.',
    notify: false,
    remember: false,
    ...changes,
  };
}

/** A stored comment that waits for a moderator. */
export function aHeldComment(changes: Partial<Submission> = {}): Submission {
  return {
    name: 'Wren Adeyemi',
    email: 'wren@example.org',
    comment: 'I was on the first one out. It smelt of paint.',
    id: '11111111-1111-1111-1111-111111111111',
    thread: 'high-water',
    section: 'home',
    website: null,
    parentId: null,
    submittedAt: NOON,
    editedAt: null,
    person: 'somebody',
    proven: false,
    approvedBefore: 0,
    rejectedBefore: 0,
    reportsJudged: false,
    notify: 'no',
    verdict: 'held',
    rule: 'mailbox-not-proven',
    matched: null,
    reports: 0,
    published: null,
    history: [{ verdict: 'held', at: NOON, by: 'rules', rule: 'mailbox-not-proven', matched: null }],
    ...changes,
  };
}
