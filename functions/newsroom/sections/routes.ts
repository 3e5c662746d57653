import * as z from 'zod/mini';
import { SectionName } from '../../articles/schema.ts';
import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import {
  EditedSection,
  EditedSectionList,
  NewSection,
  SavedSection,
  SectionMerge,
  SectionMerged,
  SectionNaming,
  SectionOrder,
  SectionPatch,
  SectionRetirement,
} from './schema.ts';

const section = {
  ...editors,
  path: '/v1/newsroom/sections/{section}',
  params: z.object({ section: SectionName }),
  response: EditedSection,
  versioned: true,
} as const;
const change = { ...section, headers: VersionHeaders } as const;
const FAILURES = ['section-not-found', 'version-required', 'version-stale'] as const;

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
    ...section,
    method: 'GET',
    summary: 'Read a section with what only editors see',
    failures: ['section-not-found'],
  },
  saveSection: {
    ...change,
    method: 'PUT',
    summary: "Change a section's title and description, or close it to new articles",
    body: SavedSection,
    failures: FAILURES,
  },
  patchSection: {
    ...change,
    method: 'PATCH',
    summary: 'Change single fields of a section; null gives a field its default',
    body: SectionPatch,
    failures: FAILURES,
  },
  renameSection: {
    ...change,
    method: 'POST',
    path: `${section.path}/rename`,
    summary: "Change a section's name, which is its address; the former one leads to it",
    body: SectionNaming,
    failures: [...FAILURES, 'section-exists', 'limit-exceeded'],
  },
  mergeSection: {
    ...editors,
    method: 'POST',
    path: `${section.path}/merge`,
    summary: 'Merge a section into another, to which its name leads from then on; the same request again goes on',
    params: section.params,
    headers: VersionHeaders,
    body: SectionMerge,
    response: SectionMerged,
    failures: [...FAILURES, 'limit-exceeded'],
  },
  retireSection: {
    ...change,
    method: 'POST',
    path: `${section.path}/retire`,
    summary: 'Take a section out of menus, lists and sitemaps; its page and its articles stay',
    body: SectionRetirement,
    failures: FAILURES,
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
