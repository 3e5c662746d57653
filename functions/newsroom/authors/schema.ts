import * as z from 'zod/mini';
import { patchOf } from '../../shared/api/mergePatch.ts';
import { line } from '../../shared/text.ts';

export const AuthorContent = z.object({ name: line(100), biography: line(1_000) });
export type AuthorContent = z.output<typeof AuthorContent>;
export const AuthorPatch = patchOf(AuthorContent);

/** An author with the version that editors send back. */
export const EditedAuthor = z.object({ slug: z.string(), ...AuthorContent.shape, version: z.int() });

export type EditedAuthor = z.output<typeof EditedAuthor>;
