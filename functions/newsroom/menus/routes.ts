import { editors } from '../../shared/api/editorRoute.ts';
import { defineRoutes } from '../../shared/api/route.ts';
import { VersionHeaders } from '../../shared/version.ts';
import { EditedMenu, MenuBody, MenuParams } from './schema.ts';

const menu = {
  ...editors,
  path: '/v1/newsroom/menus/{place}',
  params: MenuParams,
  response: EditedMenu,
  versioned: true,
} as const;

export const menuEditingRoutes = defineRoutes('newsroom.edit', {
  readMenu: {
    ...menu,
    method: 'GET',
    summary: 'Read a menu: header, more, footer, or the accounts elsewhere (social)',
    failures: [],
  },
  saveMenu: {
    ...menu,
    method: 'PUT',
    summary: 'Replace the items of a menu; null gives back those of a paper that has never changed it',
    headers: VersionHeaders,
    body: MenuBody,
    failures: ['version-required', 'version-stale'],
  },
});
