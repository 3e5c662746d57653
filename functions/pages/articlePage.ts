import type { Article } from '../articles/article.ts';
import type { ListedArticle } from '../articles/fields.ts';
import { toCard } from '../articles/wire.ts';
import { isShown } from '../comments/threads/schema.ts';
import type { ThreadRules } from '../sections/threadRules.ts';
import type { Reply, ReplyDetails } from '../shared/api/reply.ts';
import { withQuery } from './addresses.ts';
import { keepingPage, page } from './answer.ts';
import { renderArticle } from './render.tsx';
import { breadcrumbList, jsonLd, newsArticle } from './structuredData.ts';
import type { ArticleView, ReplyFormView, Site, ThreadView } from './view.ts';

/** Number of related articles. */
export const RELATED = 4;

/** The data of an article's page. */
export interface ShownArticle extends Pick<ArticleView, 'thread' | 'form'> {
  readonly article: Article;
  /** The newest articles of the section, possibly including this one. */
  readonly beside: readonly ListedArticle[];
  readonly titles: ReadonlyMap<string, string>;
  readonly now: Date;
}

export const articlePage = (
  { article, beside, titles, now, thread, form }: ShownArticle,
  site: Site,
  details?: ReplyDetails,
): Reply =>
  (form ? keepingPage : page)(
    renderArticle(
      {
        article,
        thread,
        form,
        related: beside
          .filter(({ slug }) => slug !== article.slug)
          .slice(0, RELATED)
          .map((each) => toCard(each, titles, now)),
        jsonLd: jsonLd(newsArticle(article, site), breadcrumbList(article, site)),
      },
      site,
    ),
    site,
    details,
  );

/** The form of a cached page: empty, because the page is the same for everybody. */
export function emptyForm(
  { slug, comments }: Pick<ArticleView['article'], 'slug' | 'comments'>,
  shown: ThreadView['comments'],
  replyTo: string | undefined,
  around: { readonly rendered: string | undefined; readonly rules: ThreadRules; readonly hasSender: boolean },
): ReplyFormView {
  const parent = shown.find((comment) => comment.id === replyTo && isShown(comment));
  return {
    action: comments.url,
    replyTo: parent ? { id: parent.id, name: parent.author.name } : null,
    values: {},
    faults: [],
    offersMail: around.hasSender && around.rules.notifyReplies,
    offersWebsite: around.rules.websiteField,
    remembered: withQuery('/comments/new', { article: slug, replyTo: parent?.id }),
    rendered: around.rendered,
  };
}
