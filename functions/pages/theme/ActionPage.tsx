import type { ActionView, Site } from '../view.ts';
import { SingleComment } from './CommentPage.tsx';
import { Document } from './Document.tsx';
import { Hidden } from './ReplyForm.tsx';

/** A question with a button, and optionally a field for the reason. */
export const ActionPage = ({
  view: { title, text, comment, link, post },
  site,
}: {
  readonly view: ActionView;
  readonly site: Site;
}) => (
  <Document site={site} head={{ title: `${title} | ${site.settings.title}`, keeps: post?.reason ? 'form' : undefined }}>
    <div class="narrow">
      <h1>{title}</h1>
      {text.map((paragraph) => (
        <p>{paragraph}</p>
      ))}
      {comment && <SingleComment comment={comment} settings={site.settings} />}
      {link && (
        <p>
          <a href={link.href}>{link.label}</a>
        </p>
      )}
      {post && (
        <form class="form" method="post" action={post.action}>
          <Hidden fields={post.hidden} />
          {post.reason && (
            <p class="field">
              <label>
                {post.reason}
                <input type="text" name="reason" maxLength={200} dir="auto" data-kept />
              </label>
            </p>
          )}
          <p>
            <button type="submit">{post.button}</button>
          </p>
        </form>
      )}
    </div>
  </Document>
);
