import { createArticleStore } from '../articles/store.ts';
import { MAIL_FROM } from '../mail/environment.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { createKeyedHash, HASH_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { createPersonMail } from './mail.ts';
import { createPeople } from './people.ts';
import { actAsPerson, personFailurePage } from './person.ts';
import { commentPersonRoutes } from './personRoutes.ts';
import { createSubmissionStore } from './submissionStore.ts';
import { createCommentTokens } from './tokens.ts';

const client = createClient();
const clock = () => new Date();
const names = {
  published: environment(tables.published.environmentName),
  newsroom: environment(tables.newsroom.environmentName),
};
const key = rememberedSecret(environment(HASH_KEY_SECRET));
const tokens = createCommentTokens(createSignedTokens(key));
const sections = createSectionCatalogue(createSectionStore(client, names.published), clock);

export const handler = createHandler(
  commentPersonRoutes,
  actAsPerson({
    ...{ client, tokens, sections, clock },
    people: createPeople(client, names, createArticleStore(client, names.published)),
    submissions: createSubmissionStore(client, names),
    mail: createPersonMail(names.newsroom, tokens, { hasSender: process.env[MAIL_FROM] !== undefined }),
    hash: createKeyedHash(key),
  }),
  { failurePage: personFailurePage(sections) },
);
