import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { EditedPaper, PaperPatch, WholePaper } from './schema.ts';

const paper = { ...editors, path: '/v1/newsroom/settings', response: EditedPaper, versioned: true } as const;
const change = { headers: VersionHeaders, failures: ['version-required', 'version-stale'] } as const;

export const paperEditingRoutes = defineRoutes('newsroom.edit', {
  readPaper: {
    ...paper,
    method: 'GET',
    summary: "Read the paper's settings: what is set, and what is in force with what the theme has",
    failures: [],
  },
  savePaper: {
    ...paper,
    ...change,
    method: 'PUT',
    summary: "Replace the paper's settings; what is null is as in the theme",
    body: WholePaper,
  },
  patchPaper: {
    ...paper,
    ...change,
    method: 'PATCH',
    summary: "Change single settings of the paper; null gives back the theme's",
    body: PaperPatch,
  },
});
