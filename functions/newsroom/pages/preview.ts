import type { CorrectionStore } from '../../articles/correctionStore.ts';
import { readCorrections } from '../../articles/read.ts';
import { toPage } from '../../articles/wire.ts';
import { ownPage } from '../../pages/ownPage.ts';
import { pageSite, type Theme } from '../../pages/site.ts';
import type { SectionCatalogue } from '../../sections/schema.ts';
import type { Operations } from '../../shared/api/route.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { toPublished, toSummary, withDropped } from '../articles/content.ts';
import type { LibraryUse } from '../articles/libraryUse.ts';
import type { CopyStore } from '../articles/store.ts';
import type { pagePreviewRoutes } from './routes.ts';

/** Corrections on a page, as readers get them. */
const PER_PAGE = 20;

export interface PagePreviewing {
  readonly copies: Pick<CopyStore, 'readWhole'>;
  readonly library: Pick<LibraryUse, 'read'>;
  readonly corrections: CorrectionStore;
  /** Creates an empty cache of the sections, so that a preview shows them as they are now. */
  readonly sections: () => SectionCatalogue;
  readonly clock: Clock;
  readonly theme: Theme;
}

/** Shows a page as readers would see it if its newest revision were published now. */
export function previewPages(options: PagePreviewing): Operations<typeof pagePreviewRoutes> {
  const { copies, library, corrections, clock, theme } = options;

  const preview = async (id: string) => {
    const now = clock();
    const { copy, content } = await copies.readWhole(id);
    const publishedAt = copy.publishedAt ?? toInstant(now);
    const { state, unpublishedChanges } = toSummary(copy, now);
    const updatedAt = state === 'published' && unpublishedChanges ? toInstant(now) : (copy.updatedAt ?? publishedAt);
    const media = await library.read(content);
    const stored = toPublished(content, { thread: content.slug, publishedAt, updatedAt, corrections: [] }, media);
    return { content, page: toPage(stored, now) };
  };

  return {
    previewOwnPage: async ({ params: { id }, request: { words } }) => {
      const { page, content } = await preview(id);
      return { ...page, dropped: withDropped(content, words).dropped };
    },

    previewOwnPageHtml: async ({ params: { id }, request: { origin } }) => {
      const sections = options.sections();
      const [{ page }, paper] = await Promise.all([preview(id), sections.paper()]);
      const listed =
        page.lists && (await readCorrections({ corrections, sections, clock }, { limit: PER_PAGE, cursor: undefined }));
      return ownPage(page, listed, pageSite(origin, theme, paper), { headers: { 'x-robots-tag': 'noindex' } });
    },
  };
}
