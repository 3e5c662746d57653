import type { BodyStore, FeedTexts } from '../articles/bodyStore.ts';
import type { ListedArticle } from '../articles/fields.ts';
import type { HeadStore } from '../articles/headStore.ts';
import { inSections } from '../articles/inSections.ts';
import type { Listing } from '../articles/keys.ts';
import { type ArticleReading, type CorrectionReading, readCorrections, readListing } from '../articles/read.ts';
import { followRedirects } from '../articles/redirects.ts';
import { articleUrl, descriptionOf } from '../articles/schema.ts';
import { toBody, toCard } from '../articles/wire.ts';
import { toAuthor } from '../authors/read.ts';
import type { AuthorStore } from '../authors/store.ts';
import type { ThreadStore } from '../comments/threads/store.ts';
import { toWire } from '../comments/threads/wire.ts';
import { authorPath, commentFeedPath, feedPaths, sectionPath, tagPath, withQuery } from '../pages/addresses.ts';
import { siteAt, type Theme } from '../pages/site.ts';
import { inFeed } from '../pictures/expand.ts';
import type { Picture } from '../pictures/picture.ts';
import { listingOf } from '../sections/names.ts';
import { type OwnPage, pagesOut, pageUrl } from '../sections/ownPages.ts';
import { redirection } from '../shared/api/reply.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import { shownTag } from '../tags/schema.ts';
import type { TagStore } from '../tags/store.ts';
import { wordsFor } from '../words/words.ts';
import { latest, namesOf } from './entry.ts';
import { renderFeed } from './feed.ts';
import type { feedRoutes } from './routes.ts';
import { renderCommentFeed } from './rss.ts';
import type { FeedFormat, FeedItem, FeedView } from './schema.ts';

/** Entries per page. */
const ENTRIES = 20;

/**
 * Most characters of full texts on a page: a function's response is limited to 6 MB, and escaping can make a text four
 * times as long. Further entries have only their description.
 */
const TEXT_MOST = 1_000_000;

export interface FeedReading extends ArticleReading, CorrectionReading {
  readonly heads: HeadStore;
  readonly threads: Pick<ThreadStore, 'latest'>;
  readonly bodies: BodyStore;
  readonly tags: TagStore;
  readonly authors: AuthorStore;
  readonly theme: Theme;
}

/** Names a feed from its newest entry: an author's name is known only from a byline. */
type Naming = (newest: ListedArticle | undefined) => Named | Promise<Named>;
type Named = Pick<FeedView, 'page' | 'title' | 'description'>;

interface FeedRequest {
  readonly query: { readonly cursor?: string | undefined };
  readonly request: { readonly origin: string };
}

/** Feeds of listings and of comments, and redirects from addresses that feed readers try. */
export function readFeeds(reading: FeedReading): Operations<typeof feedRoutes> {
  const { heads, threads, bodies, tags, authors, sections, theme, clock } = reading;
  const { settings } = theme;
  const { title, description, language } = settings;
  const present = followRedirects(inSections(heads, sections));
  const named = (name: string) => `${name} | ${title}`;

  const itemsOf = (
    entries: readonly ListedArticle[],
    titles: ReadonlyMap<string, string>,
    texts: FeedTexts['bodies'],
    now: Date,
  ) => {
    let room = TEXT_MOST;
    return entries.map((entry): FeedItem => {
      const card = toCard(forSyndication(entry), titles, now);
      const item = { ...card, ...namesOf(entry, theme.words), description: descriptionOf(entry) };
      const text = texts.get(entry.slug);
      if (text === undefined || text.body.length > room) return item;
      const { language } = entry;
      const body = toBody({ ...text, language, pictures: text.pictures.filter(maySyndicate) }, now, inFeed);
      if (body.length > room) return item;
      room -= body.length;
      return { ...item, body };
    });
  };
  const feed = async (format: FeedFormat, listing: Listing, { query, request }: FeedRequest, naming: Naming) => {
    const { cursor } = query;
    const { entries, titles, now, next } = await readListing(reading, listing, {
      limit: ENTRIES,
      cursor,
      from: undefined,
      to: undefined,
    });
    const name = await naming(entries[0]);
    const texts = await bodies.read(settings.feeds.fullText ? entries : []);
    const items = itemsOf(entries, titles, texts.bodies, now);
    const updatedAt = latest([...items.map((item) => item.updatedAt), ...(texts.removedAt ? [texts.removedAt] : [])]);
    const view = { ...name, language, cursor: cursor ?? null, next, items, updatedAt };
    return renderFeed(format, view, siteAt(request.origin, theme));
  };

  const ofSite = (format: FeedFormat) => (input: FeedRequest) =>
    feed(format, 'latest', input, () => ({ page: '/', title, description }));

  const ofCorrections = async (format: FeedFormat, { slug, headline }: OwnPage, { query, request }: FeedRequest) => {
    const { cursor } = query;
    const { items, next } = await readCorrections(reading, { limit: ENTRIES, cursor });
    const view: FeedView = {
      page: pageUrl(slug),
      title: named(headline),
      description: theme.words.feed.corrections,
      language,
      cursor: cursor ?? null,
      next,
      updatedAt: items[0]?.at,
      items: items.map(({ at, note, headline: about, ...item }) => ({
        ...item,
        headline: about,
        title: (wordsFor(item.language) ?? theme.words).feed.correction(about),
        labels: [],
        kind: 'news',
        label: 'none',
        kicker: '',
        shortHeadline: '',
        standfirst: '',
        description: note,
        byline: [],
        tags: [],
        image: null,
        publishedAt: at,
        updatedAt: at,
        correctedAt: at,
      })),
    };
    return renderFeed(format, view, siteAt(request.origin, theme));
  };

  const ofSection =
    (format: FeedFormat) =>
    async ({ params, ...input }: FeedRequest & { readonly params: { readonly section: string } }) => {
      const pages = pagesOut(await sections.pages(), clock());
      const listing = pages.find(({ slug, lists }) => slug === params.section && lists === 'corrections');
      if (listing) return ofCorrections(format, listing, input);
      const section = (await sections.names()).find(params.section) ?? (await sections.require(params.section));
      const path = sectionPath(section.name);
      if (section.name !== params.section) {
        return redirection(301, withQuery(feedPaths(path)[format], { cursor: input.query.cursor }));
      }
      return feed(format, listingOf(section), input, () => ({
        page: path,
        title: named(section.title),
        description: section.description,
      }));
    };

  const ofTag =
    (format: FeedFormat) =>
    async ({ params: { tag }, ...input }: FeedRequest & { readonly params: { readonly tag: string } }) => {
      const naming = tags.find(tag);
      return feed(format, `tag/${tag}`, input, async (newest) => {
        const { name, description } = shownTag(tag, await naming);
        if (!newest) throw new Failure('address-not-found', ({ failures }) => failures.noTag(tag));
        return {
          page: tagPath(tag),
          title: named(name),
          description: description || theme.words.feed.about(name),
        };
      });
    };

  const ofAuthor =
    (format: FeedFormat) =>
    async ({ params: { author: slug }, ...input }: FeedRequest & { readonly params: { readonly author: string } }) => {
      const author = await authors.find(slug);
      if (author && 'movedTo' in author) return redirection(301, feedPaths(authorPath(author.movedTo))[format]);
      return feed(format, `author/${slug}`, input, (newest) => {
        const { name } = toAuthor(slug, author, newest, clock());
        return { page: authorPath(slug), title: named(name), description: theme.words.feed.by(name) };
      });
    };

  const leadTo = (address: string) => async () => redirection(301, address);
  const { rss, atom } = feedPaths('/');

  return {
    siteRss: ofSite('rss'),
    siteAtom: ofSite('atom'),
    siteJson: ofSite('json'),
    sectionRss: ofSection('rss'),
    sectionAtom: ofSection('atom'),
    sectionJson: ofSection('json'),
    tagRss: ofTag('rss'),
    tagAtom: ofTag('atom'),
    tagJson: ofTag('json'),
    authorRss: ofAuthor('rss'),
    authorAtom: ofAuthor('atom'),
    authorJson: ofAuthor('json'),

    feedMoved: leadTo(rss),
    feedXmlMoved: leadTo(rss),
    rssMoved: leadTo(rss),
    rssXmlMoved: leadTo(rss),
    indexXmlMoved: leadTo(rss),
    atomXmlMoved: leadTo(atom),

    commentsRss: async ({ params: { section, slug }, request: { origin } }) => {
      const now = clock();
      // Read both at once, because nearly every article still has its first slug, which names the thread.
      const [{ article }, likely] = await Promise.all([present.read(slug, now), threads.latest(slug, ENTRIES, now)]);
      const url = articleUrl(article);
      if (article.slug !== slug || article.section !== section) return redirection(301, commentFeedPath(url));
      const comments = article.thread === slug ? likely : await threads.latest(article.thread, ENTRIES, now);
      const { headline, language } = article;
      // The feed is in the article's language, as its comments are.
      const { feed: words } = wordsFor(language) ?? theme.words;
      return renderCommentFeed(
        { article: { headline, url, language }, comments: comments.map(toWire), words },
        siteAt(origin, theme),
      );
    },
  };
}

const maySyndicate = ({ notFor }: Pick<Picture, 'notFor'>) => !notFor?.includes('syndication');

/** An entry without a picture that may not be shown elsewhere. */
const forSyndication = (entry: ListedArticle): ListedArticle =>
  entry.image && 'id' in entry.image && !maySyndicate(entry.image) ? { ...entry, image: null } : entry;
