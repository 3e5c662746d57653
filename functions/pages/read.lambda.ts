import { createArchiveStore } from '../articles/archiveStore.ts';
import { createArticleStore } from '../articles/store.ts';
import { createAuthorStore } from '../authors/store.ts';
import { createThreadStore } from '../comments/store.ts';
import { createCommentTokens, renderedToken } from '../comments/tokens.ts';
import { MAIL_FROM } from '../mail/environment.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { FORM_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { failurePages } from './failure.ts';
import { readPages } from './read.ts';
import { pageRoutes } from './routes.ts';

const client = createClient();
const published = environment(tables.published.environmentName);
const clock = () => new Date();
const tokens = createCommentTokens(createSignedTokens(rememberedSecret(environment(FORM_KEY_SECRET))));

const sections = createSectionCatalogue(createSectionStore(client, published), clock);

export const handler = createHandler(
  pageRoutes,
  readPages({
    articles: createArticleStore(client, published),
    archive: createArchiveStore(client, published),
    threads: createThreadStore(client, published),
    authors: createAuthorStore(client, published),
    sections,
    clock,
    formToken: (now) => renderedToken(tokens, now),
    hasSender: process.env[MAIL_FROM] !== undefined,
  }),
  { failurePage: failurePages(sections.all) },
);
