import type { AuditEntry } from '../../audit/schema.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { TransactionItem } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { type Clock, toInstant } from '../../shared/instant.ts';
import { isMadeBy, requireVersion, stale } from '../../shared/version.ts';
import type { tagEditingRoutes } from './routes.ts';
import type { StoredTag } from './schema.ts';
import type { TagEditing } from './store.ts';

export interface TagEditor {
  readonly tags: TagEditing;
  readonly record: (act: AuditEntry) => TransactionItem;
  readonly clock: Clock;
}

/** Names and describes tags. */
export function editTags({ tags, record, clock }: TagEditor): Operations<typeof tagEditingRoutes> {
  const find = async (tag: string) => {
    const there = await tags.find(tag);
    if (!there) throw new Failure('tag-not-found', ({ failures }) => failures.tagUnnamed(tag));
    return there;
  };
  const answer = (tag: StoredTag) => ({ ...tag, done: tag.toldUntil === undefined });

  return {
    readEditedTag: async ({ params }) => answer(await find(params.tag)),

    saveTag: async ({ params: { tag }, headers, body, request: { caller } }) => {
      const there = await tags.find(tag);
      if (there && isMadeBy(there, caller)) return answer(await tags.tell(there));
      const version = there?.version ?? 0;
      requireVersion(headers['if-match'], { version }, 'tag');
      const isTold = there?.name === body.name && there.toldUntil === undefined;
      const next = {
        tag,
        ...body,
        version: version + 1,
        request: caller.request,
        ...(isTold ? {} : { toldUntil: '' }),
      };
      const act = record({
        kind: 'tag',
        article: null,
        name: tag,
        headline: body.name,
        version: next.version,
        at: toInstant(clock()),
        by: caller.name,
        act: version === 0 ? 'create' : 'save',
        detail: null,
      });
      if (await tags.save(next, { act })) return answer(await tags.tell(next));
      const now = await find(tag);
      if (isMadeBy(now, caller)) return answer(await tags.tell(now));
      throw stale({ version: now.version }, 'tag');
    },
  };
}
