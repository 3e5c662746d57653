import { articleRoutes } from './articles/routes.ts';
import { Article, Card, CardPage } from './articles/schema.ts';
import { authorRoutes } from './authors/routes.ts';
import { Author } from './authors/schema.ts';
import { commentPersonRoutes } from './comments/personRoutes.ts';
import { PersonalData } from './comments/personSchema.ts';
import { commentReadRoutes, commentSubmitRoutes } from './comments/routes.ts';
import { Comment, SubmissionAnswer, SubmissionBody, Thread } from './comments/schema.ts';
import { CommentSettings, SectionSettings } from './comments/settings.ts';
import { feedRoutes } from './feeds/routes.ts';
import { moderationRoutes } from './moderation/routes.ts';
import { ModeratedComment, ModeratedPage, Trial } from './moderation/schema.ts';
import { articleEditingRoutes, authorEditingRoutes, previewRoutes, sectionEditingRoutes } from './newsroom/routes.ts';
import {
  Act,
  ActPage,
  Comparison,
  CopyPage,
  CopySummary,
  EditedAuthor,
  EditedSection,
  EditedSectionList,
  Revision,
  RevisionPage,
  RevisionSummary,
  WorkingCopy,
} from './newsroom/schema.ts';
import { assetRoutes, pageRoutes } from './pages/routes.ts';
import { sectionRoutes } from './sections/routes.ts';
import { Section, SectionList } from './sections/schema.ts';
import { serviceRoutes } from './service/routes.ts';
import type { Route } from './shared/api/route.ts';
import { sitemapRoutes } from './sitemaps/routes.ts';

/** Every route of the product, by operation id. */
export const routes: Readonly<Record<string, Route>> = {
  ...articleRoutes,
  ...sectionRoutes,
  ...commentReadRoutes,
  ...commentSubmitRoutes,
  ...commentPersonRoutes,
  ...moderationRoutes,
  ...authorRoutes,
  ...articleEditingRoutes,
  ...previewRoutes,
  ...sectionEditingRoutes,
  ...authorEditingRoutes,
  ...pageRoutes,
  ...assetRoutes,
  ...feedRoutes,
  ...sitemapRoutes,
  ...serviceRoutes,
};

/** The schemas that the API's description names. */
export const namedSchemas = {
  Act,
  ActPage,
  Article,
  Author,
  Card,
  CardPage,
  Comment,
  CommentSettings,
  Comparison,
  CopyPage,
  CopySummary,
  EditedAuthor,
  EditedSection,
  EditedSectionList,
  ModeratedComment,
  ModeratedPage,
  PersonalData,
  Revision,
  RevisionPage,
  RevisionSummary,
  Section,
  SectionList,
  SectionSettings,
  SubmissionAnswer,
  SubmissionBody,
  Thread,
  Trial,
  WorkingCopy,
};
