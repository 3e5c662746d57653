import * as z from 'zod/mini';
import { PageList } from '../../articles/fields.ts';
import { Page as PublicPage } from '../../articles/page.ts';
import { ArticleSlug, page as pageOf } from '../../articles/schema.ts';
import { patchOf } from '../../shared/api/mergePatch.ts';
import { wholeOf } from '../../shared/api/wholeOf.ts';
import { Content, eachLanguageOnce, sent } from '../articles/fields.ts';
import { CopySummary, RevisionSummary, WorkingCopy } from '../articles/schema.ts';
import { Dropped } from '../body/dropped.ts';

/** The fields of an article that a page has too, with the same rules, and those of pages alone. */
const own = {
  headline: sent.headline,
  standfirst: sent.standfirst,
  slug: sent.slug,
  body: sent.body,
  format: sent.format,
  language: sent.language,
  translations: sent.translations,
  image: sent.image,
  lists: z._default(z.nullable(PageList), null),
  source: sent.source,
  sourceVersion: sent.sourceVersion,
};

/** A new page: without a slug, it gets one made from the headline. */
export const PageContent = z.object({ ...own, slug: z.optional(ArticleSlug) }).check(eachLanguageOnce);

/** An existing page. A PUT sends all of it, a PATCH only the fields it changes. */
const SavedPage = z.object(own).check(eachLanguageOnce);
export const WholePage = wholeOf(SavedPage);
export const PagePatch = patchOf(SavedPage);

/** What only articles have. */
const NONE = {
  section: true,
  tags: true,
  byline: true,
  commentsOpen: true,
  kind: true,
  label: true,
  kicker: true,
  shortHeadline: true,
  importance: true,
  keptOffFronts: true,
} as const;
/** The content of a page, as it is returned. */
const Returned = z.object({ ...z.omit(Content, NONE).shape, lists: own.lists });

/** What articles have, and every page has alike. */
export const FIXED = {
  section: '',
  tags: [],
  byline: [],
  commentsOpen: false,
  kind: 'news',
  label: 'none',
  kicker: '',
  shortHeadline: '',
  importance: 2,
  keptOffFronts: false,
} satisfies { readonly [Name in keyof typeof NONE]: Content[Name] };
/** A whole page with that. */
export const StoredPage = z.object({ ...own, ...z.pick(Content, NONE).shape }).check(eachLanguageOnce);

const { section, tags, byline, kind, label, kicker } = NONE;
export const PageCopySummary = z.omit(CopySummary, { section, tags, byline, kind, label, kicker });
export const PageCopyPage = pageOf(PageCopySummary);
/** The newest revision of a page, with its source text. */
export const PageCopy = z.object({
  ...PageCopySummary.shape,
  ...Returned.shape,
  formerSlugs: WorkingCopy.shape.formerSlugs,
});
/** A page as it was saved, with what of its text readers do not get as it was written. */
export const SavedPageCopy = z.object({ ...PageCopy.shape, dropped: z.array(Dropped) });
export const PageRevision = z.object({ ...RevisionSummary.shape, content: Returned });
/** A page as readers would have it, with what of its text they would not get as it was written. */
export const PagePreview = z.object({ ...PublicPage.shape, dropped: z.array(Dropped) });

export const PageLookup = z.object({ slug: ArticleSlug });
