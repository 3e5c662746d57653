import type { DocsView, Site } from '../view.ts';

/** The OpenAPI document in a viewer, which has its own design. */
export const DocsPage = ({ view, site }: { readonly view: DocsView; readonly site: Site }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>{`API | ${site.settings.title}`}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <link rel="stylesheet" href={site.assetPath('swagger-ui.css')} />
      <link rel="icon" type="image/svg+xml" href={site.assetPath(site.settings.icon)} />
      <link rel="canonical" href={`${site.origin}/docs`} />
      <script defer src={site.assetPath('swagger-ui-bundle.js')} />
      <script defer src={site.assetPath('docs.js')} />
    </head>
    <body>
      <main id="page-viewer" data-description={view.description}>
        <p>
          The API is described at <a href={view.description}>{view.description}</a>.
        </p>
      </main>
    </body>
  </html>
);
