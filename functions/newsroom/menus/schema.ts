import * as z from 'zod/mini';
import { ArticleSlug, SectionName, TagName } from '../../articles/schema.ts';
import { places } from '../../sections/menus.ts';
import { Email } from '../../shared/email.ts';
import { isWebAddress, line } from '../../shared/text.ts';
import { isUnique } from '../../shared/unique.ts';
import { fault } from '../../words/fault.ts';

/** Most items of a menu: all menus are read with the sections, by every page. */
const MOST_ITEMS = 40;

const MAILTO = 'mailto:';
/** A path of the site: one `/`, and nothing that a browser would read otherwise, such as `//` or `/\`. */
const PATH = /^\/(?![/\\])[^\s\\"<>]*$/;

const isAddress = (text: string): boolean => {
  if (text.startsWith('/')) return PATH.test(text) && text.isWellFormed();
  if (text.startsWith(MAILTO)) return z.safeParse(Email, text.slice(MAILTO.length)).success;
  return text.startsWith('https://') && isWebAddress(text);
};

const TARGETS = ['section', 'page', 'tag', 'address'] as const;

const MenuItem = z
  .object({
    section: z.optional(SectionName),
    page: z.optional(ArticleSlug),
    tag: z.optional(TagName),
    address: z.optional(
      z.string().check(z.maxLength(1_000, { abort: true }), z.refine(isAddress, fault('menuAddress'))),
    ),
    label: z.optional(line(60)),
  })
  .check(
    z.refine((item) => TARGETS.filter((name) => item[name] !== undefined).length === 1, fault('menuTarget')),
    z.refine(({ address, label }) => address === undefined || label !== undefined, {
      path: ['label'],
      error: fault('required'),
    }),
  );

export const MenuParams = z.object({ place: z.enum(places) });

/** The items of a menu; null gives back those of a paper that has never changed it. */
export const MenuBody = z.object({
  items: z.nullable(
    z.array(MenuItem).check(
      z.maxLength(MOST_ITEMS),
      z.refine(
        (items) => isUnique(items.map((item) => TARGETS.map((name) => item[name] ?? null).join('\n'))),
        fault('itemTwice'),
      ),
    ),
  ),
});

/** A menu as its editors have it; version 0 when it was never changed. */
export const EditedMenu = z.object({
  place: z.enum(places),
  /** What readers are shown, as far as it is there. */
  items: z.array(MenuItem),
  /** Whether the items are those of a paper that has never changed the menu. */
  usual: z.boolean(),
  version: z.int(),
});
