import type { DocsView, Site } from '../view.ts';
import { Document } from './Document.tsx';

/** The reference of the API. */
export const DocsPage = ({ view, site }: { readonly view: DocsView; readonly site: Site }) => (
  <Document
    site={site}
    head={{
      title: `API | ${site.settings.title}`,
      description: `Every operation of the API of ${site.settings.title}: what it takes, what it answers, and how it fails.`,
      path: '/docs',
    }}
  >
    <div class="reference prose" lang="en">
      <h1>API</h1>
      <p>
        For programs, the same is at <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1). The examples read the
        address of the paper and your token from two variables:
      </p>
      <pre>
        <code>{`SITE=${site.origin}\nTOKEN=…`}</code>
      </pre>
      <div dangerouslySetInnerHTML={{ __html: view.reference }} />
    </div>
  </Document>
);
