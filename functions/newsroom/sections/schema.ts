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
export const EditedSection = z.object({ ...Section.shape, open: z.boolean(), version: z.int() });

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
