import type { Comment } from '../../comments/threads/schema.ts';
import type { ArticleLink, CommentView, Site } from '../view.ts';
import { Document } from './Document.tsx';
import { Hidden } from './ReplyForm.tsx';
import type { Settings } from './settings.ts';
import { Time } from './times.tsx';

/** A comment's page for its author, after submission. */
export function CommentPage({ view, site }: { readonly view: CommentView; readonly site: Site }) {
  const { article, comment, status, confirmation, change } = view;
  const published = status === 'published';
  const title = published ? 'Your comment is published' : 'Your comment is awaiting moderation';
  return (
    <Document
      site={site}
      head={{ title: `${title} | ${article.section.title} | ${site.title}`, keeps: 'taken' }}
      section={article.section.name}
    >
      <div class="narrow">
        <h1>{title}</h1>
        <p role="status">
          {published
            ? 'Thank you. Everybody can read it now.'
            : 'Thank you. A moderator will read it; until then only you can see it, on this page.'}
        </p>
        <SingleComment comment={comment} settings={site.settings} />
        <p>
          <a href={published ? comment.url : article.url}>Back to “{article.headline}”</a>
        </p>
        {confirmation && (
          <form class="form" method="post" action={confirmation.action}>
            <p>
              Before replies are mailed to you, please confirm your address with the link that is on its way to you.
            </p>
            <Hidden fields={confirmation.hidden} />
            <p>
              <button class="quiet" type="submit">
                Send it again
              </button>
            </p>
          </form>
        )}
        {change && (
          <section aria-labelledby="page-change">
            <h2 class="small-title" id="page-change">
              Change your comment
            </h2>
            <p>
              You may change or delete it until <Time at={change.until} style="time" settings={site.settings} />.
            </p>
            <form class="form" method="post" action={change.edit.post.action}>
              <div class="field">
                <label for="page-text">Comment</label>
                {change.edit.fault && (
                  <p class="fault" id="page-text-fault">
                    {change.edit.fault}
                  </p>
                )}
                <textarea
                  id="page-text"
                  name="comment"
                  rows={8}
                  required
                  data-kept
                  {...(change.edit.fault
                    ? { 'aria-invalid': 'true', 'aria-describedby': 'page-text-fault', autoFocus: true }
                    : {})}
                >
                  {`\n${change.edit.text}`}
                </textarea>
              </div>
              <Hidden fields={change.edit.post.hidden} />
              <p>
                <button type="submit">Save changes</button>
              </p>
            </form>
            <form class="form" method="post" action={change.remove.action}>
              <Hidden fields={change.remove.hidden} />
              <p>
                <button class="quiet" type="submit">
                  Delete comment
                </button>
              </p>
            </form>
          </section>
        )}
      </div>
    </Document>
  );
}

/** The link to a page's article. */
export const ArticleHeading = ({ article: { url, headline, section } }: { readonly article: ArticleLink }) => (
  <header class="article-link">
    <p class="label">
      <a href={`/${section.name}`}>{section.title}</a>
    </p>
    <h1>
      <a href={url}>{headline}</a>
    </h1>
  </header>
);

/** A comment outside its thread. */
export const SingleComment = ({ comment, settings }: { readonly comment: Comment; readonly settings: Settings }) => (
  <figure class="comment single">
    <figcaption>
      <strong>{comment.author.name}</strong> <Time at={comment.publishedAt} style="time" settings={settings} />
    </figcaption>
    {/* Safe HTML from the comment's markup. */}
    <blockquote class="prose" dangerouslySetInnerHTML={{ __html: comment.body }} />
  </figure>
);
