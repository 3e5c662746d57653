import type { MessageView, Site } from '../view.ts';
import { Document } from './Document.tsx';

interface Words {
  readonly title: string;
  readonly text: string;
}

const WORDS: Readonly<Record<number, Words>> = {
  403: { title: 'Comments are closed', text: 'This article takes no more comments.' },
  404: { title: 'Page not found', text: 'There is nothing at this address. The link may be old, or mistyped.' },
  410: { title: 'This article has been withdrawn', text: 'The editors have taken it down, and its comments with it.' },
  429: {
    title: 'Too many at once',
    text: 'You are sending faster than we can take it. Please wait a little and try again.',
  },
};

const TROUBLE: Words = {
  title: 'Something went wrong',
  text: 'The fault is ours, not yours. Please try again in a moment.',
};

/** A page with one message. */
export function MessagePage({ view, site }: { readonly view: MessageView; readonly site: Site }) {
  const words = WORDS[view.status] ?? TROUBLE;
  const title = view.title ?? words.title;
  const link = view.link ?? { href: '/', label: 'Go to the front page' };
  return (
    <Document
      site={site}
      head={{ title: `${title} | ${site.settings.title}`, keeps: view.taken ? 'taken' : undefined }}
    >
      <div class="narrow message">
        <h1>{title}</h1>
        <p>{view.text ?? words.text}</p>
        {view.kept !== undefined && (
          <div class="form field">
            <label for="page-kept">What you wrote, to copy</label>
            <textarea id="page-kept" rows={8} readonly>
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
