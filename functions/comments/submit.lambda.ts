import { randomUUID } from 'node:crypto';
import { createArticleStore } from '../articles/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { createKeyedHash, HASH_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { commentSubmitRoutes } from './routes.ts';
import { createSubmissionStore } from './submissionStore.ts';
import { submitComments } from './submit.ts';

const client = createClient();

export const handler = createHandler(
  commentSubmitRoutes,
  submitComments({
    articles: createArticleStore(client, environment(tables.published.environmentName)),
    submissions: createSubmissionStore(client, environment(tables.newsroom.environmentName)),
    hash: createKeyedHash(rememberedSecret(environment(HASH_KEY_SECRET))),
    clock: () => new Date(),
    newId: randomUUID,
    rateLimit: {
      most: Number(environment('COMMENT_RATE_LIMIT')),
      seconds: Number(environment('COMMENT_RATE_SECONDS')),
    },
  }),
);
