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
  names: z.array(SectionName).check(z.minLength(1), unique('a section')),
});

/** A section as editors see it. */
export const EditedSection = z.object({ ...Section.shape, open: z.boolean(), version: z.int() });

/** In the paper's order. The version is that of all of them together: it is another one after any change of any of them. */
export const EditedSectionList = z.object({
  items: z.array(EditedSection),
  version: z.int(),
  next: z.null(),
  previous: z.null(),
});

/** A section as it is sent to be saved, all of it: it may say its name, and keeps it. */
export const SavedSection = z.object({ name: z.optional(SectionName), ...wholeOf(SectionContent).shape });
export const SectionPatch = patchOf(SectionContent);
