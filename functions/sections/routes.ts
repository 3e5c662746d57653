import * as z from 'zod/mini';
import { defineRoutes } from '../shared/api/route.ts';
import { slug } from '../shared/text.ts';
import { Section, SectionList } from './schema.ts';

export const sectionRoutes = defineRoutes('sections.read', {
  listSections: {
    method: 'GET',
    path: '/v1/sections',
    audience: 'public',
    summary: 'List the sections in the order of the paper',
    response: SectionList,
    success: 200,
    cache: 'public',
    failures: [],
  },
  readSection: {
    method: 'GET',
    path: '/v1/sections/{section}',
    audience: 'public',
    summary: 'Read a section',
    params: z.object({ section: slug(40) }),
    response: Section,
    success: 200,
    cache: 'public',
    failures: ['section-not-found', 'address-moved'],
  },
});
