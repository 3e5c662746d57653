import { hash } from 'node:crypto';
import type { MeasurePicture } from '../../media/fetching/measurePicture.ts';
import type { Operations } from '../../shared/api/route.ts';
import { Failure, type FailureCode } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import { requireAddresses } from './byline.ts';
import { claimAuthors, unclaimAuthors } from './claimAuthors.ts';
import { changedFields, proposeSlugs, toWorkingCopy, withDropped } from './content.ts';
import { describe } from './contentRules.ts';
import type { Content } from './fields.ts';
import { withImageSize } from './imageSize.ts';
import { type DocumentName, sourceKey } from './keys.ts';
import { idsIn } from './libraryUse.ts';
import type { Publication } from './publication.ts';
import type { articleEditingRoutes } from './routes.ts';
import type { StoredCopy } from './schema.ts';
import type { Stepping, Steps } from './steps.ts';
import { withLanguage } from './withLanguage.ts';

export interface Drafting extends Steps, Omit<Stepping, 'client'> {
  readonly publication: Pick<Publication, 'readAuthor'>;
  readonly measure: MeasurePicture;
  readonly newId: () => string;
  /** The paper's language (BCP 47). */
  readonly language: () => Promise<string>;
}

/** Creates articles, reads working copies, and deletes drafts. */
export function editDrafts({
  type,
  copies,
  publication,
  sections,
  library,
  measure,
  clock,
  newId,
  language,
  take,
  commit,
}: Drafting): Pick<Operations<typeof articleEditingRoutes>, 'createArticle' | 'readCopy' | 'findCopy' | 'deleteDraft'> {
  return {
    createArticle: async ({ body: sent, headers: { 'idempotency-key': key }, request: { caller, words } }) => {
      const body = await withLanguage(sent, language);
      const now = clock();
      const at = toInstant(now);
      const id = newId();
      const all = await sections.list();
      requireAddresses(body.byline);
      const authors = await claimAuthors({ copies, publication }, id, body.byline);
      const media = await library.usable(body);
      const sized = await withImageSize(body, measure);
      const begin = async (slug: string) => {
        const content = type.decide(sized, slug, all);
        const copy = describe({ ...newCopy(id, at, caller.name, type.name), media: idsIn(body) }, content);
        const changed = changedFields(type.fixed, content);
        const creation = { content: digestOf(sent), copy };
        const former = await commit(copy, 'create', null, {
          once: key === undefined ? undefined : copies.beginOnce(digestOf([caller.name, key]), creation, now),
          new: copies.putNew(copy),
          claim: copies.claimSlug(slug, id),
          ...type.besideClaim(slug),
          ...authors,
          ...library.unchanged(media.values()),
          ...library.change(undefined, copy),
          source: body.source === null ? undefined : copies.claim(sourceKey(body.source), id),
          revision: copies.putRevision(id, { revision: 1, savedAt: at, savedBy: caller.name, changed, content }),
        });
        if (former && former.content !== creation.content) throw keyReused();
        const begun = former?.copy ?? copy;
        return withDropped(toWorkingCopy(begun, { ...content, slug: begun.slug }, now), words);
      };

      if (body.slug !== undefined) return begin(body.slug);
      const { proposals, lastResort } = proposeSlugs(body.headline, id, body.language, type.name);
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

    findCopy: async ({ query: { source, slug = '' } }) => {
      const id = await (source === undefined ? copies.holderOfSlug(slug) : copies.holderOf(sourceKey(source)));
      if (id === undefined) {
        throw new Failure(`${type.name}-not-found`, ({ failures }) => {
          if (source !== undefined) return failures.noArticleFrom(source);
          return type.name === 'page' ? failures.noPageWithSlug(slug) : failures.noArticleWithSlug(slug);
        });
      }
      const { copy, content } = await copies.readWhole(id);
      return toWorkingCopy(copy, content, clock());
    },

    deleteDraft: async (input) => {
      const { id } = input.params;
      const deletion = take('delete', input, async ({ copy }) => ({
        copy,
        writes: {
          ...(await unclaimAuthors(copies, copy)),
          abandoned: copies.unclaimSlug(copy.slug, copy.id),
          formerSource: copy.source === null ? undefined : copies.unclaim(sourceKey(copy.source), copy.id),
        },
      }));
      const gone = await deletion.catch(async (error) => {
        // An earlier deletion may have stopped after its transaction: the retry deletes the revisions that remain.
        if (hasCode(error, `${type.name}-not-found`)) await copies.forgetRevisions(id);
        throw error;
      });
      await copies.forgetRevisions(id);
      return gone;
    },
  };
}

const newCopy = (id: string, at: string, by: string, of: DocumentName): Omit<StoredCopy, keyof Content> => ({
  id,
  ...(of === 'page' && { document: of }),
  version: 1,
  revision: 1,
  releasedRevision: null,
  phase: 'draft',
  releasedSlug: null,
  thread: null,
  media: [],
  releasedMedia: [],
  formerSlugs: [],
  publishedAt: null,
  updatedAt: null,
  createdAt: at,
  changedAt: at,
  changedBy: by,
  corrections: [],
});

const digestOf = (value: unknown) => hash('sha256', JSON.stringify(value), 'base64url');

const hasCode = (error: unknown, code: FailureCode) => error instanceof Failure && error.code === code;

const keyReused = () =>
  new Failure('idempotency-key-reused', ({ failures }) => failures.keyOfOtherArticle, {
    faults: [{ header: 'idempotency-key', detail: ({ faults }) => faults.keyOfOtherArticle }],
  });
