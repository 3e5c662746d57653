import { diffLines } from 'diff';
import type { MeasurePicture } from '../../media/fetching/measurePicture.ts';
import { encodePage, pageRequest } from '../../shared/api/encodePage.ts';
import { type MergePatch, mergePatch } from '../../shared/api/mergePatch.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { Writes } from '../../shared/data/transaction.ts';
import { toInstant } from '../../shared/instant.ts';
import { bylineOf } from './byline.ts';
import { claimAuthors } from './claimAuthors.ts';
import { changedFields, withDropped } from './content.ts';
import { describe } from './contentRules.ts';
import type { DocumentType } from './documentType.ts';
import type { Content, SentAuthor } from './fields.ts';
import { type SiteImage, withImageSize } from './imageSize.ts';
import { isRevisionSortKey, sourceKey } from './keys.ts';
import { idsIn, type LibraryUse } from './libraryUse.ts';
import type { Publication } from './publication.ts';
import type { Release } from './release.ts';
import type { articleEditingRoutes } from './routes.ts';
import type { Found, Outcome, Steps } from './steps.ts';
import type { CopyStore } from './store.ts';
import { withLanguage } from './withLanguage.ts';

/** Most differing lines that are compared line by line: the comparison takes quadratic time in their number. */
const MOST_EDITS = 1_000;

export interface Revising extends Pick<Steps, 'take'> {
  readonly type: DocumentType;
  readonly copies: CopyStore;
  readonly publication: Pick<Publication, 'readAuthor'>;
  readonly library: LibraryUse;
  readonly measure: MeasurePicture;
  readonly release: Release;
  /** The paper's language (BCP 47). */
  readonly language: () => Promise<string>;
}

type Revisions =
  | 'saveArticle'
  | 'patchArticle'
  | 'restoreRevision'
  | 'listRevisions'
  | 'readRevision'
  | 'compareRevisions';

/** Saves articles as revisions, and reads, compares and restores revisions. */
export function reviseArticles({
  type,
  copies,
  publication,
  library,
  measure,
  take,
  release,
  language,
}: Revising): Pick<Operations<typeof articleEditingRoutes>, Revisions> {
  /** The claim on another source, in place of the one on the former. */
  const moveSource = ({ id, source: former }: Found['copy'], source: string | null): Writes => {
    if (source === former) return {};
    return {
      source: source === null ? undefined : copies.claim(sourceKey(source), id),
      formerSource: former === null ? undefined : copies.unclaim(sourceKey(former), id),
    };
  };

  /** Makes a new revision; a new slug is claimed, and one that was never public is given up. */
  const revise = (found: Found, content: Content, by: string): Outcome & { readonly writes: Writes } => {
    const { copy, now } = found;
    const revision = copy.revision + 1;
    const known = [copy.slug, copy.releasedSlug, ...copy.formerSlugs];
    const abandoned =
      copy.slug !== content.slug && copy.slug !== copy.releasedSlug && !copy.formerSlugs.includes(copy.slug);
    const changed = changedFields(found.content, content);
    return {
      content,
      copy: describe({ ...copy, revision, media: idsIn(content) }, content),
      detail: changed.join(', '),
      writes: {
        revision: copies.putRevision(copy.id, { revision, savedAt: toInstant(now), savedBy: by, changed, content }),
        oldest: copies.dropOldest(copy.id, revision, copy.releasedRevision),
        ...(!known.includes(content.slug) && {
          claim: copies.claimSlug(content.slug, copy.id),
          ...type.besideClaim(content.slug),
        }),
        // A scheduled article is released again (`save`, below), which gives up its former slug.
        abandoned: abandoned && found.state !== 'scheduled' ? copies.unclaimSlug(copy.slug, copy.id) : undefined,
        ...moveSource(copy, content.source),
      },
    };
  };

  /**
   * Saves content. For a scheduled article, this also replaces the version to be published.
   * @param authors as they were sent.
   */
  const save = async (found: Found, sent: Content, authors: readonly SentAuthor[], by: string): Promise<Outcome> => {
    const content = await withImageSize(sent, measure, found.content);
    const claims = await claimAuthors({ copies, publication }, found.copy.id, authors, found.content.byline);
    const outcome = revise(found, content, by);
    const publishedAt = found.copy.publishedAt ?? toInstant(found.now);
    // Before anything is written, also where there is no file: that the text can be rendered.
    const media = await (found.state === 'scheduled'
      ? library.publishable(content, publishedAt)
      : library.usable(content));
    const had = new Set([...found.copy.media, ...found.copy.releasedMedia]);
    const added = library.unchanged([...media.values()].filter(({ id }) => !had.has(id)));
    const revised = { ...outcome, writes: { ...outcome.writes, ...claims, ...added } };
    if (found.state !== 'scheduled') return revised;
    const { copy } = revised;
    const dates = { publishedAt, updatedAt: publishedAt };
    const released = await release({ ...found, copy }, { revision: copy.revision, content }, dates, media);
    return { ...released, detail: revised.detail ?? null, writes: { ...revised.writes, ...released.writes } };
  };

  return {
    saveArticle: async (input) =>
      withDropped(
        await take('save', input, async (found) => {
          const sent = await withLanguage(input.body, language);
          const content = type.decide(sent, sent.slug, found.sections, found.content);
          return save(found, content, input.body.byline, input.request.caller.name);
        }),
        input.request.words,
      ),

    patchArticle: async (input) =>
      withDropped(
        await take('save', input, async (found) => {
          const sent = await withLanguage(
            type.parse(mergePatch(patched(found.content, input.body), input.body)),
            language,
          );
          const content = type.decide(sent, sent.slug, found.sections, found.content);
          return save(found, content, sent.byline, input.request.caller.name);
        }),
        input.request.words,
      ),

    restoreRevision: async (input) => {
      const restore = async (found: Found) => {
        const former = await copies.readRevision(found.copy.id, input.params.revision);
        const content = type.decide(former.content, former.content.slug, found.sections, found.content);
        return {
          ...(await save(found, content, bylineOf(content.byline), input.request.caller.name)),
          detail: `revision ${former.revision}`,
        };
      };
      return withDropped(await take('save', input, restore, 'restore revision'), input.request.words);
    },

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
  };
}

/**
 * The content that a patch changes. An image of the library takes the place of one from another site, and the reverse;
 * another address has another size, and other widths.
 */
function patched(content: Content, { image }: MergePatch): Content {
  const [was, is] = [content.image, image].map((each) => ['media', 'url'].find((name) => hasName(each, name)));
  if (was !== undefined && is !== undefined && was !== is) return { ...content, image: null };
  if (was !== 'url' || is !== 'url') return content;
  const before = content.image as SiteImage;
  const isOther = (image as { readonly url: unknown }).url !== before.url;
  return isOther ? { ...content, image: { ...before, width: null, height: null, sources: [] } } : content;
}

const hasName = (value: unknown, name: string) =>
  typeof value === 'object' && value !== null && (value as Readonly<Record<string, unknown>>)[name] != null;

/** A line diff; two texts that differ too much are given whole, one after the other. */
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
