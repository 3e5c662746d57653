import { randomUUID } from 'node:crypto';
import { createArticleStore } from '../articles/store.ts';
import { MAIL_FROM } from '../mail/environment.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { createKeyedHash, FORM_KEY_SECRET, HASH_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { AKISMET_KEY_SECRET, createAkismet } from './akismet.ts';
import { createCommentMail } from './mail.ts';
import { commentPages } from './pages.ts';
import { commentSubmitRoutes } from './routes.ts';
import { createSettingsCatalogue } from './settingsStore.ts';
import { createThreadStore } from './store.ts';
import { createSubmissionStore } from './submissionStore.ts';
import { submitComments } from './submit.ts';
import { createCommentTokens } from './tokens.ts';

const client = createClient();
const clock = () => new Date();
const names = {
  published: environment(tables.published.environmentName),
  newsroom: environment(tables.newsroom.environmentName),
};
const key = rememberedSecret(environment(HASH_KEY_SECRET));
const offersMail = process.env[MAIL_FROM] !== undefined;

const articles = createArticleStore(client, names.published);
const submissions = createSubmissionStore(client, names);
const settings = createSettingsCatalogue(client, names.newsroom, clock);
const tokens = createCommentTokens(
  createSignedTokens(key),
  createSignedTokens(rememberedSecret(environment(FORM_KEY_SECRET))),
);
const pages = commentPages({
  articles,
  sections: createSectionCatalogue(createSectionStore(client, names.published), clock),
  threads: createThreadStore(client, names.published),
  ...{ submissions, settings, tokens, clock, offersMail },
});

export const handler = createHandler(
  commentSubmitRoutes,
  {
    ...submitComments({
      ...{ articles, submissions, settings, tables: names, tokens, clock },
      hash: createKeyedHash(key),
      mail: createCommentMail(names.newsroom, tokens, { hasSender: offersMail }),
      akismet: createAkismet(rememberedSecret(process.env[AKISMET_KEY_SECRET] ?? '')),
      newId: randomUUID,
    }),
    ...pages.operations,
  },
  { failurePage: pages.failurePage },
);
