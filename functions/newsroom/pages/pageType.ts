import type { PublishedArticle } from '../../articles/fields.ts';
import { type Key, pagePartition } from '../../articles/keys.ts';
import { ownPageKey, sectionNameKey } from '../../sections/keys.ts';
import { MOST_PAGES, type OwnPage, pageUrl } from '../../sections/ownPages.ts';
import type { SectionStore } from '../../sections/store.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { TableNames } from '../../shared/data/tables.ts';
import { Failure } from '../../shared/failure.ts';
import { requireFree } from '../../shared/reserved.ts';
import { isSectionsName } from '../articles/contentRules.ts';
import type { DocumentType } from '../articles/documentType.ts';
import type { Places } from '../articles/publication.ts';
import { FIXED, StoredPage } from './schema.ts';

/** Pages that are not articles: no section, byline, tags or comments, and an address that no section has. */
export const createPageType = (
  tables: Pick<TableNames, 'published'>,
  sections: Pick<SectionStore, 'read'>,
): DocumentType => ({
  name: 'page',
  parse: (content) => parseBody(StoredPage, content),
  fixed: FIXED,
  pathOf: ({ slug }) => pageUrl(slug),
  decide({ lists, ...sent }, slug, all) {
    requireFree(slug, '/slug', 'page');
    if (all.some(({ name }) => name === slug)) throw isSectionsName(slug);
    return { ...sent, ...FIXED, slug, ...(lists && { lists }) };
  },
  async requirePlace() {
    if ((await sections.read()).pages.length < MOST_PAGES) return;
    throw new Failure('limit-exceeded', ({ failures }) => failures.mostPages(MOST_PAGES));
  },
  besideClaim: (slug) => ({
    section: {
      ConditionCheck: {
        TableName: tables.published,
        Key: sectionNameKey(slug),
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  }),
});

/** Where a page stands that is published: at its slug, and beside the sections. */
export const pagePlaces: Places = {
  partitionOf: pagePartition,
  entriesOf: (page): readonly (readonly [Key, object])[] => [
    [ownPageKey(page.slug), entryOf(page as PublishedArticle)],
  ],
  isFollowed: false,
};

const entryOf = ({ slug, headline, language, publishedAt, updatedAt, lists }: PublishedArticle) => ({
  type: 'own-page',
  ...({ slug, headline, language, publishedAt, updatedAt, ...(lists && { lists }) } satisfies OwnPage),
});
