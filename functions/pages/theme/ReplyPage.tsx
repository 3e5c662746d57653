import type { ReplyView, Site } from '../view.ts';
import { ArticleHeading, SingleComment } from './CommentPage.tsx';
import { Document } from './Document.tsx';
import { ReplyForm } from './ReplyForm.tsx';

/** The form without the thread, on request or after a failure; so no thread has to be read. */
export function ReplyPage({
  view: { article, parent, form },
  site,
}: {
  readonly view: ReplyView;
  readonly site: Site;
}) {
  const wasSent = form.faults.length > 0 || form.fault !== undefined;
  const { form: words } = site.words;
  const titled = wasSent ? words.notSentTitle : words.replyTitle;
  return (
    <Document
      site={site}
      head={{
        title: `${titled(article.headline)} | ${article.section.title} | ${site.title}`,
        keeps: 'form',
      }}
      section={article.section.name}
    >
      <div class="narrow">
        <ArticleHeading article={article} />
        {parent && <SingleComment comment={parent} settings={site.settings} />}
        <ReplyForm form={form} cancel={`${article.url}#comments`} site={site} />
      </div>
    </Document>
  );
}
