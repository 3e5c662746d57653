import type { DocsView, Site } from '../view.ts';
import { Document } from './Document.tsx';

/** The reference of the API. */
export const DocsPage = ({ view, site }: { readonly view: DocsView; readonly site: Site }) => (
  <Document
    site={site}
    head={{
      title: `API | ${site.settings.title}`,
      description: site.words.docs.description(site.settings.title),
      path: '/docs',
    }}
  >
    <div class="reference prose">
      <h1>API</h1>
      <p>{site.words.docs.intro(<a href="/openapi.json">/openapi.json</a>)}</p>
      <pre dir="ltr">
        <code>{`SITE=${site.origin}\nTOKEN=…`}</code>
      </pre>
      <div lang="en" dir="ltr" dangerouslySetInnerHTML={{ __html: view.reference }} />
    </div>
  </Document>
);
