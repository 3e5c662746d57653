import { areCommentsOpen } from '../../articles/areCommentsOpen.ts';
import type { ArticleStore } from '../../articles/store.ts';
import { toArticle } from '../../articles/wire.ts';
import { CONVERSATIONS } from '../../comments/threads/readThreadPage.ts';
import type { ThreadStore } from '../../comments/threads/store.ts';
import { shownOf, threadList, toWire } from '../../comments/threads/wire.ts';
import { articlePage, emptyForm, RELATED } from '../../pages/articlePage.ts';
import { createNewest } from '../../pages/newest.ts';
import { pageSite, type Theme } from '../../pages/site.ts';
import type { SectionCatalogue } from '../../sections/schema.ts';
import { encodeCursor } from '../../shared/api/cursor.ts';
import type { Operations } from '../../shared/api/route.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { toPublished, toSummary, withDropped } from './content.ts';
import type { LibraryUse } from './libraryUse.ts';
import { type Naming, withPresentNames } from './presentNames.ts';
import { type Publication, slugStateOf } from './publication.ts';
import type { previewRoutes } from './routes.ts';
import type { CopyStore } from './store.ts';

export interface Previewing extends Naming {
  readonly copies: Pick<CopyStore, 'readWhole'>;
  readonly publication: Pick<Publication, 'readSlug'>;
  readonly library: Pick<LibraryUse, 'read'>;
  readonly articles: Pick<ArticleStore, 'list'>;
  readonly threads: Pick<ThreadStore, 'read'>;
  /** Creates an empty cache of the sections, so that a preview shows them as they are now. */
  readonly sections: () => SectionCatalogue;
  readonly clock: Clock;
  /** Whether the site sends mail; without, the form does not offer notifications. */
  readonly hasSender: boolean;
  readonly theme: Theme;
}

/** Shows an article as readers would see it if its newest revision were published now. */
export function previewArticles(options: Previewing): Operations<typeof previewRoutes> {
  const { copies, publication, library, articles, threads, clock, hasSender, theme } = options;

  const preview = async (id: string, sections: SectionCatalogue, now: Date) => {
    const { copy, content } = await copies.readWhole(id);
    const publishedAt = copy.publishedAt ?? toInstant(now);
    const thread = copy.thread ?? content.slug;
    const { state, unpublishedChanges } = toSummary(copy, now);
    const updatedAt = state === 'published' && unpublishedChanges ? toInstant(now) : (copy.updatedAt ?? publishedAt);
    const dates = { publishedAt, updatedAt };
    const [article, { comments: count, closed: threadClosed }, titles, rules] = await Promise.all([
      library
        .read(content)
        .then((media) =>
          withPresentNames(toPublished(content, { ...dates, thread, corrections: copy.corrections }, media), options),
        ),
      slugStateOf(publication, copy),
      sections.titles(),
      sections.threadRules(content.section),
    ]);
    const open = areCommentsOpen({ article, threadClosed }, rules, now);
    return { content, article: toArticle(article, { count, open }, titles, now), thread, titles, rules };
  };

  return {
    previewArticle: async ({ params: { id }, request: { words } }) => {
      const { article, content } = await preview(id, options.sections(), clock());
      return { ...article, dropped: withDropped(content, words).dropped };
    },

    previewPage: async ({ params: { id }, request: { origin } }) => {
      const now = clock();
      const sections = options.sections();
      const { article, thread, titles, rules } = await preview(id, sections, now);
      const order = 'oldest';
      const [page, beside, paper] = await Promise.all([
        threads.read({ thread, order, limit: CONVERSATIONS, position: undefined }, now),
        createNewest({ articles, sections, clock: () => now }, RELATED + 1)(article.section.name),
        sections.paper(),
      ]);
      const comments = shownOf(page.comments).map(toWire);
      const next = page.next && encodeCursor(threadList(article.slug, order), page.next);
      const form = article.comments.open
        ? emptyForm(article, comments, undefined, { rendered: undefined, rules, hasSender })
        : null;
      return articlePage(
        // The published version of this article, which may have another slug, is not among the related ones.
        {
          article,
          beside: beside.filter((each) => each.thread !== thread),
          titles,
          now,
          form,
          thread: { comments, order, next, previous: null },
        },
        pageSite(origin, theme, paper, now),
        { headers: { 'x-robots-tag': 'noindex' } },
      );
    },
  };
}
