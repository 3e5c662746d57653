import { articleRoutes } from './articles/routes.ts';
import { Article, Card, CardPage } from './articles/schema.ts';
import { commentReadRoutes, commentSubmitRoutes } from './comments/routes.ts';
import { Comment, SubmissionAnswer, SubmissionBody, Thread } from './comments/schema.ts';
import { sectionRoutes } from './sections/routes.ts';
import { Section, SectionList } from './sections/schema.ts';
import { serviceRoutes } from './service/routes.ts';
import type { Route } from './shared/api/route.ts';

/** Every route of the product, by operation id. */
export const routes: Readonly<Record<string, Route>> = {
  ...articleRoutes,
  ...sectionRoutes,
  ...commentReadRoutes,
  ...commentSubmitRoutes,
  ...serviceRoutes,
};

/** The schemas that the API's description names. */
export const namedSchemas = {
  Article,
  Card,
  CardPage,
  Comment,
  Section,
  SectionList,
  SubmissionAnswer,
  SubmissionBody,
  Thread,
};
