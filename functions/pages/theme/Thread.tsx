import { withQuery } from '../addresses.ts';
import { type Branch, branches } from '../branches.ts';
import type { ArticleView, ThreadView } from '../view.ts';
import { Paging } from './ListingPage.tsx';
import type { Settings } from './settings.ts';
import { Time } from './times.tsx';

interface ThreadProps {
  readonly article: Pick<ArticleView['article'], 'url' | 'comments'>;
  readonly thread: ThreadView;
  /** Whether replies are possible. */
  readonly open: boolean;
  readonly settings: Settings;
}

/** A page of an article's comments, with replies nested. */
export function Thread({ article, thread, open, settings }: ThreadProps) {
  const { comments, order, next, previous } = thread;
  const pageAt = (cursor: string | null) =>
    cursor === null ? undefined : `${withQuery(article.url, { order: orderIn(order), cursor })}#comments`;
  const before = { href: pageAt(previous), label: order === 'oldest' ? 'Older comments' : 'Newer comments' };
  const after = { href: pageAt(next), label: order === 'oldest' ? 'Newer comments' : 'Older comments' };
  const pages = (label: string) => <Paging label={label} newer={before} older={after} />;
  return (
    <>
      {(comments.length > 1 || next || previous) && (
        <ul class="links orders" aria-label="Order of comments">
          {(['oldest', 'newest'] as const).map((each) => (
            <li>
              <a
                href={`${withQuery(article.url, { order: orderIn(each) })}#comments`}
                aria-current={each === order ? 'true' : undefined}
                rel="nofollow"
              >
                {each === 'oldest' ? 'Oldest first' : 'Newest first'}
              </a>
            </li>
          ))}
        </ul>
      )}
      {previous && pages('Pages of comments, above')}
      <Replies of={branches(comments)} {...{ article, open, settings }} />
      {pages('Pages of comments')}
    </>
  );
}

/** The default order has no parameter, so that the article has one address. */
const orderIn = (order: ThreadView['order']) => (order === 'oldest' ? undefined : order);

type RepliesProps = Omit<ThreadProps, 'thread'> & { readonly of: readonly Branch[] };

const Replies = ({ of, ...rest }: RepliesProps) =>
  of.length > 0 ? (
    <ol class="thread comments">
      {of.map(({ comment, answers, replies }) => (
        <li>
          {comment.removed || comment.waiting ? (
            <p class="comment removed" id={`comment-${comment.id}`}>
              {comment.removed ? 'This comment was removed.' : 'This comment is waiting for a moderator.'}
            </p>
          ) : (
            <article class="comment" id={`comment-${comment.id}`} aria-labelledby={`comment-${comment.id}-author`}>
              <header>
                <h3 id={`comment-${comment.id}-author`}>{comment.author.name}</h3>
                <p>
                  <a href={comment.url}>
                    <Time at={comment.publishedAt} style="time" settings={rest.settings} />
                  </a>
                  {comment.editedAt && (
                    <>
                      {' '}
                      <span aria-hidden="true">·</span> Edited{' '}
                      <Time at={comment.editedAt} style="time" settings={rest.settings} />
                    </>
                  )}
                </p>
              </header>
              {answers && (
                <p class="answers">
                  In reply to{' '}
                  <a href={`#comment-${answers.id}`}>{answers.author.name || 'a comment that is not shown'}</a>
                </p>
              )}
              {/* Safe HTML from the comment's markup. */}
              <div class="prose comment-words" dangerouslySetInnerHTML={{ __html: comment.body }} />
              <p class="comment-acts">
                {rest.open && (
                  <a
                    href={`${withQuery(rest.article.url, { replyTo: comment.id })}#reply`}
                    rel="nofollow"
                    aria-label={`Reply to ${comment.author.name}`}
                  >
                    Reply
                  </a>
                )}
                <a
                  class="quiet"
                  href={`${comment.url}/report`}
                  rel="nofollow"
                  aria-label={`Report what ${comment.author.name} wrote`}
                >
                  Report
                </a>
              </p>
            </article>
          )}
          <Replies of={replies} {...rest} />
        </li>
      ))}
    </ol>
  ) : null;
