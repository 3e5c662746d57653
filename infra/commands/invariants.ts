import { hash } from 'node:crypto';
import { isIP } from 'node:net';
import { bodyOf } from '../../functions/articles/articleItem.ts';
import { correctionEntries, fromCorrectionItem } from '../../functions/articles/corrections.ts';
import { PublishedArticle } from '../../functions/articles/fields.ts';
import { articlePartition, pagePartition } from '../../functions/articles/keys.ts';
import { fromEntry } from '../../functions/articles/listingEntry.ts';
import { articleUrl } from '../../functions/articles/schema.ts';
import { copyPartition } from '../../functions/audit/keys.ts';
import type { Verdict } from '../../functions/comments/judging/schema.ts';
import { fromSubmissionItem, isReported } from '../../functions/comments/submitting/decision.ts';
import {
  reportedOf,
  standingKey,
  submissionOf,
  threadPlace,
  verdictPartition,
} from '../../functions/comments/submitting/keys.ts';
import { isReplyKey, rootOf, threadPartition } from '../../functions/comments/threads/keys.ts';
import { MAX_DEPTH } from '../../functions/comments/threads/place.ts';
import { isShown, type PublishedComment } from '../../functions/comments/threads/schema.ts';
import { FRONT_PAGE, parseEditionKey } from '../../functions/fronts/keys.ts';
import { type Edition, slotsOf } from '../../functions/fronts/schema.ts';
import { claimKey, sourceKey } from '../../functions/newsroom/articles/keys.ts';
import { entriesOf } from '../../functions/newsroom/articles/publication.ts';
import type { StoredCopy } from '../../functions/newsroom/articles/schema.ts';
import type { FormerAddress } from '../../functions/newsroom/formerAddresses.ts';
import { formerId, parseFormerAddressKey } from '../../functions/newsroom/keys.ts';
import { contentOf } from '../../functions/newsroom/settings/edit.ts';
import { authorPath, sectionPath } from '../../functions/pages/addresses.ts';
import { idOf, sectionNames } from '../../functions/sections/names.ts';
import { fromOwnPageItem, type OwnPage, pageUrl } from '../../functions/sections/ownPages.ts';
import { fromSettingsItem } from '../../functions/sections/paperSettings.ts';
import type { Section } from '../../functions/sections/schema.ts';
import { itemReader } from '../../functions/shared/data/itemReader.ts';
import { type Instant, toInstant } from '../../functions/shared/instant.ts';
import { createLibraryCheck } from './libraryCheck.ts';
import { createRedirectCheck } from './redirectCheck.ts';

/** The invariants of the two tables, by rule name. */
export const rules = {
  'article-twice': 'a slug has one article at most',
  'entry-missing': 'an article is in each of its listings: latest, its section, its tags, its authors',
  'entry-different': 'an entry shows what its article shows, at the same instant',
  'entry-foreign': 'an article is in no other listing',
  'entry-orphaned': 'no listing has an entry without its article',
  'tally-missing': 'an article has a tally of its comments',
  'tally-wrong': 'a tally is the number of visible comments in the thread',
  'moved-astray': 'a slug that has moved leads in one hop to an article, or to one that is withdrawn',
  'slug-torn': 'a slug whose article is out has neither moved nor gone',
  'correction-missing': 'a correction of an article is in the list of all (npm run verify -- --mend)',
  'correction-astray': 'the list of corrections has none that its article does not have (npm run verify -- --mend)',
  'page-unlisted': 'a page is known beside the sections as it is, and nothing is known there that is no page',
  'address-twice': 'a page has no address that a section has',
  'paper-invalid': 'the settings of the paper are such as editors may save (PATCH /v1/newsroom/settings)',
  'section-not-found': 'the section of an article exists',
  'section-twice': "a section's name is there once",
  'merge-unfinished':
    'the articles of a section that was merged are listed with the other (broadsheet sections merge, again)',
  'front-not-found': 'an edition is of the front page or of a section, and at the instant that it names',
  'front-unversioned': 'a front with editions has a version in the newsroom',
  'front-twice': 'no edition has an article twice by hand',
  'reply-rootless': 'a reply hangs under a root that is in its thread',
  'reply-parentless': 'a reply answers a comment that is in its thread',
  'reply-depth': `a reply is one deeper than what it answers and at most ${MAX_DEPTH} deep, and a root has the depth 0`,
  'comment-unapproved': 'a visible comment has a submission that is published at its place',
  'comment-missing': 'a submission that is published is visible in its thread',
  'placeholder-missing': 'what was published and is not any more has a placeholder while something hangs under it',
  'placeholder-idle': 'a placeholder has something under it that shows more than it (npm run verify -- --mend)',
  'replies-miscounted': 'a place counts what keeps it in its thread (npm run verify -- --mend)',
  'placeholder-untrue': 'a placeholder says that its comment waits where that is held, and else that it was removed',
  'placeholder-speaks': 'a placeholder shows no name, website or text',
  'submission-misplaced': 'a submission stands in both indexes of verdicts under its own',
  'reported-misplaced': 'a visible comment that readers have reported waits among those, and no other comment does',
  'kept-too-long': 'guards, and comments that are spam or rejected, go within 30 days',
  'release-missing': 'what a working copy has released is public, at its slug and instant',
  'release-unknown': 'an article that has a working copy is what that copy has released',
  'claim-missing': 'a working copy has the claim on its source and on each slug it has or had',
  'claim-foreign': 'a claim is held by a working copy that has the source, or has or had the slug',
  'claim-orphaned': 'a claim is held by a working copy that is there',
  'revision-missing': "a working copy's newest revision is there",
  'media-unlisted': 'a file of the media library is in each of the lists that its record names',
  'media-astray': 'a list of the media library has no file whose record does not name it',
  'picture-unknown': 'what an article, or the paper itself, shows of the media library is there, and its use is known',
  'picture-outdated':
    'an article, or the paper itself, shows its pictures as the media library has them (npm run verify -- --mend)',
  'author-unfinished':
    'no article names an author by an address that they had (POST /v1/newsroom/authors/{author}/rename, again)',
  'tag-outdated': 'an article has the names of its tags (PUT /v1/newsroom/tags/{tag}, again)',
  'redirect-unlisted': 'a redirect is in the list of all, and the list has no other',
  'former-address-missing':
    'a former address of an article, a page, a section or an author is in the list of redirects (npm run verify -- --mend)',
  'former-address-astray':
    'the list of redirects has no former address of nothing, or of something else (npm run verify -- --mend)',
  'redirect-circle': 'no redirect leads back to itself',
  'email-attribute': 'nothing public has an attribute named email',
  'email-value': 'nothing public holds the email of a commenter',
  'hash-value': 'nothing public holds a keyed hash of a person or a network',
  'network-value': 'nothing public is an IP address',
} as const;

export type Rule = keyof typeof rules;

/** The length of a keyed hash in base64url characters. */
const HASH_LENGTH = 22;
const LONG_TOKEN = /[A-Za-z0-9_-]{22,}/g;
const MOST_KEPT_SECONDS = 30 * 24 * 60 * 60;

export interface Violation {
  readonly rule: Rule;
  /** One line, without any email. */
  readonly what: string;
  /** The place in a thread, if recounting its replies mends the violation. */
  readonly place?: CountedPlace;
  /** The id of a picture, if bringing it to its articles mends the violation. */
  readonly picture?: string;
  /** A correction, if bringing the list up to date mends the violation. */
  readonly correction?: ListedAt;
  /** A former address: that it should be, or only the id of one that should not be. */
  readonly former?: { readonly id: string; readonly listed?: FormerAddress };
}

/** Whether stored settings of the paper are such as editors may save. */
function isPaper(item: Item): boolean {
  try {
    contentOf(fromSettingsItem(item).settings);
    return true;
  } catch {
    return false;
  }
}

/** An entry in the list of corrections: the article's slug, and the sort key. */
export interface ListedAt {
  readonly slug: string;
  readonly sortKey: string;
}

export interface CountedPlace {
  readonly id: string;
  readonly thread: string;
  /** The sort key of its root comment. */
  readonly root: string;
}

/** An item of a table. */
export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

/** The attributes of Newsroom items that the check reads; no texts. */
export const newsroomAttributes = [
  ...['pk', 'sk', 'type', 'id', 'email', 'thread', 'verdict', 'published', 'person', 'expiresAt'],
  ...['reports', 'reportedAt', 'replies', 'counted'],
  ...['status', 'onThread', 'onThreadSince', 'ofPerson'],
  ...['article', 'document', 'revision', 'phase', 'slug', 'releasedSlug', 'formerSlugs', 'publishedAt', 'source'],
  ...['owner', 'section'],
  ...['uploadedAt', 'expires', 'shown', 'listed'],
] as const;

/** Checks the invariants in one pass over the items of both tables. */
export interface Invariants {
  /** Takes an item of Newsroom. Pass all of these before the first item of Published. Any order within a table. */
  takeNewsroom(item: Item): void;
  takePublished(item: Item): void;
  /** Call this after the last item. */
  violations(): Violation[];
}

type Copy = Pick<
  StoredCopy,
  | 'id'
  | 'document'
  | 'phase'
  | 'slug'
  | 'thread'
  | 'releasedSlug'
  | 'formerSlugs'
  | 'publishedAt'
  | 'revision'
  | 'source'
  | 'section'
>;

/** What is kept of an article: its listings, and a digest of its listing entry. */
interface Outline {
  readonly slug: string;
  readonly thread: string;
  readonly section: string;
  readonly publishedAt: Instant;
  readonly listings: readonly string[];
  readonly tagNames: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  /** Without the section. */
  readonly card: string;
}

/** A correction: its article's slug, and a digest of its entry. */
interface Corrected {
  readonly slug: string;
  readonly card: string;
}

/** The items in the partition of a slug. */
interface Place {
  readonly articles: Outline[];
  tally?: number;
  movedTo?: string;
  isGone?: true;
}

/** What the Newsroom's submission says of a comment's place in a thread. */
interface Expected {
  readonly place: string;
  readonly verdict: Verdict;
}

type CommentOutline = Pick<PublishedComment, 'parentId' | 'depth'> & {
  readonly answers: string | undefined;
  readonly pk: string;
  readonly sk: string;
  readonly thread: string;
  readonly isVisible: boolean;
};

/**
 * Keeps keys and digests instead of texts: about 2 KB for an article with its listings, so a hundred thousand articles fit
 * in a laptop's memory.
 * @param now articles with a publication date up to this are public.
 */
export function createInvariants(now: Date): Invariants {
  const found: Violation[] = [];
  const tell = (rule: Rule, what: string, mending: Pick<Violation, 'place' | 'correction' | 'former'> = {}) =>
    void found.push({ rule, what, ...mending });
  const library = createLibraryCheck(now, (violation) => void found.push(violation));
  const redirects = createRedirectCheck((violation) => void found.push(violation));

  const copies = new Map<string, Copy>();
  const claims = new Map<string, string>();
  const newestRevisions = new Map<string, number>();
  /** Submissions that were ever published, and whose comments were not seen yet. */
  const awaited = new Map<string, Expected>();
  /** Comments that must be in the queue of reported ones, and those that are. */
  const toLookAt = new Set<string>();
  const waiting = new Set<string>();
  const emails = new Set<string>();
  const hashes = new Set<string>();
  const lastEnd = Math.floor(now.getTime() / 1_000) + MOST_KEPT_SECONDS;

  const places = new Map<string, Place>();
  const entries = new Map<string, { readonly listing: string; readonly card: string; readonly section: string }[]>();
  const sections = new Map<string, Section[]>();
  let names = sectionNames([]);
  /** The names of tags. */
  const named = new Map<string, string>();
  /** The addresses that authors have, by those that they had. */
  const moved = new Map<string, string>();
  /** The owners of the former addresses that are listed, by id. */
  const listedFormer = new Map<string, string>();
  const editions: Item[] = [];
  const versioned = new Set<string>();
  /** What is known of pages beside the sections, by slug, and what is so. */
  const [knownPages, pages] = [new Map<string, string>(), new Map<string, string>()];
  /** The entries of corrections by sort key, and those that there should be. */
  const [listedCorrections, corrections] = [new Map<string, Corrected>(), new Map<string, Corrected>()];
  const comments = new Map<string, CommentOutline>();
  const roots = new Set<string>();
  const threadLengths = new Map<string, number>();
  /** The number of comments that keep a place in its thread, by id: the stored counter, and the true number. */
  const replies = new Map<string, number>();
  const keepers = new Map<string, number>();
  const keptBy = (id: string) => keepers.get(id) ?? 0;
  const once = interning();

  const placeAt = (pk: string) => getOrAdd(places, pk, (): Place => ({ articles: [] }));

  const takeSubmission = (item: Item) => {
    const submission = fromSubmissionItem(item);
    const { id, email, thread, verdict, published, person, expiresAt, reportedAt } = submission;
    if (isReported(submission) && reportedAt !== undefined) toLookAt.add(id);
    emails.add(normalEmail(email));
    if (person !== '') hashes.add(person);
    if (published) {
      const place = `${threadPartition(thread)} ${published.sortKey}`;
      awaited.set(id, { place, verdict });
    } else if (verdict === 'published') tell('comment-missing', `${id} is published, and has no place`);
    const { range } = threadPlace(thread, verdict);
    const isPlaced = item.status === verdictPartition(verdict) && String(item.onThreadSince).startsWith(range.low);
    if (!isPlaced) tell('submission-misplaced', `${id} is ${verdict}, and an index has it elsewhere`);
    const mayStay = verdict !== 'spam' && verdict !== 'rejected';
    if (!mayStay && !(Number(expiresAt) <= lastEnd)) tell('kept-too-long', `${id} is ${verdict} until ${expiresAt}`);
  };

  const takeComment = (comment: PublishedComment & Item) => {
    const { pk, sk, id, thread, parentId, answers, depth, root, waiting = false } = comment;
    const isVisible = isShown(comment);
    const where = `${id} in ${pk}`;
    comments.set(id, { pk: once(pk), sk, thread: once(thread), parentId, answers, depth, isVisible });
    if (isVisible) threadLengths.set(pk, (threadLengths.get(pk) ?? 0) + 1);
    if (!isReplyKey(sk)) roots.add(`${pk} ${sk}`);
    if (root !== (isReplyKey(sk) ? rootOf(sk) : null)) tell('reply-rootless', `${where} is not under its root ${root}`);
    const expected = awaited.get(id);
    if (expected?.place === `${pk} ${sk}` && (expected.verdict === 'published') === isVisible) {
      awaited.delete(id);
      if (!isVisible && waiting !== (expected.verdict === 'held')) {
        tell('placeholder-untrue', `${where} is ${expected.verdict}, and its placeholder says otherwise`);
      }
    } else if (isVisible) tell('comment-unapproved', `${where} has no submission that is published there`);
    const { name, website = null, body } = comment;
    if (!isVisible && (name !== '' || website !== null || body !== '')) {
      tell('placeholder-speaks', `${where} is ${waiting ? 'waiting' : 'removed'}, and shows what it was`);
    }
  };

  const checkEntries = (slug: string, article: Outline | undefined) => {
    const shown = entries.get(slug) ?? [];
    for (const { listing, card, section } of shown) {
      if (!article) tell('entry-orphaned', `${listing} lists ${slug}, and there is no such article`);
      else if (!article.listings.includes(listing))
        tell('entry-foreign', `${listing} lists ${slug}, not one of its own`);
      else if (card !== article.card || names.id(section) !== names.id(article.section))
        tell('entry-different', `${listing} shows another ${slug} than the article`);
    }
    for (const listing of article?.listings ?? []) {
      if (!shown.some((each) => each.listing === listing)) tell('entry-missing', `${slug} is not in ${listing}`);
    }
  };

  const checkPlace = (pk: string, { articles, tally, movedTo, isGone }: Place) => {
    const [article] = articles;
    const document = isPage(pk) ? 'page' : 'article';
    if (movedTo !== undefined) {
      const target = places.get((isPage(pk) ? pagePartition : articlePartition)(movedTo));
      if (!target?.isGone && !target?.articles.length)
        tell('moved-astray', `${pk} leads to ${movedTo}, where nothing is`);
    }
    if (!article) return;
    const { slug, thread, section, publishedAt, tags, tagNames, authors } = article;
    if (articles.length > 1) tell('article-twice', `${slug} has ${articles.length} articles`);
    else if (document === 'article') checkEntries(slug, article);
    const length = threadLengths.get(threadPartition(thread)) ?? 0;
    if (document === 'article') {
      if (tally === undefined) tell('tally-missing', `${slug} has no tally`);
      else if (tally !== length) tell('tally-wrong', `${slug} counts ${tally} comments, and its thread has ${length}`);
      if (publishedAt <= toInstant(now) && (isGone || movedTo !== undefined)) {
        tell('slug-torn', `${slug} is out, and has ${isGone ? 'gone' : 'moved'} too`);
      }
      for (const author of authors) {
        if (moved.has(author)) tell('author-unfinished', `${slug} names ${author}, which is ${moved.get(author)}`);
      }
      for (const tag of tags) {
        if (tagNames[tag] !== named.get(tag)) tell('tag-outdated', `${slug} has the tag ${tag} by another name`);
      }
      const own = names.find(section);
      if (!own) tell('section-not-found', `${slug} is in ${section}, and there is no such section`);
      else if (idOf(own) !== section) tell('merge-unfinished', `${slug} is listed in ${section}, which is ${own.name}`);
    } else if (names.find(slug)) tell('address-twice', `${slug} is a page, and a section`);
    const copy = copies.get(copyPartition(claims.get(claimKey(slug, document).pk) ?? ''));
    if (copy && (copy.phase !== 'released' || copy.releasedSlug !== slug)) {
      tell('release-unknown', `${slug} is public, and its working copy ${copy.id} has not released it`);
    }
  };

  const checkCopy = (pk: string, copy: Copy) => {
    const { id, document, phase, thread, releasedSlug, publishedAt, revision } = copy;
    if (phase === 'withdrawn' && document !== 'page') {
      const tally = places.get(articlePartition(releasedSlug ?? ''))?.tally ?? 0;
      const length = threadLengths.get(threadPartition(thread ?? '')) ?? 0;
      if (tally !== length) {
        tell('tally-wrong', `${releasedSlug} counts ${tally} comments, and its thread has ${length}`);
      }
    }
    if (phase === 'released') {
      const partitionOf = document === 'page' ? pagePartition : articlePartition;
      const released = places.get(partitionOf(releasedSlug ?? ''))?.articles ?? [];
      if (!released.some((article) => article.publishedAt === publishedAt)) {
        tell('release-missing', `${id} has released ${releasedSlug} for ${publishedAt}, and there is no such article`);
      }
    }
    for (const [what, claim] of claimsOf(copy)) {
      if (claims.get(claim) !== id) tell('claim-missing', `${id} has no claim on its ${what}`);
    }
    if (newestRevisions.get(pk) !== revision)
      tell('revision-missing', `${id} has no revision ${revision} as its newest`);
  };

  const checkClaim = (pk: string, id: string) => {
    const copy = copies.get(copyPartition(id));
    if (!copy) tell('claim-orphaned', `${pk} is held by ${id}, and there is no such working copy`);
    else if (!claimsOf(copy).some(([, claim]) => claim === pk)) {
      tell('claim-foreign', `${pk} is held by ${id}, which has another`);
    }
  };

  const checkComment = (id: string, { pk, sk, thread, parentId, depth, isVisible }: CommentOutline) => {
    const where = `${id} in ${pk}`;
    const [counted, kept] = [replies.get(id) ?? 0, keptBy(id)];
    const place = { id, thread, root: rootOf(sk) };
    if (!isVisible && kept === 0)
      tell('placeholder-idle', `${where} shows nothing, nor does anything under it`, { place });
    else if (replies.has(id) && counted !== kept) {
      tell('replies-miscounted', `${where} counts ${counted} that keep it, and there are ${kept}`, { place });
    }
    if (!roots.has(`${pk} ${rootOf(sk)}`)) tell('reply-rootless', `${where} hangs under a root that is not there`);
    const parent = parentId === null ? undefined : comments.get(parentId);
    if (parentId !== null && parent?.pk !== pk)
      tell('reply-parentless', `${where} answers ${parentId}, which is not there`);
    else if (depth !== (parent ? parent.depth + 1 : 0) || depth > MAX_DEPTH)
      tell('reply-depth', `${where} has the depth ${depth}`);
  };

  const checkEdition = (item: Item & Edition) => {
    const { pk, sk } = item;
    const place = parseEditionKey(item);
    const where = `${pk} ${sk}`;
    const isFront = place && (place.front === FRONT_PAGE || sections.has(place.front));
    if (!isFront || place.from !== item.from) tell('front-not-found', `${where} is of no front, or of another instant`);
    if (!versioned.has(pk)) tell('front-unversioned', `${where} is there, and its front has no version`);
    const slugs = slotsOf(item).flatMap(({ slot }) => ('newest' in slot ? [] : [slot.slug]));
    const twice = slugs.find((slug, index) => slugs.indexOf(slug) !== index);
    if (twice !== undefined) tell('front-twice', `${where} has ${twice} twice`);
  };

  /** Where articles, pages, sections and authors were, as the tables say. */
  function* formerAddresses(): Generator<FormerAddress> {
    for (const { id, document, formerSlugs, section } of copies.values()) {
      const { name: kind, pathOf } = document === 'page' ? pageForm : articleForm;
      for (const name of formerSlugs) {
        yield { kind, name, from: pathOf({ section: names.present(section), slug: name }), owner: id };
      }
    }
    for (const section of [...sections.values()].flat()) {
      for (const name of section.formerNames ?? []) {
        yield { kind: 'section', name, from: sectionPath(name), owner: idOf(section) };
      }
    }
    for (const slug of moved.keys()) yield { kind: 'author', name: slug, from: authorPath(slug), owner: slug };
  }
  const checkFormerAddresses = () => {
    const left = new Map(listedFormer);
    for (const listed of formerAddresses()) {
      const id = formerId(listed.kind, listed.name);
      const owner = left.get(id);
      left.delete(id);
      const isOwn = listed.kind === 'section' ? names.id(owner ?? '') === listed.owner : owner === listed.owner;
      if (!isOwn) tell('former-address-missing', `${id} is not in the list of redirects`, { former: { id, listed } });
    }
    for (const id of left.keys()) {
      const what = `${id} is in the list of redirects, and is nobody’s former address`;
      tell('former-address-astray', what, { former: { id } });
    }
  };

  return {
    takeNewsroom(item) {
      const { pk } = item;
      library.takeNewsroom(item);
      redirects.takeNewsroom(item);
      if (item.type === 'copy') copies.set(pk, outlineOf(item as Item & Copy));
      if (item.type === 'claim') claims.set(pk, String(item.article));
      if (item.type === 'revision') {
        newestRevisions.set(pk, Math.max(newestRevisions.get(pk) ?? 0, Number(item.revision)));
      }
      if (item.type === 'submission') takeSubmission(item);
      if (item.type === 'place' && item.counted) replies.set(submissionOf(pk), Number(item.replies));
      if (item.type === 'reported') waiting.add(reportedOf(pk));
      if (item.type === 'guard') {
        for (const part of pk.split('#')) if (part.length === HASH_LENGTH) hashes.add(part);
        if (!(Number(item.expiresAt) <= lastEnd)) {
          tell('kept-too-long', `${pk.split('#', 1)[0]} is guarded until ${item.expiresAt}`);
        }
      }
      if (item.type === 'front') versioned.add(pk);
      if (item.type === 'former-address') listedFormer.set(parseFormerAddressKey(item.sk) ?? '', String(item.owner));
      if (item.type === 'standing') hashes.add(pk.slice(standingKey('').pk.length));
    },

    takePublished(stored) {
      const { pk, sk } = stored;
      const item = stored.type === 'article' ? { ...stored, body: bodyOf(stored) } : stored;
      library.takePublished(stored);
      redirects.takePublished(stored);
      for (const { rule, path } of leaksIn(item, { emails, hashes })) tell(rule, `${pk} ${sk}, attribute ${path}`);
      if (item.type === 'author' && item.movedTo !== undefined) moved.set(String(item.slug), String(item.movedTo));
      if (item.type === 'tag') named.set(String(item.tag), String(item.name));
      if (item.type === 'article') {
        const article = readArticle(item);
        placeAt(pk).articles.push(articleOutline(article, once));
        if (isPage(pk)) pages.set(article.slug, pageDigest(article));
        for (const [{ sk: sortKey }, entry] of correctionEntries(article)) {
          corrections.set(sortKey, { slug: article.slug, card: digest(fromCorrectionItem({ ...entry })) });
        }
      }
      if (item.type === 'paper-settings' && !isPaper(item)) tell('paper-invalid', `${pk} ${sk}`);
      if (item.type === 'own-page') knownPages.set(String(item.slug), pageDigest(fromOwnPageItem(item)));
      if (item.type === 'correction') {
        listedCorrections.set(sk, { slug: String(item.slug), card: digest(fromCorrectionItem(item)) });
      }
      if (item.type === 'tally') placeAt(pk).tally = Number(item.comments);
      if (item.type === 'moved') placeAt(pk).movedTo = String(item.to);
      if (item.type === 'gone') placeAt(pk).isGone = true;
      if (item.type === 'entry') {
        const card = fromEntry(item);
        const { section, ...rest } = card;
        getOrAdd(entries, card.slug, () => []).push({
          listing: once(pk),
          card: once(digest(sk, rest)),
          section: once(section),
        });
      }
      if (item.type === 'section') {
        const section = item as Item & Section;
        getOrAdd(sections, section.name, () => []).push(section);
      }
      if (item.type === 'edition') editions.push(item);
      if (item.type === 'comment') takeComment(item as Item & PublishedComment);
    },

    violations() {
      names = sectionNames([...sections.values()].flat());
      for (const [pk, place] of places) checkPlace(pk, place);
      for (const slug of entries.keys()) {
        if (!places.get(articlePartition(slug))?.articles.length) checkEntries(slug, undefined);
      }
      for (const slug of new Set([...pages.keys(), ...knownPages.keys()])) {
        if (pages.get(slug) !== knownPages.get(slug)) tell('page-unlisted', `${slug} is not known as it is`);
      }
      for (const [sortKey, { slug, card }] of corrections) {
        if (listedCorrections.get(sortKey)?.card === card) continue;
        tell('correction-missing', `${sortKey} is not in the list as it is`, { correction: { slug, sortKey } });
      }
      for (const [sortKey, { slug }] of listedCorrections) {
        if (corrections.has(sortKey)) continue;
        tell('correction-astray', `${sortKey} is in the list, and no article has it`, {
          correction: { slug, sortKey },
        });
      }
      for (const [name, { length }] of sections) {
        if (length > 1) tell('section-twice', `${name} is there ${length} times`);
      }
      for (const edition of editions) checkEdition(edition as Item & Edition);
      for (const { parentId, answers, isVisible } of comments.values()) {
        for (const kept of [parentId, isVisible ? answers : undefined]) if (kept) keepers.set(kept, keptBy(kept) + 1);
      }
      for (const [id, comment] of comments) checkComment(id, comment);
      for (const id of toLookAt.difference(waiting)) tell('reported-misplaced', `${id} is reported, and does not wait`);
      for (const id of waiting.difference(toLookAt)) tell('reported-misplaced', `${id} waits, and is not reported`);
      for (const [id, { place, verdict }] of awaited) {
        if (verdict === 'published') tell('comment-missing', `${id} is published as ${place}, and is not there`);
        else if (keptBy(id) > 0)
          tell('placeholder-missing', `${id} was published as ${place}, and has no placeholder there`);
      }
      for (const [pk, copy] of copies) checkCopy(pk, copy);
      for (const [pk, id] of claims) checkClaim(pk, id);
      checkFormerAddresses();
      library.end();
      redirects.end();
      return found.sort((one, other) => lineOf(one).localeCompare(lineOf(other)));
    },
  };
}

/** A violation as a line of output. */
export const lineOf = ({ rule, what }: Violation) => `${rule}: ${what}`;

const outlineOf = ({
  id,
  document,
  phase,
  slug,
  thread,
  releasedSlug,
  formerSlugs,
  publishedAt,
  revision,
  source = null,
  section,
}: Copy): Copy => ({
  id,
  document,
  phase,
  slug,
  thread,
  releasedSlug,
  formerSlugs,
  publishedAt,
  revision,
  source,
  section,
});

const readArticle = itemReader(PublishedArticle);

function articleOutline(article: PublishedArticle, once: (text: string) => string): Outline {
  const shown = entriesOf(article).map(([key, entry]) => {
    const { section: _, ...card } = fromEntry(entry);
    return { ...key, card };
  });
  const { slug, thread, section, publishedAt, tags, tagNames = {} } = article;
  return {
    tags: tags.map(once),
    authors: article.byline.map((author) => once(author.slug)),
    tagNames,
    slug,
    thread,
    section: once(section),
    publishedAt,
    listings: [...new Set(shown.map(({ pk }) => once(pk)))],
    card: once(shown[0] ? digest(shown[0].sk, shown[0].card) : ''),
  };
}

/** The claims that a working copy must hold: a description and the partition key of each. */
const claimsOf = ({ document, slug, releasedSlug, formerSlugs, source }: Copy) => [
  ...[...new Set([slug, ...(releasedSlug === null ? [] : [releasedSlug]), ...formerSlugs])].map(
    (each) => [`slug ${each}`, claimKey(each, document).pk] as const,
  ),
  ...(source === null ? [] : [[`source ${source}`, sourceKey(source).pk] as const]),
];

const articleForm = { name: 'article', pathOf: articleUrl } as const;
const pageForm = { name: 'page', pathOf: ({ slug }: { readonly slug: string }) => pageUrl(slug) } as const;

const isPage = (pk: string) => pk.startsWith(pagePartition(''));

/** A digest of what is known of a page beside the sections. */
const pageDigest = ({ slug, headline, language, publishedAt, updatedAt, lists }: OwnPage) =>
  digest(slug, headline, language, publishedAt, updatedAt, lists ?? null);

/** A digest that ignores the order of an object's fields, which DynamoDB does not keep. */
function digest(...values: readonly unknown[]): string {
  const sorted = (_: string, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return hash('sha256', JSON.stringify(values, sorted), 'base64');
}

const normalEmail = (email: unknown) => String(email).trim().toLowerCase();

/** Personal data of commenters that must stay in the Newsroom. */
interface Secrets {
  readonly emails: ReadonlySet<string>;
  readonly hashes: ReadonlySet<string>;
}

/** The attributes of a value, at any depth, that are named `email` or contain one of the secrets. */
function* leaksIn(
  value: unknown,
  secrets: Secrets,
  path = '',
): Generator<{ readonly rule: Rule; readonly path: string }> {
  if (typeof value === 'string') {
    if (value.includes('@') && secrets.emails.has(normalEmail(value))) yield { rule: 'email-value', path };
    if (hashesIn(value).some((each) => secrets.hashes.has(each))) yield { rule: 'hash-value', path };
    if (isIP(value.trim()) !== 0) yield { rule: 'network-value', path };
  }
  if (value === null || typeof value !== 'object') return;
  for (const [name, each] of Object.entries(value)) {
    const inner = path === '' ? name : `${path}.${name}`;
    if (name.toLowerCase() === 'email') yield { rule: 'email-attribute', path: inner };
    else yield* leaksIn(each, secrets, inner);
  }
}

/** All substrings of a text that could be a keyed hash, also within longer words. */
const hashesIn = (text: string): string[] =>
  (text.match(LONG_TOKEN) ?? []).flatMap((token) =>
    Array.from({ length: token.length - HASH_LENGTH + 1 }, (_, at) => token.slice(at, at + HASH_LENGTH)),
  );

/** Interns strings, so that a listing's name is in memory once and not once for each entry. */
function interning(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => getOrAdd(known, text, () => text);
}

function getOrAdd<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const present = map.get(key);
  if (present !== undefined) return present;
  const value = make();
  map.set(key, value);
  return value;
}
