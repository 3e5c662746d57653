import type { AuditEntry } from '../../audit/schema.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { requireVersion, stale } from '../../shared/version.ts';
import type { authorEditingRoutes } from './routes.ts';
import type { AuthorEditing } from './store.ts';

export interface AuthorEditor {
  readonly authors: AuthorEditing;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
}

/** What editors do with authors. */
export function editAuthors({ authors, record, clock }: AuthorEditor): Operations<typeof authorEditingRoutes> {
  const find = async (slug: string) => {
    const author = await authors.find(slug);
    if (!author) throw new Failure('author-not-found', `Nobody has written about an author "${slug}".`);
    return author;
  };

  return {
    readEditedAuthor: ({ params }) => find(params.author),

    saveAuthor: async ({ params: { author: slug }, headers, body, request: { caller } }) => {
      const { version } = (await authors.find(slug)) ?? { version: 0 };
      requireVersion(headers['if-match'], { version }, 'the author');
      const author = { slug, ...body, version: version + 1 };
      const act = record({
        ...{ kind: 'author', article: null, name: slug, headline: author.name, version: author.version },
        ...{ at: toInstant(clock()), by: caller.name, act: version === 0 ? 'create' : 'save', detail: null },
      });
      if (!(await authors.save(author, { act }))) throw stale({ version: (await find(slug)).version }, 'the author');
      return author;
    },
  };
}
