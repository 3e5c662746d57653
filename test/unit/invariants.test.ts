import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublishedArticle } from '../../functions/articles/fields.ts';
import { articleKey, goneKey, movedKey, tallyKey } from '../../functions/articles/keys.ts';
import type { Verdict } from '../../functions/comments/judging/schema.ts';
import { toSubmissionItem } from '../../functions/comments/submitting/decision.ts';
import { commentKey } from '../../functions/comments/threads/keys.ts';
import type { PublishedComment } from '../../functions/comments/threads/schema.ts';
import { editionKey } from '../../functions/fronts/keys.ts';
import { AUTOMATIC, type Edition } from '../../functions/fronts/schema.ts';
import { claimKey, copyKey, revisionKey, sourceKey } from '../../functions/newsroom/articles/keys.ts';
import { entriesOf } from '../../functions/newsroom/articles/publication.ts';
import { frontHeadKey } from '../../functions/newsroom/fronts/keys.ts';
import { sectionKey } from '../../functions/sections/keys.ts';
import { createInvariants, type Item, lineOf, newsroomAttributes } from '../../infra/commands/invariants.ts';
import { aHeldComment, anArticle, NOON } from '../support/builders.ts';

const LATER = '2027-01-01T00:00:00.000Z';
const abroad = { ...sectionKey(1, 'abroad'), type: 'section', name: 'abroad' };

describe('createInvariants', () => {
  it('finds nothing in empty tables', () => {
    expect(check({})).toEqual([]);
  });

  it('finds nothing in a paper whose items come in any order, projected to what is looked at', () => {
    const article = anArticle();
    const [root, reply] = [aComment({ id: 'one' }), aComment({ id: 'two', parentId: 'one', depth: 1 })];
    const newsroom = [...aCopy(article), ...[root, reply].map((each) => aSubmissionOf(each))].map(projected);
    const published = [...itemsOf(article, 2), abroad, root, reply];

    fc.assert(
      fc.property(shuffled(newsroom), shuffled(published), (newsroom, published) => {
        expect(check({ newsroom, published })).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('takes the fields of a card in any order', () => {
    const article = anArticle();
    const backwards = itemsOf(article).map((item) => Object.fromEntries(Object.entries(item).reverse()) as Item);

    expect(check({ published: [...backwards, abroad] })).toEqual([]);
  });

  it('lets an article that nobody has edited be without a working copy', () => {
    expect(check({ published: [...itemsOf(anArticle()), abroad] })).toEqual([]);
  });

  it.each([
    ['withdrawn', goneKey('the-ferry-sails-again'), { type: 'gone', at: NOON }],
    ['moved', movedKey('the-ferry-sails-again'), { type: 'moved', to: 'the-ferry-sails-again', visibleFrom: LATER }],
  ])('lets an article that is still to come be where one was %s', (_, key, item) => {
    const scheduled = itemsOf(anArticle({ publishedAt: LATER }));

    expect(check({ published: [...scheduled, abroad, { ...key, ...item }] })).toEqual([]);
  });

  it('lets a slug lead to an article that was withdrawn', () => {
    const gone = { ...goneKey('ferry'), type: 'gone', at: NOON };
    const moved = { ...movedKey('boat'), type: 'moved', to: 'ferry', visibleFrom: NOON };

    expect(check({ published: [gone, moved] })).toEqual([]);
  });

  it('names what an article has left behind at its former instant', () => {
    const article = anArticle();
    const former = entriesOf(anArticle({ publishedAt: '2026-11-22T09:00:00.000Z' })).map(([key, entry]) => ({
      ...key,
      ...entry,
    }));

    const lines = check({ published: [...itemsOf(article), abroad, ...former] });

    expect(lines).toEqual(
      ['author/ines-calder', 'latest', 'section/abroad', 'tag/harbour'].map(
        (listing) => `entry-different: LISTING#${listing} shows another ${article.slug} than the article`,
      ),
    );
  });

  it('names a source without its claim, and a claim on a source of another', () => {
    const article = anArticle();
    const copies = aCopy(article).map((item) => (item.type === 'copy' ? { ...item, source: 'posts/ferry.md' } : item));
    const claim = { ...sourceKey('posts/boat.md'), type: 'claim', article: 'a-copy' };

    const lines = check({ newsroom: [...copies, claim].map(projected), published: [...itemsOf(article), abroad] });

    expect(lines).toEqual([
      'claim-foreign: SOURCE#posts/boat.md is held by a-copy, which has another',
      'claim-missing: a-copy has no claim on its source posts/ferry.md',
    ]);
  });

  it('names what is wrong with the editions of fronts', () => {
    const edition = (front: string, at: string, changes: Partial<Edition> = {}) => ({
      ...editionKey(front, at),
      type: 'edition',
      ...AUTOMATIC,
      front,
      from: at,
      until: null,
      ...changes,
    });
    const slot = { slug: 'the-ferry-sails-again', publishedAt: NOON };
    const heads = ['front-page', 'abroad', 'nowhere'].map((front) => ({
      ...frontHeadKey(front),
      type: 'front',
      front,
    }));
    const editions = [edition('front-page', NOON, { lead: [slot], briefs: [slot] }), edition('abroad', LATER)];

    const good = check({ newsroom: heads, published: [abroad, edition('front-page', NOON, { lead: [slot] })] });
    const lines = check({ newsroom: heads.slice(2), published: [abroad, ...editions, edition('nowhere', NOON)] });

    expect(good).toEqual([]);
    expect(lines).toEqual([
      `front-not-found: FRONT#nowhere AT#${NOON} is of no front, or of another instant`,
      `front-twice: FRONT#front-page AT#${NOON} has the-ferry-sails-again twice`,
      `front-unversioned: FRONT#abroad AT#${LATER} is there, and its front has no version`,
      `front-unversioned: FRONT#front-page AT#${NOON} is there, and its front has no version`,
    ]);
  });

  it('names a reply whose root is gone', () => {
    const reply = aComment({ id: 'two', parentId: 'one', depth: 1 });

    const lines = check({
      newsroom: [aSubmissionOf(reply)],
      published: [...itemsOf(anArticle(), 1), abroad, reply],
    });

    expect(lines).toEqual([
      `reply-parentless: two in ${reply.pk} answers one, which is not there`,
      `reply-rootless: two in ${reply.pk} hangs under a root that is not there`,
    ]);
  });

  it('counts no placeholder, lets it have replies, and lets its submission be gone', () => {
    const empty = { removed: true, name: '', body: '' } as const;
    const [root, reply] = [aComment({ id: 'one', ...empty }), aComment({ id: 'two', parentId: 'one', depth: 1 })];
    const gone = aComment({ id: 'three', ...empty });
    const under = aComment({ id: 'four', parentId: 'three', depth: 1, root: gone.sk });

    const lines = check({
      newsroom: [aSubmissionOf(root, 'removed'), aSubmissionOf(reply), aSubmissionOf(under)],
      published: [...itemsOf(anArticle(), 2), abroad, root, reply, gone, under],
    });

    expect(lines).toEqual([]);
  });

  it('names a placeholder of what is published, and a comment of what is removed', () => {
    const [hidden, shown] = [aComment({ id: 'one', removed: true, name: '', body: '' }), aComment({ id: 'two' })];

    const lines = check({
      newsroom: [aSubmissionOf(hidden), aSubmissionOf(shown, 'removed')],
      published: [...itemsOf(anArticle(), 1), abroad, hidden, shown],
    });

    expect(lines).toEqual([
      `comment-missing: one is published as ${hidden.pk} ${hidden.sk}, and is not there`,
      `comment-unapproved: two in ${shown.pk} has no submission that is published there`,
      `placeholder-idle: one in ${hidden.pk} shows nothing, nor does anything under it`,
    ]);
  });

  it('names a reply that is deeper than 5', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const root = aComment({ id: 'a' });
    const chain = ids.map((id, depth) =>
      depth === 0 ? root : aComment({ id, parentId: ids[depth - 1] ?? null, depth, root: root.sk }),
    );

    const lines = check({
      newsroom: chain.map((each) => aSubmissionOf(each)),
      published: [...itemsOf(anArticle(), 7), abroad, ...chain],
    });

    expect(lines).toEqual([`reply-depth: g in ${root.pk} has the depth 6`]);
  });

  it('names a wrong tally of a withdrawn article', () => {
    const article = anArticle();
    const copy = aCopy(article).map((item) =>
      item.type === 'copy' ? { ...item, phase: 'withdrawn', thread: article.thread } : item,
    );
    const tally = itemsOf(article, 3).filter(({ type }) => type === 'tally');

    const lines = check({ newsroom: copy, published: tally });

    expect(lines).toEqual([`tally-wrong: ${article.slug} counts 3 comments, and its thread has 0`]);
  });

  it('takes a parent in another thread for none', () => {
    const parent = aComment({ id: 'one', thread: 'elsewhere' });
    const root = aComment({ id: 'zero' });
    const reply = aComment({ id: 'two', parentId: 'one', depth: 1, root: root.sk });
    const comments = [parent, root, reply];

    const lines = check({
      newsroom: comments.map((each) => aSubmissionOf(each)),
      published: [...itemsOf(anArticle(), 2), abroad, ...comments],
    });

    expect(lines).toEqual([`reply-parentless: two in ${reply.pk} answers one, which is not there`]);
  });

  it.each([
    ['a value', { credit: 'Wren@example.org ' }, 'email-value', 'credit'],
    ['a value deep inside', { image: { credits: ['x', 'wren@example.org'] } }, 'email-value', 'image.credits.1'],
    ['an attribute', { Email: null }, 'email-attribute', 'Email'],
    ['an attribute deep inside', { byline: [{ email: 'other@example.org' }] }, 'email-attribute', 'byline.0.email'],
  ])('names an email in %s by its place alone', (_, changes, rule, path) => {
    const author = { pk: 'AUTHOR#wren', sk: 'AUTHOR', type: 'author', ...changes };

    const lines = check({ newsroom: [aSubmissionOf(aComment({ id: 'one' }), 'held')], published: [author] });

    expect(lines).toEqual([`${rule}: AUTHOR#wren AUTHOR, attribute ${path}`]);
  });

  it('lets a text mention an address, and somebody else have one', () => {
    const author = { pk: 'AUTHOR#wren', sk: 'AUTHOR', type: 'author', biography: 'Write to wren@example.org.' };
    const other = { pk: 'AUTHOR#ines', sk: 'AUTHOR', type: 'author', biography: 'ines@example.org' };
    const held = aSubmissionOf(aComment({ id: 'one' }), 'held');

    expect(check({ newsroom: [held], published: [author, other] })).toEqual([]);
  });
});

/** The violations in tables that hold these items, as lines. */
function check({ newsroom = [], published = [] }: { newsroom?: readonly Item[]; published?: readonly Item[] }) {
  const invariants = createInvariants(new Date(NOON));
  for (const item of newsroom) invariants.takeNewsroom(item);
  for (const item of published) invariants.takePublished(item);
  return invariants.violations().map(lineOf);
}

const shuffled = (items: readonly Item[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

const projected = (item: Item) =>
  Object.fromEntries(
    Object.entries(item).filter(([name]) => (newsroomAttributes as readonly string[]).includes(name)),
  ) as Item;

/** All that shows an article, with its tally. */
const itemsOf = (article: PublishedArticle, comments = 0): Item[] => [
  { ...articleKey(article.slug, article.publishedAt), type: 'article', ...article },
  { ...tallyKey(article.slug), type: 'tally', comments },
  ...entriesOf(article).map(([key, entry]) => ({ ...key, ...entry })),
];

/** The working copy that has released an article, with its claim and its two revisions. */
function aCopy({ slug, publishedAt }: PublishedArticle): Item[] {
  const id = 'a-copy';
  const copy = { id, phase: 'released', slug, releasedSlug: slug, formerSlugs: [], publishedAt, revision: 2 };
  return [
    { ...copyKey(id), type: 'copy', ...copy },
    { ...claimKey(slug), type: 'claim', article: id },
    ...[1, 2].map((revision) => ({ ...revisionKey(id, revision), type: 'revision', revision, content: {} })),
  ];
}

/** A comment in the article's thread; one with a parent hangs under it. */
function aComment(changes: Partial<PublishedComment> & { readonly id: string }): PublishedComment & Item {
  const root = changes.parentId ? `${NOON}#${changes.parentId}` : null;
  const comment: PublishedComment = {
    thread: 'the-ferry-sails-again',
    name: 'Wren Adeyemi',
    publishedAt: NOON,
    editedAt: null,
    body: '<p>I was there.</p>',
    parentId: null,
    depth: 0,
    root,
    ...changes,
  };
  return { ...comment, ...commentKey(comment), type: 'comment' };
}

const aSubmissionOf = (comment: PublishedComment & Item, verdict: Verdict = 'published'): Item => {
  const { id, thread, sk: sortKey, root, depth, parentId, publishedAt } = comment;
  const published = verdict === 'held' ? null : { sortKey, root, depth, parentId, publishedAt };
  return toSubmissionItem(aHeldComment({ id, thread, verdict, published }));
};
