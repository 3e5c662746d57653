import * as z from 'zod/mini';
import { SectionName } from '../../articles/schema.ts';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { EditedSection, EditedSectionList, NewSection, SavedSection, SectionOrder, SectionPatch } from './schema.ts';

export const sectionEditingRoutes = defineRoutes('newsroom.edit', {
  createSection: {
    ...editors,
    method: 'POST',
    path: '/v1/newsroom/sections',
    summary: 'Add a section at the end of the paper',
    body: NewSection,
    response: EditedSection,
    success: 201,
    versioned: true,
    failures: ['section-exists', 'limit-exceeded'],
  },
  listEditedSections: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/sections',
    summary: 'List the sections in the order of the paper, with what only editors see',
    response: EditedSectionList,
    versioned: true,
    failures: [],
  },
  readEditedSection: {
    ...editors,
    method: 'GET',
    path: '/v1/newsroom/sections/{section}',
    summary: 'Read a section with what only editors see',
    params: z.object({ section: SectionName }),
    response: EditedSection,
    versioned: true,
    failures: ['section-not-found'],
  },
  saveSection: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/sections/{section}',
    summary: "Change a section's title and description, or close it to new articles",
    params: z.object({ section: SectionName }),
    headers: VersionHeaders,
    body: SavedSection,
    response: EditedSection,
    versioned: true,
    failures: ['section-not-found', 'version-required', 'version-stale'],
  },
  patchSection: {
    ...editors,
    method: 'PATCH',
    path: '/v1/newsroom/sections/{section}',
    summary: 'Change single fields of a section; null gives a field its default',
    params: z.object({ section: SectionName }),
    headers: VersionHeaders,
    body: SectionPatch,
    response: EditedSection,
    versioned: true,
    failures: ['section-not-found', 'version-required', 'version-stale'],
  },
  orderSections: {
    ...editors,
    method: 'PUT',
    path: '/v1/newsroom/sections',
    summary: 'Put the sections in another order',
    headers: VersionHeaders,
    body: SectionOrder,
    response: EditedSectionList,
    versioned: true,
    failures: ['version-required', 'version-stale'],
  },
});
