import type { ArchiveStore } from '../articles/archiveStore.ts';
import { areCommentsOpen } from '../articles/areCommentsOpen.ts';
import type { CorrectionStore } from '../articles/correctionStore.ts';
import { inSections } from '../articles/inSections.ts';
import type { Listing } from '../articles/keys.ts';
import type { PageStore } from '../articles/pageStore.ts';
import { readCorrections, readListing } from '../articles/read.ts';
import { followRedirects } from '../articles/redirects.ts';
import { articleUrl } from '../articles/schema.ts';
import type { ArticleStore } from '../articles/store.ts';
import { toArticle, toCard, toPage } from '../articles/wire.ts';
import { toAuthor } from '../authors/read.ts';
import type { AuthorStore } from '../authors/store.ts';
import { readWithThread } from '../comments/threads/read.ts';
import { CONVERSATIONS } from '../comments/threads/readThreadPage.ts';
import { CommentId } from '../comments/threads/schema.ts';
import type { ThreadStore } from '../comments/threads/store.ts';
import { threadList } from '../comments/threads/wire.ts';
import type { FrontReading } from '../fronts/readFront.ts';
import { NO_PAPER } from '../sections/menus.ts';
import { listingOf } from '../sections/names.ts';
import { pageUrl } from '../sections/ownPages.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { isCursorOf, renewCursor } from '../shared/api/cursor.ts';
import { redirection } from '../shared/api/reply.ts';
import type { Operations } from '../shared/api/route.ts';
import { hasCome } from '../shared/data/reading.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import { firstInstant, monthAfter, monthOf } from '../shared/month.ts';
import { shownTag } from '../tags/schema.ts';
import type { TagStore } from '../tags/store.ts';
import { authorPath, feedPaths, sectionPath, withQuery } from './addresses.ts';
import { page } from './answer.ts';
import { articlePage, emptyForm, RELATED } from './articlePage.ts';
import { isForPrograms } from './failure.ts';
import { frontPage, sectionFrontPage } from './frontPage.ts';
import { createNewest } from './newest.ts';
import { ownPage } from './ownPage.ts';
import { PER_PAGE } from './readFrontPage.ts';
import { renderDocs, renderListing } from './render.tsx';
import type { pageRoutes } from './routes.ts';
import { pageSite, type Theme } from './site.ts';
import type { Subject } from './view.ts';

export interface PageReading extends FrontReading {
  readonly articles: ArticleStore;
  readonly pages: PageStore;
  readonly corrections: CorrectionStore;
  readonly archive: Pick<ArchiveStore, 'begin'>;
  readonly threads: ThreadStore;
  readonly authors: Pick<AuthorStore, 'find'>;
  readonly tags: TagStore;
  readonly sections: SectionCatalogue;
  readonly clock: Clock;
  /** Signs the time of rendering, if the form has one. It is part of the page, and so of its ETag. */
  readonly formToken: (now: Date) => Promise<string>;
  /** Whether the site sends mail; without, the form does not offer notifications. */
  readonly hasSender: boolean;
  readonly theme: Theme;
  /** Yields the reference of the API: safe HTML, rendered by the build (infra/openapi/renderReference.ts). */
  readonly reference: () => string;
}

/** The pages of articles and listings. */
export function readPages(reading: PageReading): Operations<typeof pageRoutes> {
  const { articles, archive, threads, authors, tags, sections, clock, formToken, hasSender, theme, reference } =
    reading;
  const newest = createNewest(reading, RELATED + 1);
  const present = { articles: followRedirects(inSections(articles, sections)), threads, clock };

  const ownPages = followRedirects(reading.pages);
  const lists = async (slug: string) => (await sections.pages()).find((each) => each.slug === slug)?.lists;

  const siteAt = async (origin: string) => pageSite(origin, theme, await sections.paper(), clock());
  const list = (listing: Listing, cursor: string | undefined, stretch?: { from: string; to: string }) =>
    readListing(reading, listing, { limit: PER_PAGE, cursor, from: stretch?.from, to: stretch?.to });
  const show = async (
    subject: Subject,
    { entries, titles, now, next, previous }: Awaited<ReturnType<typeof list>>,
    cursor: string | undefined,
    origin: string,
  ) => {
    const cards = entries.map((entry) => toCard(entry, titles, now));
    const site = await siteAt(origin);
    return page(renderListing({ subject, cards, cursor, next, previous }, site), site);
  };

  return {
    showFront: async ({ request: { origin } }) => frontPage(reading, await siteAt(origin)),

    showSection: async ({ params: { section: name }, query: { cursor }, request: { origin, path } }) => {
      if (isForPrograms(path)) throw nothingHere();
      const section = (await sections.names()).find(name);
      if (section) {
        if (section.name !== name) {
          // A page of a list that went into another is no more.
          const kept = cursor && isCursorOf(listingOf(section), cursor) ? cursor : null;
          return redirection(301, withQuery(sectionPath(section.name), { cursor: kept }));
        }
        if (cursor === undefined) return sectionFrontPage(reading, section, await siteAt(origin));
        return show({ kind: 'section', section }, await list(listingOf(section), cursor), cursor, origin);
      }
      // A page may be at the address of no section, so nothing is asked for twice.
      const now = clock();
      const [{ article: stored }, corrections, site] = await Promise.all([
        ownPages.read(name, now),
        (await lists(name)) === 'corrections' ? readCorrections(reading, { limit: PER_PAGE, cursor }) : null,
        siteAt(origin),
      ]);
      if (stored.slug !== name) return redirection(301, pageUrl(stored.slug));
      const shown = toPage(stored, now);
      return ownPage(shown, shown.lists && corrections && { ...corrections, cursor }, site);
    },

    showArticle: async ({
      params: { section, slug },
      query: { cursor, replyTo, ...query },
      request: { origin, path },
    }) => {
      // The gateway sends every address without a route here, including unknown ones of the API.
      if (isForPrograms(path)) throw nothingHere();
      // WordPress has its feeds there; no article can have this slug, because it is reserved.
      if (slug === 'feed') return redirection(301, feedPaths(sectionPath(section)).rss);
      const now = clock();
      const order = query.order === 'newest' ? 'newest' : 'oldest';
      const [{ thread, ...visible }, beside, titles, site, rendered, rules] = await Promise.all([
        readWithThread(present, { slug, limit: CONVERSATIONS, order, cursor }),
        newest(section),
        sections.titles(),
        siteAt(origin),
        formToken(now),
        sections.threadRules(section),
      ]);
      const { article: published, commentCount: count } = visible;
      if (published.slug !== slug || published.section !== section) {
        // The same page of the thread, and the reply that was begun.
        const query = {
          cursor: cursor && renewCursor(threadList(slug, order), cursor, threadList(published.slug, order)),
          order: order === 'newest' ? order : null,
          replyTo: CommentId.safeParse(replyTo).data,
        };
        return redirection(301, withQuery(articleUrl(published), query));
      }

      const article = toArticle(published, { count, open: areCommentsOpen(visible, rules, now) }, titles, now);
      const form = () => emptyForm(article, thread.items, replyTo, { rendered, rules, hasSender });
      return articlePage(
        {
          article,
          beside,
          titles,
          now,
          thread: { comments: thread.items, order, cursor, next: thread.next, previous: thread.previous },
          form: article.comments.open ? form() : null,
        },
        site,
      );
    },

    showTag: async ({ params: { tag }, query: { cursor }, request: { origin } }) => {
      const [named, listed] = await Promise.all([tags.find(tag), list(`tag/${tag}`, cursor)]);
      if (listed.entries.length === 0) throw nothingHere();
      return show({ kind: 'tag', tag: shownTag(tag, named) }, listed, cursor, origin);
    },

    showAuthor: async ({ params: { author: slug }, query: { cursor }, request: { origin } }) => {
      const [author, listed] = await Promise.all([authors.find(slug), list(`author/${slug}`, cursor)]);
      if (author && 'movedTo' in author) return redirection(301, authorPath(author.movedTo));
      const shown = toAuthor(slug, author, listed.entries[0], listed.now);
      return show({ kind: 'author', author: shown }, listed, cursor, origin);
    },

    showMonth: async ({ params: { month }, query: { cursor }, request: { origin } }) => {
      const now = clock();
      const { timeZone } = (await siteAt(origin)).settings;
      const from = firstInstant(month, timeZone);
      if (!hasCome(from, now)) throw nothingHere();
      const to = firstInstant(monthAfter(month, 1), timeZone);
      const [begin, listed] = await Promise.all([archive.begin(now), list('latest', cursor, { from, to })]);
      const first = begin && monthOf(begin, timeZone);
      if (!first || month < first) throw nothingHere();
      const earlier = month > first ? monthAfter(month, -1) : null;
      const later = hasCome(to, now) ? monthAfter(month, 1) : null;
      return show({ kind: 'archive', month, earlier, later }, listed, cursor, origin);
    },

    showDocs: async ({ request: { origin } }) => {
      const site = pageSite(origin, theme, { ...NO_PAPER, settings: await sections.settings() });
      return page(renderDocs({ reference: reference() }, site), site);
    },
  };
}

const nothingHere = () => new Failure('address-not-found', ({ failures }) => failures.nothingHere);
