import * as z from 'zod/mini';
import { SectionName } from '../../articles/schema.ts';
import { Section } from '../../sections/schema.ts';
import { patchOf } from '../../shared/api/mergePatch.ts';
import { wholeOf } from '../../shared/api/wholeOf.ts';
import { line } from '../../shared/text.ts';
import { unique } from '../../shared/unique.ts';

export const SectionContent = z.object({
  title: line(100),
  description: z._default(z.union([z.literal(''), line(500)]), ''),
  open: z._default(z.boolean(), true),
});
export type SectionContent = z.output<typeof SectionContent>;

export const NewSection = z.object({ name: SectionName, ...SectionContent.shape });

export const SectionOrder = z.object({
  names: z.array(SectionName).check(z.minLength(1), unique('sectionTwice')),
});

/** A section with what only editors see. */
export const EditedSection = z.object({
  ...Section.shape,
  open: z.boolean(),
  /** Whether it is in no menu, list or sitemap. */
  retired: z.boolean(),
  /** Names that lead to it. */
  formerNames: z.array(z.string()),
  version: z.int(),
});
export type EditedSection = z.output<typeof EditedSection>;

/** What a section is called from now on. Without a title it keeps its own. */
export const SectionNaming = z.object({ name: SectionName, title: z.optional(line(100)) });

/** Where a section's articles go. */
export const SectionMerge = z.object({ into: SectionName });

/** What a merge has done. Where it is not `done`, the same request goes on. */
export const SectionMerged = z.object({
  section: EditedSection,
  /** How many articles this request has moved in the listings; they are all at their new addresses already. */
  moved: z.int(),
  done: z.boolean(),
});

export const SectionRetirement = z.object({ retired: z._default(z.boolean(), true) });

/** All sections in order. The version is that of the list: any change of any section changes it. */
export const EditedSectionList = z.object({
  items: z.array(EditedSection),
  version: z.int(),
  next: z.null(),
  previous: z.null(),
});

/** A whole section, as a PUT sends it. It may contain the name, which must be the same. */
export const SavedSection = z.object({ name: z.optional(SectionName), ...wholeOf(SectionContent).shape });
export const SectionPatch = patchOf(SectionContent);
