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
  const words = site.words.ownComment;
  const title = published ? words.published : words.held;
  return (
    <Document
      site={site}
      head={{ title: `${title} | ${article.section.title} | ${site.title}`, keeps: 'taken' }}
      section={article.section.name}
    >
      <div class="narrow">
        <h1>{title}</h1>
        <p role="status">{published ? words.publishedText : words.heldText}</p>
        <SingleComment comment={comment} settings={site.settings} />
        <p>
          <a href={published ? comment.url : article.url}>{words.back(site.words.quote(article.headline))}</a>
        </p>
        {confirmation && (
          <form class="form" method="post" action={confirmation.action}>
            <p>{words.confirmFirst}</p>
            <Hidden fields={confirmation.hidden} />
            <p>
              <button class="quiet" type="submit">
                {words.sendAgain}
              </button>
            </p>
          </form>
        )}
        {change && (
          <section aria-labelledby="page-change">
            <h2 class="small-title" id="page-change">
              {words.change}
            </h2>
            <p>{words.until(<Time at={change.until} style="time" settings={site.settings} />)}</p>
            <form class="form" method="post" action={change.edit.post.action}>
              <div class="field">
                <label for="page-text">{site.words.form.comment}</label>
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
                  dir="auto"
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
                <button type="submit">{words.save}</button>
              </p>
            </form>
            <form class="form" method="post" action={change.remove.action}>
              <Hidden fields={change.remove.hidden} />
              <p>
                <button class="quiet" type="submit">
                  {words.delete}
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
      <strong dir="auto">{comment.author.name}</strong>{' '}
      <Time at={comment.publishedAt} style="time" settings={settings} />
    </figcaption>
    {/* Safe HTML from the comment's markup. */}
    <blockquote class="prose" dir="auto" dangerouslySetInnerHTML={{ __html: comment.body }} />
  </figure>
);
