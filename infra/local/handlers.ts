import { articlesRead } from '../../functions/articles/read.function.ts';
import { commentersManage } from '../../functions/commenters/manage.function.ts';
import { commentsRead } from '../../functions/comments/read.function.ts';
import { type CommentsSubmit, commentsSubmit } from '../../functions/comments/submit.function.ts';
import { type DeskEdit, deskEdit } from '../../functions/desk/edit.function.ts';
import { deskModerate } from '../../functions/desk/moderate.function.ts';
import { deskSession } from '../../functions/desk/session.function.ts';
import { feedsRead } from '../../functions/feeds/read.function.ts';
import { type MediaManage, mediaManage } from '../../functions/media/manage.function.ts';
import { mediaRead } from '../../functions/media/read.function.ts';
import { moderationDecide } from '../../functions/moderation/decide.function.ts';
import { newsroomEdit } from '../../functions/newsroom/edit.function.ts';
import { pagesAssets } from '../../functions/pages/assets.function.ts';
import { type PagesRead, pagesRead } from '../../functions/pages/read.function.ts';
import { sectionsRead } from '../../functions/sections/read.function.ts';
import { type ServiceRead, serviceRead } from '../../functions/service/read.function.ts';
import type { FunctionName } from '../../functions/shared/api/route.ts';
import type { Handler } from '../../functions/shared/api/stack.ts';
import { type SitemapsRead, sitemapsRead } from '../../functions/sitemaps/read.function.ts';

/** The collaborators of all functions together. */
export interface AllCollaborators
  extends CommentsSubmit,
    Pick<PagesRead, 'reference'>,
    Pick<SitemapsRead, 'indexed'>,
    Pick<MediaManage, 'objects' | 'fetchFile'>,
    Pick<DeskEdit, 'sessionKey' | 'issuer'> {
  /** The OpenAPI document. */
  readonly openApi: () => ServiceRead['openApi'];
  /** The directory of the static files. */
  readonly assetsDirectory: () => string;
}

/** The handler of every function that has routes, composed as in a deployment, lazily at its first call. */
export const composeHandlers = (given: AllCollaborators): Readonly<Record<FunctionName, Handler>> => ({
  'articles.read': lazily(() => articlesRead(given)),
  'sections.read': lazily(() => sectionsRead(given)),
  'comments.read': lazily(() => commentsRead(given)),
  'comments.submit': lazily(() => commentsSubmit(given)),
  'commenters.manage': lazily(() => commentersManage(given)),
  'moderation.decide': lazily(() => moderationDecide(given)),
  'newsroom.edit': lazily(() => newsroomEdit(given)),
  'pages.read': lazily(() => pagesRead(given)),
  'pages.assets': lazily(() => pagesAssets({ ...given, directory: given.assetsDirectory() })),
  'feeds.read': lazily(() => feedsRead(given)),
  'sitemaps.read': lazily(() => sitemapsRead(given)),
  'media.read': lazily(() => mediaRead(given)),
  'media.manage': lazily(() => mediaManage(given)),
  'desk.session': lazily(() => deskSession(given)),
  'desk.edit': lazily(() => deskEdit(given)),
  'desk.moderate': lazily(() => deskModerate(given)),
  'service.read': lazily(() => serviceRead({ ...given, openApi: given.openApi() })),
});

function lazily(compose: () => Handler): Handler {
  let handler: Handler | undefined;
  return (event, context) => {
    handler ??= compose();
    return handler(event, context);
  };
}
