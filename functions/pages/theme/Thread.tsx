import { withQuery } from '../addresses.ts';
import { type Branch, branches } from '../branches.ts';
import type { ArticleView, Site, ThreadView } from '../view.ts';
import { Paging } from './ListingPage.tsx';
import { Time } from './times.tsx';

interface ThreadProps {
  readonly article: Pick<ArticleView['article'], 'url' | 'comments'>;
  readonly thread: ThreadView;
  /** Whether replies are possible. */
  readonly open: boolean;
  readonly site: Site;
}

/** A page of an article's comments, with replies nested. */
export function Thread({ article, thread, open, site }: ThreadProps) {
  const { thread: words } = site.words;
  const { comments, order, next, previous } = thread;
  const pageAt = (cursor: string | null) =>
    cursor === null ? undefined : `${withQuery(article.url, { order: orderIn(order), cursor })}#comments`;
  const before = { href: pageAt(previous), label: order === 'oldest' ? words.older : words.newer };
  const after = { href: pageAt(next), label: order === 'oldest' ? words.newer : words.older };
  const pages = (label: string) => <Paging label={label} newer={before} older={after} />;
  return (
    <>
      {(comments.length > 1 || next || previous) && (
        <ul class="links orders" aria-label={words.orders}>
          {(['oldest', 'newest'] as const).map((each) => (
            <li>
              <a
                href={`${withQuery(article.url, { order: orderIn(each) })}#comments`}
                aria-current={each === order ? 'true' : undefined}
                rel="nofollow"
              >
                {each === 'oldest' ? words.oldestFirst : words.newestFirst}
              </a>
            </li>
          ))}
        </ul>
      )}
      {previous && pages(words.pagesAbove)}
      <Replies of={branches(comments)} article={article} open={open} site={site} />
      {pages(words.pages)}
    </>
  );
}

/** The default order has no parameter, so that the article has one address. */
const orderIn = (order: ThreadView['order']) => (order === 'oldest' ? undefined : order);

type RepliesProps = Omit<ThreadProps, 'thread'> & { readonly of: readonly Branch[] };

const Replies = ({ of, ...rest }: RepliesProps) => {
  const { thread: words } = rest.site.words;
  return of.length > 0 ? (
    <ol class="thread comments">
      {of.map(({ comment, answers, replies }) => (
        <li>
          {comment.removed || comment.waiting ? (
            <p class="comment removed" id={`comment-${comment.id}`}>
              {comment.removed ? words.removed : words.waiting}
            </p>
          ) : (
            <article class="comment" id={`comment-${comment.id}`} aria-labelledby={`comment-${comment.id}-author`}>
              <header>
                <h3 id={`comment-${comment.id}-author`} dir="auto">
                  {comment.author.name}
                </h3>
                <p>
                  <a href={comment.url}>
                    <Time at={comment.publishedAt} style="time" settings={rest.site.settings} />
                  </a>
                  {comment.editedAt && (
                    <>
                      {' '}
                      <span aria-hidden="true">·</span>{' '}
                      {words.edited(<Time at={comment.editedAt} style="time" settings={rest.site.settings} />)}
                    </>
                  )}
                </p>
              </header>
              {answers && (
                <p class="answers">
                  {words.inReplyTo(<a href={`#comment-${answers.id}`}>{answers.author.name || words.notShown}</a>)}
                </p>
              )}
              {/* Safe HTML from the comment's markup. */}
              <div class="prose comment-words" dir="auto" dangerouslySetInnerHTML={{ __html: comment.body }} />
              <p class="comment-acts">
                {rest.open && (
                  <a
                    href={`${withQuery(rest.article.url, { replyTo: comment.id })}#reply`}
                    rel="nofollow"
                    aria-label={words.replyTo(comment.author.name)}
                  >
                    {words.reply}
                  </a>
                )}
                <a
                  class="quiet"
                  href={`${comment.url}/report`}
                  rel="nofollow"
                  aria-label={words.reportOf(comment.author.name)}
                >
                  {words.report}
                </a>
              </p>
            </article>
          )}
          <Replies of={replies} {...rest} />
        </li>
      ))}
    </ol>
  ) : null;
};
