import * as z from 'zod/mini';
import { Card } from '../../articles/article.ts';
import { Kind } from '../../articles/fields.ts';
import { ArticleSlug, SectionName, TagName } from '../../articles/schema.ts';
import { either } from '../../shared/api/either.ts';
import { patchOf } from '../../shared/api/mergePatch.ts';
import { anyInstant, instant } from '../../shared/instant.ts';
import { line } from '../../shared/text.ts';

/** `front-page`, or the name of a section. */
export const FrontParams = z.object({ front: SectionName });
export const EditionParams = z.object({ front: SectionName, from: anyInstant });
/** The instant as of which a front is shown. Default: now. */
export const FrontQuery = z.object({ at: z.optional(anyInstant) });

const ByHand = z.object({
  /** The article's id, or a slug that it has or had. */
  article: ArticleSlug,
});
const ByRule = z.object({
  newest: z.object({
    section: z.optional(SectionName),
    tag: z.optional(TagName),
    kind: z.optional(Kind),
  }),
});
export const SentSlot = either([ByRule, ByHand]);
export type SentSlot = z.output<typeof SentSlot>;

const slots = (most: number) => z.array(SentSlot).check(z.maxLength(most));
const Row = z.object({
  title: z.union([z.literal(''), line(60)]),
  section: z.nullable(SectionName),
  slots: slots(4).check(z.minLength(1)),
});

/** What editors send of a front. Null is what is chosen by itself, now for `from` and never for `until`. */
const fields = {
  from: z.nullable(anyInstant),
  until: z.nullable(anyInstant),
  lead: z.nullable(slots(1)),
  second: z.nullable(slots(3)),
  opinion: z.nullable(slots(4)),
  rows: z.nullable(z.array(Row).check(z.maxLength(8))),
  briefs: z.nullable(slots(10)),
};
export const SavedFront = z.object(fields);
export type SavedFront = z.output<typeof SavedFront>;

/** The same, in which what is missing is null. */
export const FrontContent = z.object({
  from: z._default(fields.from, null),
  until: z._default(fields.until, null),
  lead: z._default(fields.lead, null),
  second: z._default(fields.second, null),
  opinion: z._default(fields.opinion, null),
  rows: z._default(fields.rows, null),
  briefs: z._default(fields.briefs, null),
});
export const FrontPatch = patchOf(FrontContent);

const Dates = z.object({ from: instant, until: z.nullable(instant) });
/** What of an article tells editors which it is. */
const Shown = z.pick(Card, { slug: true, url: true, headline: true, publishedAt: true });
const shown = z.array(Shown);

/** A front as its editors see it. */
export const EditedFront = z.object({
  front: z.string(),
  /** Of all its editions; 0 where there never was one. */
  version: z.int(),
  changedAt: z.nullable(instant),
  changedBy: z.nullable(z.string()),
  /** The instant as of which the rest is. */
  at: instant,
  /** The edition that holds; null where the front is chosen by itself. It can be sent again. */
  edition: z.nullable(z.object({ ...SavedFront.shape, ...Dates.shape })),
  /** The edition that holds now, the one before it, and those to come; soonest first. */
  editions: z.array(Dates),
  /** What readers see. */
  shown: z.object({
    lead: z.nullable(Shown),
    second: shown,
    opinion: shown,
    rows: z.array(z.object({ title: z.string(), section: z.nullable(z.string()), articles: shown })),
    briefs: shown,
  }),
  /**
   * The JSON pointers of slots whose article is not shown there, or whose rule nothing fits among the newest articles, so that
   * another is shown, or none.
   */
  displaced: z.array(z.string()),
  /** Those of them that show none. */
  empty: z.array(z.string()),
});
export type EditedFront = z.output<typeof EditedFront>;
