import { hash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { diffLines } from 'diff';
import type { PublishedArticle } from '../articles/schema.ts';
import type { Section } from '../sections/schema.ts';
import type { SectionStore } from '../sections/store.ts';
import { decodeCursor, encodeCursor, type Position } from '../shared/api/cursor.ts';
import type { Operations } from '../shared/api/route.ts';
import type { KeysetPage } from '../shared/data/keyset.ts';
import { type Refused, writeTogether } from '../shared/data/transaction.ts';
import { Failure, type FailureCode } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import { requireVersion, stale } from '../shared/version.ts';
import {
  bylineOf,
  changedFields,
  type DecidedContent,
  proposeSlugs,
  requireFits,
  toPublished,
  toSummary,
  toWorkingCopy,
} from './content.ts';
import { isAuditSortKey, isDaySortKey, isRevisionSortKey, isStatusSortKey } from './keys.ts';
import { requireStep, type State, type Step, stateOf } from './lifecycle.ts';
import { type Publication, standingOf, type Writes } from './publication.ts';
import { requireFree } from './reserved.ts';
import type { articleEditingRoutes } from './routes.ts';
import type { ArticleContent, Creation, StoredCopy, StoredRevision } from './schema.ts';
import { articleUnknown, type CopyStore, type PageRequest } from './store.ts';

export interface Editing {
  readonly client: DynamoDBDocumentClient;
  readonly copies: CopyStore;
  readonly publication: Publication;
  readonly sections: Pick<SectionStore, 'list'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** An article as an act finds it. */
interface Found {
  readonly copy: StoredCopy;
  readonly content: DecidedContent;
  readonly state: State;
  /** The sections of the paper, where the step puts the article into one; else none. */
  readonly sections: readonly Section[];
  readonly now: Date;
}

/** What an act makes of it: the next copy, what else is written with it, and a word for the audit trail. */
interface Outcome {
  readonly copy: StoredCopy;
  readonly content?: DecidedContent;
  readonly writes?: Writes;
  readonly detail?: string | null;
}

interface ActInput {
  readonly params: { readonly id: string };
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: { readonly name: string } };
}

/** Slugs an article may have had; each costs a write when it gets another. */
const MOST_FORMER_SLUGS = 20;
/** Public notes on an article; beside a text of the longest size allowed, more would not fit in an item of DynamoDB. */
const MOST_CORRECTIONS = 20;
const MOST_WRITES = 100;
/** The steps that put an article into a section, which must be there and open. */
const PLACING: ReadonlySet<Step> = new Set(['save', 'publish']);
/** Lines that may differ between two texts before their difference is told as a whole: finding it takes the square. */
const MOST_EDITS = 2_000;

/** What editors do with articles. Every act is one transaction over both tables, and leaves an item in the trail. */
export function editArticles(options: Editing): Operations<typeof articleEditingRoutes> {
  const { client, copies, publication, sections, clock, newId } = options;

  /** Takes a step on an article: only from the version it was decided on, and only where the step is possible. */
  const take = async (
    step: Step,
    { params: { id }, headers, request: { caller } }: ActInput,
    decide: (found: Found) => Promise<Outcome> | Outcome,
    name: string = step,
  ) => {
    const now = clock();
    const [{ copy, content }, all] = await Promise.all([
      copies.readWhole(id),
      PLACING.has(step) ? sections.list() : [],
    ]);
    requireVersion(headers['if-match'], currentOf(copy), 'the article');
    const state = stateOf(copy, now);
    requireStep(step, state);

    const outcome = await decide({ copy, content, state, sections: all, now });
    const next: StoredCopy = {
      ...outcome.copy,
      version: copy.version + 1,
      changedAt: toInstant(now),
      changedBy: caller.name,
    };
    await commit(next, name, outcome.detail ?? null, {
      copy: step === 'delete' ? copies.remove(copy) : copies.replace(next, copy.version),
      ...outcome.writes,
    });
    return toWorkingCopy(next, outcome.content ?? content, now);
  };

  /**
   * Writes an act with its trace, or tells why not.
   * @returns what was begun under the same idempotency key before; then nothing is written.
   */
  const commit = async (
    copy: StoredCopy,
    act: string,
    detail: string | null,
    writes: Writes,
  ): Promise<Creation | undefined> => {
    const all: Writes = { ...writes, act: copies.record(actOf(copy, act, detail)) };
    const count = Object.values(all).filter((each) => each !== undefined).length;
    if (count > MOST_WRITES) {
      throw new Failure(
        'limit-exceeded',
        `This takes ${count} writes; one transaction of DynamoDB holds ${MOST_WRITES}.`,
      );
    }
    const refused: Refused<string> | undefined = await writeTogether(client, all);
    if (!refused) return undefined;
    if (refused.once) return refused.once as unknown as Creation;
    if (refused.copy)
      throw 'version' in refused.copy
        ? stale(currentOf(refused.copy as unknown as StoredCopy), 'the article')
        : articleUnknown(copy.id);
    if (refused.claim) throw slugTaken(copy.slug);
    const what = refused.oldTally
      ? 'A comment was counted, or the thread closed or opened,'
      : 'What readers see was changed';
    throw new Failure('busy', `${what} at the same moment. Please send the same request again.`, { retryAfter: 1 });
  };

  /**
   * Makes content what readers see from `publishedAt` on, wherever the article stood before: its former place and entries
   * go, its comments' count comes along, and former slugs lead to where it is now, each in one hop.
   */
  const release = async (
    { copy, now }: Pick<Found, 'copy' | 'now'>,
    { revision, content }: Pick<StoredRevision, 'revision' | 'content'>,
    dates: Pick<PublishedArticle, 'publishedAt' | 'updatedAt'>,
  ): Promise<Outcome & { readonly writes: Writes }> => {
    const standing = await standingOf(publication, copy);
    const wasSeen = copy.publishedAt !== null && copy.publishedAt <= toInstant(now);
    const article = toPublished(content, {
      ...dates,
      thread: wasSeen && copy.thread ? copy.thread : content.slug,
      corrections: copy.corrections,
    });
    const left = copy.releasedSlug !== null && copy.releasedSlug !== content.slug ? copy.releasedSlug : undefined;
    const formerSlugs = [...copy.formerSlugs, ...(left && wasSeen ? [left] : [])].filter(
      (slug) => slug !== content.slug,
    );
    if (formerSlugs.length > MOST_FORMER_SLUGS) {
      throw new Failure('limit-exceeded', `An article can have had at most ${MOST_FORMER_SLUGS} other slugs.`);
    }
    return {
      content,
      copy: {
        ...copy,
        phase: 'released',
        thread: article.thread,
        releasedSlug: content.slug,
        releasedRevision: revision,
        publishedAt: dates.publishedAt,
        updatedAt: dates.updatedAt,
        formerSlugs,
      },
      writes: {
        ...publication.publish(article, standing),
        ...(copy.formerSlugs.includes(content.slug) ? publication.endRedirect(content.slug) : {}),
        ...(left ? Object.assign({}, ...formerSlugs.map((slug) => publication.redirect(slug, article))) : {}),
        ...(left && !wasSeen ? { released: copies.release(left, copy.id) } : {}),
        superseded: copies.dropReleased(copy, revision),
      },
    };
  };

  /** A new revision of an article, with the claim on its slug if that is another one. */
  const revise = (found: Found, content: DecidedContent, by: string): Outcome & { readonly writes: Writes } => {
    const { copy, now } = found;
    const revision = copy.revision + 1;
    const known = [copy.slug, copy.releasedSlug, ...copy.formerSlugs];
    const abandoned =
      copy.slug !== content.slug && copy.slug !== copy.releasedSlug && !copy.formerSlugs.includes(copy.slug);
    const changed = changedFields(found.content, content);
    return {
      content,
      copy: describe({ ...copy, revision }, content),
      detail: changed.join(', '),
      writes: {
        revision: copies.putRevision(copy.id, { revision, savedAt: toInstant(now), savedBy: by, changed, content }),
        oldest: copies.dropOldest(copy.id, revision, copy.releasedRevision),
        claim: known.includes(content.slug) ? undefined : copies.claim(content.slug, copy.id),
        // A scheduled article leaves its slug by being released again, below.
        abandoned: abandoned && found.state !== 'scheduled' ? copies.release(copy.slug, copy.id) : undefined,
      },
    };
  };

  /** Saves content; of a scheduled article also what will be seen at its hour. */
  const save = async (found: Found, content: DecidedContent, by: string): Promise<Outcome> => {
    const revised = revise(found, content, by);
    if (found.state !== 'scheduled') {
      // Rendered to be sure that it can be, before anything is written.
      toPublished(content, { thread: content.slug, publishedAt: '', updatedAt: '', corrections: [] });
      return revised;
    }
    const publishedAt = found.copy.publishedAt ?? toInstant(found.now);
    const { copy } = revised;
    const dates = { publishedAt, updatedAt: publishedAt };
    const released = await release({ ...found, copy }, { revision: copy.revision, content }, dates);
    return { ...released, detail: revised.detail ?? null, writes: { ...revised.writes, ...released.writes } };
  };

  const encodePage = <Item, Wire>(
    list: string,
    { items, next, previous }: KeysetPage<Item>,
    toWire: (item: Item) => Wire,
  ) => ({
    items: items.map(toWire),
    next: next && encodeCursor(list, next),
    previous: previous && encodeCursor(list, previous),
  });
  const pageRequest = (
    list: string,
    query: { limit: number; cursor?: string | undefined },
    isKey: (key: string) => boolean,
  ): PageRequest => ({
    limit: query.limit,
    position: query.cursor === undefined ? undefined : (decodeCursor(list, query.cursor, isKey) satisfies Position),
  });

  return {
    createArticle: async ({ body, headers: { 'idempotency-key': key }, request: { caller } }) => {
      const now = clock();
      const at = toInstant(now);
      const id = newId();
      const all = await sections.list();
      const begin = async (slug: string) => {
        const content = decideContent(body, slug, all);
        toPublished(content, { thread: slug, publishedAt: at, updatedAt: at, corrections: [] });
        const copy = describe(newCopy(id, at, caller.name), content);
        const changed = changedFields(undefined, content);
        const creation = { content: digestOf(body), copy };
        const former = await commit(copy, 'create', null, {
          once: key === undefined ? undefined : copies.beginOnce(digestOf([caller.name, key]), creation, now),
          new: copies.putNew(copy),
          claim: copies.claim(slug, id),
          revision: copies.putRevision(id, { revision: 1, savedAt: at, savedBy: caller.name, changed, content }),
        });
        if (former && former.content !== creation.content) throw keyReused();
        const begun = former?.copy ?? copy;
        return toWorkingCopy(begun, { ...content, slug: begun.slug }, now);
      };

      if (body.slug !== undefined) return begin(body.slug);
      const { proposals, lastResort } = proposeSlugs(body.headline, id);
      for (const slug of proposals) {
        try {
          return await begin(slug);
        } catch (error) {
          if (!hasCode(error, 'slug-taken')) throw error;
        }
      }
      return begin(lastResort);
    },

    readCopy: async ({ params: { id } }) => {
      const { copy, content } = await copies.readWhole(id);
      return toWorkingCopy(copy, content, clock());
    },

    listCopies: async ({ query }) => {
      const now = clock();
      const list = `copies/${query.state}`;
      const page = await copies.listByState(query.state, pageRequest(list, query, isStatusSortKey), now);
      return encodePage(list, page, (copy) => toSummary(copy, now));
    },

    saveArticle: (input) =>
      take('save', input, async (found) => {
        const { copy, content: before, sections: all } = found;
        const content = decideContent(input.body, input.body.slug ?? copy.slug, all, before);
        return save(found, content, input.request.caller.name);
      }),

    restoreRevision: (input) =>
      take(
        'save',
        input,
        async (found) => {
          const former = await copies.readRevision(found.copy.id, input.params.revision);
          const content = decideContent(former.content, former.content.slug, found.sections, found.content);
          return { ...(await save(found, content, input.request.caller.name)), detail: `revision ${former.revision}` };
        },
        'restore revision',
      ),

    deleteDraft: async (input) => {
      const { id } = input.params;
      const deletion = take('delete', input, ({ copy }) => ({
        copy,
        writes: { abandoned: copies.release(copy.slug, copy.id) },
      }));
      const gone = await deletion.catch(async (error) => {
        // Where a deletion was cut short after its transaction, the retry finishes it before it finds nothing to delete.
        if (hasCode(error, 'article-unknown')) await copies.forgetRevisions(id);
        throw error;
      });
      await copies.forgetRevisions(id);
      return gone;
    },

    publishArticle: (input) =>
      take('publish', input, async (found) => {
        const { copy, content, state, sections: all, now } = found;
        const { at } = input.body;
        if (at !== undefined && state === 'published') {
          throw new Failure(
            'step-not-allowed',
            '"publish" at an instant is not possible while the article is published; it has its instant already.',
          );
        }
        if (at !== undefined && at <= toInstant(now)) {
          throw new Failure('field-invalid', 'at must be later than now.', {
            faults: [{ pointer: '/at', detail: 'must be later than now' }],
          });
        }
        if (state === 'draft') requireSection(all, content.section);
        const instant = at ?? toInstant(now);
        const publishedAt = state === 'published' && copy.publishedAt ? copy.publishedAt : instant;
        const released = await release(
          found,
          { revision: copy.revision, content },
          { publishedAt, updatedAt: instant },
        );
        return { ...released, detail: `for ${publishedAt}` };
      }),

    unscheduleArticle: (input) =>
      take('unschedule', input, async ({ copy }) => {
        const { article } = await standingOf(publication, copy);
        return {
          copy: {
            ...copy,
            phase: 'draft',
            thread: null,
            releasedSlug: null,
            releasedRevision: null,
            publishedAt: null,
            updatedAt: null,
          },
          writes: article ? publication.unpublish(article) : {},
        };
      }),

    correctArticle: (input) =>
      take('correct', input, async (found) => {
        const at = toInstant(found.now);
        const corrections = [...found.copy.corrections, { at, note: input.body.note }];
        if (corrections.length > MOST_CORRECTIONS) {
          throw new Failure('limit-exceeded', `An article can carry at most ${MOST_CORRECTIONS} corrections.`);
        }
        const copy = { ...found.copy, corrections };
        const { revision } = copy;
        const dates = { publishedAt: copy.publishedAt ?? at, updatedAt: at };
        const released = await release({ ...found, copy }, { revision, content: found.content }, dates);
        return { ...released, detail: input.body.note };
      }),

    withdrawArticle: (input) =>
      take('withdraw', input, async ({ copy, now }) => {
        const { article } = await standingOf(publication, copy);
        return {
          copy: { ...copy, phase: 'withdrawn' },
          writes: article ? publication.withdraw(article, toInstant(now)) : {},
        };
      }),

    restoreArticle: (input) =>
      take('restore', input, async (found) => {
        const { copy, now } = found;
        const was = await copies.readRevision(copy.id, copy.releasedRevision ?? copy.revision);
        const publishedAt = copy.publishedAt ?? toInstant(now);
        const released = await release(found, was, { publishedAt, updatedAt: copy.updatedAt ?? publishedAt });
        return { ...released, content: found.content };
      }),

    listRevisions: async ({ params: { id }, query }) => {
      const list = `revisions/${id}`;
      await copies.read(id);
      const page = await copies.listRevisions(id, pageRequest(list, query, isRevisionSortKey));
      return encodePage(list, page, ({ revision, savedAt, savedBy, changed }) => ({
        revision,
        savedAt,
        savedBy,
        changed: [...changed],
      }));
    },

    readRevision: async ({ params: { id, revision } }) => {
      const { changed, ...found } = await copies.readRevision(id, revision);
      return { ...found, changed: [...changed] };
    },

    compareRevisions: async ({ params: { id, revision }, query }) => {
      const [from, to] = await Promise.all([copies.readRevision(id, revision), copies.readRevision(id, query.with)]);
      return {
        from: from.revision,
        to: to.revision,
        changed: changedFields(from.content, to.content),
        lines: compareLines(from.content.body, to.content.body),
      };
    },

    listActs: async ({ params: { id }, query }) => {
      const list = `acts/${id}`;
      return encodePage(list, await copies.listActs(id, pageRequest(list, query, isAuditSortKey)), (act) => act);
    },

    listActsOfDay: async ({ query }) => {
      const list = `acts/${query.day}`;
      return encodePage(
        list,
        await copies.listActsOfDay(query.day, pageRequest(list, query, isDaySortKey)),
        (act) => act,
      );
    },
  };
}

const newCopy = (id: string, at: string, by: string): StoredCopy => ({
  id,
  version: 1,
  revision: 1,
  releasedRevision: null,
  phase: 'draft',
  slug: '',
  releasedSlug: null,
  thread: null,
  formerSlugs: [],
  headline: '',
  standfirst: '',
  section: '',
  tags: [],
  byline: [],
  publishedAt: null,
  updatedAt: null,
  createdAt: at,
  changedAt: at,
  changedBy: by,
  corrections: [],
});

const digestOf = (value: unknown) => hash('sha256', JSON.stringify(value), 'base64url');

/** A copy that shows what its newest content says. */
const describe = (
  copy: StoredCopy,
  { slug, headline, standfirst, section, tags, byline }: DecidedContent,
): StoredCopy => ({
  ...copy,
  slug,
  headline,
  standfirst,
  section,
  tags,
  byline: bylineOf(byline),
});

/** Runs of whole lines; two texts that have next to nothing in common are told one after the other. */
function compareLines(from: string, to: string) {
  const parts = diffLines(from, to, { maxEditLength: MOST_EDITS });
  if (!parts)
    return [
      { change: 'removed' as const, text: from },
      { change: 'added' as const, text: to },
    ];
  return parts.map(({ added, removed, value }) => ({
    change: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    text: value,
  }));
}

const actOf = ({ id, changedAt, changedBy, version, headline }: StoredCopy, act: string, detail: string | null) => ({
  ...{ kind: 'article' as const, article: id, name: null },
  at: changedAt,
  by: changedBy,
  act,
  version,
  headline,
  detail,
});

/** What was sent, once it is known to fit, with a slug that may be had and in a section that takes it. */
function decideContent(
  sent: ArticleContent,
  slug: string,
  sections: readonly Section[],
  before?: DecidedContent,
): DecidedContent {
  requireFits(sent.body);
  requireFree(slug, '/slug');
  requireSection(sections, sent.section, before?.section);
  return { ...sent, slug };
}

/** A section must be there, and open for an article that was not in it already. */
function requireSection(sections: readonly Section[], name: string, before?: string): void {
  const section = sections.find((each) => each.name === name);
  const detail = !section
    ? 'is not a section of the paper'
    : section.open === false && before !== name
      ? 'is closed to new articles'
      : undefined;
  if (detail)
    throw new Failure('field-invalid', `section "${name}" ${detail}.`, { faults: [{ pointer: '/section', detail }] });
}

const hasCode = (error: unknown, code: FailureCode) => error instanceof Failure && error.code === code;

const keyReused = () =>
  new Failure('idempotency-key-reused', 'This Idempotency-Key was sent with another article.', {
    faults: [{ header: 'idempotency-key', detail: 'was sent with another article; use a new one' }],
  });

/** What is told of an article to whoever comes too late. */
const currentOf = ({ version, headline, changedAt, changedBy }: StoredCopy) => ({
  version,
  headline,
  changedAt,
  changedBy,
});

const slugTaken = (slug: string) =>
  new Failure('slug-taken', `The slug "${slug}" belongs to another article.`, {
    faults: [{ pointer: '/slug', detail: 'belongs to another article' }],
  });
