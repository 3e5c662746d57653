import type { AuditEntry } from '../../audit/schema.ts';
import { mergePatch } from '../../shared/api/mergePatch.ts';
import { parseBody } from '../../shared/api/request.ts';
import type { Caller, Operations } from '../../shared/api/route.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import type { authorEditingRoutes } from './routes.ts';
import { AuthorContent } from './schema.ts';
import type { AuthorEditing } from './store.ts';

export interface AuthorEditor {
  readonly authors: AuthorEditing;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
}

/** The input of a change, without the body. */
interface ChangeInput {
  readonly params: { readonly author: string };
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller };
}

/** Reads and saves authors' biographies. */
export function editAuthors({ authors, record, clock }: AuthorEditor): Operations<typeof authorEditingRoutes> {
  const find = async (slug: string) => {
    const author = await authors.find(slug);
    if (!author) throw new Failure('author-not-found', ({ failures }) => failures.noBiography(slug));
    return author;
  };

  /** Saves an author, if the stored version is still `version`. */
  const save = async (
    { params: { author: slug }, headers, request: { caller } }: ChangeInput,
    version: number,
    content: AuthorContent,
  ) => {
    requireVersion(headers['if-match'], { version }, 'author');
    const author = { slug, ...content, version: version + 1, request: caller.request };
    const act = record({
      kind: 'author',
      article: null,
      name: slug,
      headline: author.name,
      version: author.version,
      at: toInstant(clock()),
      by: caller.name,
      act: version === 0 ? 'create' : 'save',
      detail: null,
    });
    if (await authors.save(author, { act })) return author;
    const there = await find(slug);
    if (isMadeBy(there, caller)) return there;
    throw stale({ version: there.version }, 'author');
  };

  return {
    readEditedAuthor: ({ params }) => find(params.author),

    saveAuthor: async (input) => {
      const there = await authors.find(input.params.author);
      if (there && isMadeBy(there, input.request.caller)) return there;
      return save(input, there?.version ?? 0, input.body);
    },

    patchAuthor: async (input) => {
      const there = await find(input.params.author);
      if (isMadeBy(there, input.request.caller)) return there;
      const { name, biography, version } = there;
      requireVersion(input.headers['if-match'], { version }, 'author');
      return save(input, version, parseBody(AuthorContent, mergePatch({ name, biography }, input.body)));
    },
  };
}
