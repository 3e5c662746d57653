import { createArticleStore } from '../articles/store.ts';
import { createCommentMail } from '../comments/mail.ts';
import { createPeople } from '../comments/people.ts';
import { createCommentTokens } from '../comments/tokens.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { callerOf } from '../shared/api/caller.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/deployed.ts';
import { createKeyedHash } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { moderate } from './decide.ts';
import { createModerationDesk } from './desk.ts';
import { moderationRoutes } from './routes.ts';
import { createSettingsDesk } from './settings.ts';

export interface ModerationDecide extends Collaborators<'published' | 'newsroom'> {
  /** Yields the key of the keyed hashes and of the tokens in mails. */
  readonly hashKey: () => Promise<string>;
}

/** What moderators do: the queue, decisions, settings, and what people ask of their data. */
export function moderationDecide({ client, tables, clock, log, hasSender, hashKey }: ModerationDecide): Handler {
  const articles = createArticleStore(client, tables.published);
  const tokens = createCommentTokens(createSignedTokens(hashKey));
  const mail = createCommentMail(tables.newsroom, tokens, { hasSender });
  const operations = moderate({
    articles,
    clock,
    sections: createSectionCatalogue(createSectionStore(client, tables.published), clock),
    desk: createModerationDesk({ client, tables, articles, mail, clock }),
    settings: createSettingsDesk(client, tables),
    people: createPeople(client, tables, articles),
    hash: createKeyedHash(hashKey),
  });
  return createHandler(moderationRoutes, operations, { log, identify: callerOf });
}
