import type { Words } from '../../words/en.ts';
import type { MessageView, Site } from '../view.ts';
import { Document } from './Document.tsx';

function told(status: number, { message }: Words) {
  switch (status) {
    case 403:
      return { title: message.closedTitle, text: message.closedText };
    case 404:
      return { title: message.missingTitle, text: message.missingText };
    case 410:
      return { title: message.goneTitle, text: message.goneText };
    case 429:
      return { title: message.tooManyTitle, text: message.tooManyText };
    default:
      return { title: message.troubleTitle, text: message.troubleText };
  }
}

/** A page with one message. */
export function MessagePage({ view, site }: { readonly view: MessageView; readonly site: Site }) {
  const usual = told(view.status, site.words);
  const title = view.title ?? usual.title;
  const link = view.link ?? { href: '/', label: site.words.page.front };
  return (
    <Document
      site={site}
      head={{ title: `${title} | ${site.settings.title}`, keeps: view.taken ? 'taken' : undefined }}
    >
      <div class="narrow message">
        <h1>{title}</h1>
        <p>{view.text ?? usual.text}</p>
        {view.kept !== undefined && (
          <div class="form field">
            <label for="page-kept">{site.words.message.kept}</label>
            <textarea id="page-kept" rows={8} dir="auto" readonly>
              {`\n${view.kept}`}
            </textarea>
          </div>
        )}
        <p>
          <a href={link.href}>{link.label}</a>
        </p>
      </div>
    </Document>
  );
}
