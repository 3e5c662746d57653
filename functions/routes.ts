import type * as z from 'zod/mini';
import { Article, Card, CardPage, CorrectionPage, ListedCorrection } from './articles/article.ts';
import { Page, PageSummaries, PageSummary } from './articles/page.ts';
import { articleRoutes } from './articles/routes.ts';
import { AuditEntry, AuditPage } from './audit/schema.ts';
import { authorRoutes } from './authors/routes.ts';
import { Author } from './authors/schema.ts';
import { commenterRoutes } from './commenters/routes.ts';
import { Confirmed, Erasure, MailSent, PersonalData } from './commenters/schema.ts';
import { CommentSettings, SectionSettings } from './comments/settings/schema.ts';
import { commentSubmitRoutes } from './comments/submitting/routes.ts';
import { RemovalAnswer, ReportAnswer, SubmissionAnswer } from './comments/submitting/schema.ts';
import { commentReadRoutes } from './comments/threads/routes.ts';
import { Comment, Thread } from './comments/threads/schema.ts';
import { deskEditRoutes } from './desk/articles/routes.ts';
import { deskModerateRoutes } from './desk/comments/routes.ts';
import { deskSessionRoutes } from './desk/session/routes.ts';
import { feedRoutes } from './feeds/routes.ts';
import { JsonFeed } from './feeds/schema.ts';
import { Media, MediaPage, MediaSummary, MediaUpload, MediaUser, MediaUserPage } from './media/answers.ts';
import { mediaReadRoutes } from './media/readRoutes.ts';
import { mediaRoutes } from './media/routes.ts';
import { moderationRoutes } from './moderation/routes.ts';
import {
  Branch,
  DecisionsAnswer,
  ModeratedComment,
  ModeratedPage,
  PersonAnswer,
  QueuedComment,
  SectionSettingsAnswer,
  SettingsAnswer,
  ThreadOpen,
  Trial,
} from './moderation/schema.ts';
import { articleEditingRoutes, previewRoutes } from './newsroom/articles/routes.ts';
import {
  Comparison,
  CopyPage,
  CopySummary,
  Preview,
  Revision,
  RevisionPage,
  RevisionSummary,
  SavedCopy,
  WorkingCopy,
} from './newsroom/articles/schema.ts';
import { authorEditingRoutes } from './newsroom/authors/routes.ts';
import { AuthorRenamed, EditedAuthor } from './newsroom/authors/schema.ts';
import { frontEditingRoutes } from './newsroom/fronts/routes.ts';
import { EditedFront } from './newsroom/fronts/schema.ts';
import { menuEditingRoutes } from './newsroom/menus/routes.ts';
import { EditedMenu } from './newsroom/menus/schema.ts';
import { pageEditingRoutes, pagePreviewRoutes } from './newsroom/pages/routes.ts';
import {
  PageCopy,
  PageCopyPage,
  PageCopySummary,
  PagePreview,
  PageRevision,
  SavedPageCopy,
} from './newsroom/pages/schema.ts';
import { redirectRoutes } from './newsroom/redirects/routes.ts';
import { EditedRedirect, MissList, RedirectPage } from './newsroom/redirects/schema.ts';
import { sectionEditingRoutes } from './newsroom/sections/routes.ts';
import { EditedSection, EditedSectionList, SectionMerged } from './newsroom/sections/schema.ts';
import { paperEditingRoutes } from './newsroom/settings/routes.ts';
import { EditedPaper } from './newsroom/settings/schema.ts';
import { tagEditingRoutes } from './newsroom/tags/routes.ts';
import { EditedTag } from './newsroom/tags/schema.ts';
import { assetRoutes, pageRoutes } from './pages/routes.ts';
import { Miss } from './redirects/schema.ts';
import { sectionRoutes } from './sections/routes.ts';
import { Section, SectionList } from './sections/schema.ts';
import { serviceRoutes } from './service/routes.ts';
import { Health } from './service/schema.ts';
import type { Route } from './shared/api/route.ts';
import { sitemapRoutes } from './sitemaps/routes.ts';
import { Manifest } from './sitemaps/schema.ts';
import { tagRoutes } from './tags/routes.ts';
import { Tag } from './tags/schema.ts';

const all = {
  ...articleRoutes,
  ...sectionRoutes,
  ...commentReadRoutes,
  ...commentSubmitRoutes,
  ...commenterRoutes,
  ...moderationRoutes,
  ...authorRoutes,
  ...articleEditingRoutes,
  ...previewRoutes,
  ...pageEditingRoutes,
  ...pagePreviewRoutes,
  ...menuEditingRoutes,
  ...paperEditingRoutes,
  ...sectionEditingRoutes,
  ...authorEditingRoutes,
  ...redirectRoutes,
  ...tagEditingRoutes,
  ...tagRoutes,
  ...frontEditingRoutes,
  ...mediaRoutes,
  ...pageRoutes,
  ...assetRoutes,
  ...feedRoutes,
  ...sitemapRoutes,
  ...mediaReadRoutes,
  ...deskSessionRoutes,
  ...deskEditRoutes,
  ...deskModerateRoutes,
  ...serviceRoutes,
};

/** Each route by its operation id, with the types of what it takes and returns. */
export type Routes = typeof all;

/** Every route of the product, by operation id. */
export const routes: Readonly<Record<string, Route>> = all;

/** What responses hold that are texts of JSON, by media type. Their functions do not parse them. */
export const jsonDocuments: Readonly<Record<string, z.ZodMiniType>> = {
  'application/feed+json': JsonFeed,
  'application/manifest+json': Manifest,
};

/** The schemas that the API's description names: every answer that is an object of JSON, and what such answers are made of. */
export const namedSchemas = {
  Article,
  AuditEntry,
  AuditPage,
  Author,
  Card,
  CardPage,
  Comment,
  CommentSettings,
  Comparison,
  Confirmed,
  CopyPage,
  CorrectionPage,
  ListedCorrection,
  Page,
  PageCopy,
  PageCopyPage,
  PageCopySummary,
  PagePreview,
  PageRevision,
  PageSummaries,
  PageSummary,
  SavedPageCopy,
  Preview,
  SavedCopy,
  CopySummary,
  DecisionsAnswer,
  AuthorRenamed,
  EditedAuthor,
  EditedFront,
  EditedMenu,
  EditedPaper,
  EditedSection,
  EditedSectionList,
  EditedRedirect,
  EditedTag,
  Erasure,
  Health,
  JsonFeed,
  MailSent,
  Manifest,
  Media,
  MediaPage,
  Miss,
  MissList,
  MediaSummary,
  MediaUpload,
  MediaUser,
  MediaUserPage,
  Branch,
  ModeratedComment,
  ModeratedPage,
  PersonAnswer,
  PersonalData,
  QueuedComment,
  RemovalAnswer,
  ReportAnswer,
  Revision,
  RedirectPage,
  RevisionPage,
  RevisionSummary,
  Section,
  SectionList,
  SectionMerged,
  SectionSettings,
  SectionSettingsAnswer,
  SettingsAnswer,
  SubmissionAnswer,
  Tag,
  Thread,
  ThreadOpen,
  Trial,
  WorkingCopy,
};
