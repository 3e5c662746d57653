import { createArticleStore } from '../articles/store.ts';
import { createCommentMail } from '../comments/mail.ts';
import { createPeople } from '../comments/people.ts';
import { createCommentTokens } from '../comments/tokens.ts';
import { MAIL_FROM } from '../mail/environment.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { callerOf } from '../shared/api/caller.ts';
import { createHandler } from '../shared/api/stack.ts';
import { createClient } from '../shared/data/client.ts';
import { tables } from '../shared/data/tables.ts';
import { environment } from '../shared/environment.ts';
import { createKeyedHash, HASH_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { moderate } from './decide.ts';
import { createModerationDesk } from './desk.ts';
import { moderationRoutes } from './routes.ts';
import { createSettingsDesk } from './settings.ts';

const client = createClient();
const clock = () => new Date();
const names = {
  published: environment(tables.published.environmentName),
  newsroom: environment(tables.newsroom.environmentName),
};
const key = rememberedSecret(environment(HASH_KEY_SECRET));
const articles = createArticleStore(client, names.published);
const mail = createCommentMail(names.newsroom, createCommentTokens(createSignedTokens(key)), {
  hasSender: process.env[MAIL_FROM] !== undefined,
});

export const handler = createHandler(
  moderationRoutes,
  moderate({
    ...{ articles, clock },
    sections: createSectionCatalogue(createSectionStore(client, names.published), clock),
    desk: createModerationDesk({ client, tables: names, articles, mail, clock }),
    settings: createSettingsDesk(client, names),
    people: createPeople(client, names, articles),
    hash: createKeyedHash(key),
  }),
  { identify: callerOf },
);
