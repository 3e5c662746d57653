import type { ArticleStore } from '../articles/store.ts';
import type { Operations } from '../shared/api/route.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { tagRoutes } from './routes.ts';
import { shownTag } from './schema.ts';
import type { TagStore } from './store.ts';

export interface TagReading {
  readonly tags: TagStore;
  readonly articles: Pick<ArticleStore, 'list'>;
  readonly clock: Clock;
}

export function readTags({ tags, articles, clock }: TagReading): Operations<typeof tagRoutes> {
  return {
    readTag: async ({ params: { tag } }) => {
      const newest = { listing: `tag/${tag}`, limit: 1, position: undefined, from: undefined, to: undefined } as const;
      const [named, { items }] = await Promise.all([tags.find(tag), articles.list(newest, clock())]);
      // A name tells nothing of articles that are not out.
      if (items.length === 0) throw new Failure('address-not-found', ({ failures }) => failures.noTag(tag));
      return shownTag(tag, named);
    },
  };
}
