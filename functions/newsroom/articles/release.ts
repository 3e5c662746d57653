import type { PublishedArticle } from '../../articles/fields.ts';
import { sectionNames } from '../../sections/names.ts';
import type { Operations } from '../../shared/api/route.ts';
import type { Writes } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { toInstant } from '../../shared/instant.ts';
import type { FormerAddresses } from '../formerAddresses.ts';
import { toPublished } from './content.ts';
import type { DocumentType } from './documentType.ts';
import { requireImageSize } from './imageSize.ts';
import { idsIn, type LibraryUse, type Media } from './libraryUse.ts';
import { type Naming, withPresentNames } from './presentNames.ts';
import { type Publication, slugStateOf } from './publication.ts';
import type { articleEditingRoutes } from './routes.ts';
import type { StoredRevision } from './schema.ts';
import type { Found, Outcome, Steps } from './steps.ts';
import type { CopyStore } from './store.ts';

/** Most former slugs of an article: a change of slug writes a redirect for each. */
const MOST_FORMER_SLUGS = 20;
/** Most corrections of an article: beside a text of maximum size, more would not fit in a DynamoDB item. */
const MOST_CORRECTIONS = 20;

interface Releasing extends Naming {
  readonly type: DocumentType;
  readonly formerAddresses: FormerAddresses;
  readonly copies: CopyStore;
  readonly publication: Publication;
  readonly library: LibraryUse;
}

/** What was released is no more. */
const NOT_RELEASED = {
  thread: null,
  releasedSlug: null,
  releasedRevision: null,
  releasedMedia: [],
  publishedAt: null,
  updatedAt: null,
};

/**
 * Releases content from `publishedAt` on, whatever the article's slug was before: replaces its former items, moves its
 * comment count, and redirects every former slug directly to the present one.
 */
export const createRelease =
  ({ type, formerAddresses, copies, publication, library, tags, authors }: Releasing) =>
  async (
    { copy, sections, now }: Pick<Found, 'copy' | 'sections' | 'now'>,
    { revision, content }: Pick<StoredRevision, 'revision' | 'content'>,
    dates: Pick<PublishedArticle, 'publishedAt' | 'updatedAt'>,
    media: Media,
  ): Promise<Outcome & { readonly writes: Writes }> => {
    requireImageSize(content);
    const wasSeen = copy.publishedAt !== null && copy.publishedAt <= toInstant(now);
    const thread = wasSeen && copy.thread ? copy.thread : content.slug;
    const made = toPublished(content, { ...dates, thread, corrections: copy.corrections }, media);
    const [standing, named] = await Promise.all([
      slugStateOf(publication, copy),
      withPresentNames(made, { tags, authors }),
    ]);
    const names = sectionNames(sections);
    const article = { ...named, section: names.id(content.section) };
    const left = copy.releasedSlug !== null && copy.releasedSlug !== content.slug ? copy.releasedSlug : undefined;
    const formerSlugs = [...copy.formerSlugs, ...(left && wasSeen ? [left] : [])].filter(
      (slug) => slug !== content.slug,
    );
    if (formerSlugs.length > MOST_FORMER_SLUGS) {
      throw new Failure('limit-exceeded', ({ failures }) => failures.formerSlugs(MOST_FORMER_SLUGS));
    }
    return {
      content,
      copy: {
        ...copy,
        phase: 'released',
        thread: article.thread,
        releasedSlug: content.slug,
        releasedRevision: revision,
        releasedMedia: idsIn(content),
        publishedAt: dates.publishedAt,
        updatedAt: dates.updatedAt,
        formerSlugs,
      },
      writes: {
        ...publication.publish(article, standing),
        ...(copy.formerSlugs.includes(content.slug) && {
          ...publication.endRedirect(content.slug),
          unlisted: formerAddresses.unlist(type.name, content.slug),
        }),
        ...(left ? Object.assign({}, ...formerSlugs.map((slug) => publication.redirect(slug, article))) : {}),
        ...(left &&
          wasSeen && {
            listed: formerAddresses.list({
              kind: type.name,
              name: left,
              from: type.pathOf({ section: names.present((standing.article ?? article).section), slug: left }),
              owner: copy.id,
            }),
          }),
        ...(left && !wasSeen ? { released: copies.unclaimSlug(left, copy.id) } : {}),
        superseded: copies.dropReleased(copy, revision),
        ...library.unchanged([...media.values()].filter(({ kind }) => kind === 'picture')),
      },
    };
  };

export type Release = ReturnType<typeof createRelease>;

type Life = 'publishArticle' | 'unscheduleArticle' | 'correctArticle' | 'withdrawArticle' | 'restoreArticle';

/** Publishes, unschedules, corrects, withdraws and restores articles. */
export function releaseArticles({
  type,
  copies,
  publication,
  library,
  take,
  release,
}: Releasing & Pick<Steps, 'take'> & { readonly release: Release }): Pick<
  Operations<typeof articleEditingRoutes>,
  Life
> {
  return {
    publishArticle: (input) =>
      take('publish', input, async (found) => {
        const { copy, content, state, sections: all, now } = found;
        const { at } = input.body;
        if (at !== undefined && state === 'published') {
          throw new Failure('step-not-allowed', ({ failures }) => failures.hasInstant);
        }
        if (at !== undefined && at <= toInstant(now)) {
          throw new Failure('field-invalid', (words) => `${words.sentence('at', words.faults.laterThanNow)}.`, {
            faults: [{ pointer: '/at', detail: ({ faults }) => faults.laterThanNow }],
          });
        }
        if (state === 'draft') await type.requirePlace(content, all);
        const instant = at ?? toInstant(now);
        const publishedAt = state === 'published' && copy.publishedAt ? copy.publishedAt : instant;
        // Readers are told of a change, where there is one.
        const isUnchanged = state === 'published' && copy.releasedRevision === copy.revision;
        const updatedAt = (isUnchanged && copy.updatedAt) || instant;
        const media = await library.publishable(content, instant);
        const released = await release(found, { revision: copy.revision, content }, { publishedAt, updatedAt }, media);
        return { ...released, detail: `for ${publishedAt}` };
      }),

    unscheduleArticle: (input) =>
      take('unschedule', input, async ({ copy }) => {
        const { article } = await slugStateOf(publication, copy);
        return {
          copy: { ...copy, phase: 'draft', ...NOT_RELEASED },
          writes: article ? publication.unpublish(article) : {},
        };
      }),

    correctArticle: (input) =>
      take('correct', input, async (found) => {
        const at = toInstant(found.now);
        const corrections = [...found.copy.corrections, { at, note: input.body.note }];
        if (corrections.length > MOST_CORRECTIONS) {
          throw new Failure('limit-exceeded', ({ failures }) => failures.mostCorrections(MOST_CORRECTIONS));
        }
        const copy = { ...found.copy, corrections };
        const { revision } = copy;
        const dates = { publishedAt: copy.publishedAt ?? at, updatedAt: at };
        const media = await library.publishable(found.content, at);
        const released = await release({ ...found, copy }, { revision, content: found.content }, dates, media);
        return { ...released, detail: input.body.note };
      }),

    withdrawArticle: (input) =>
      take('withdraw', input, async ({ copy, now }) => {
        const { article } = await slugStateOf(publication, copy);
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
        const dates = { publishedAt, updatedAt: copy.updatedAt ?? publishedAt };
        // What was public before returns; a picture that has expired since is not shown.
        const released = await release(found, was, dates, await library.read(was.content));
        return { ...released, content: found.content };
      }),
  };
}
