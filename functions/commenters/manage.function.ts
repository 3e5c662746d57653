import { createHeadStore } from '../articles/headStore.ts';
import { createSubmissionStore } from '../comments/submitting/store.ts';
import { createCommentTokens } from '../comments/submitting/tokens.ts';
import type { Theme } from '../pages/site.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { createKeyedHash } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { createCommenterMail } from './mail.ts';
import { commenterFailurePage, manageCommenter } from './manage.ts';
import { commenterRoutes } from './routes.ts';
import { createCommenterStore } from './store.ts';

export interface CommentersManage extends Collaborators<'published' | 'newsroom'> {
  /** Yields the key of the keyed hashes and of the tokens. */
  readonly hashKey: () => Promise<string>;
  readonly theme: Theme;
}

/** Commenters' self-service: prove a mailbox, unsubscribe, export and erase their data. */
export function commentersManage({ client, tables, clock, log, ...given }: CommentersManage): Handler {
  const { hasSender, hashKey, theme } = given;
  const tokens = createCommentTokens(createSignedTokens(hashKey));
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const operations = manageCommenter({
    client,
    tokens,
    sections,
    clock,
    theme,
    people: createCommenterStore(client, tables, createHeadStore(client, tables.published)),
    submissions: createSubmissionStore(client, tables),
    mail: createCommenterMail(tables.newsroom, tokens, { hasSender, words: theme.words }),
    hash: createKeyedHash(hashKey),
  });
  return createHandler(commenterRoutes, operations, {
    language: theme.settings.language,
    log,
    failurePage: commenterFailurePage(sections, theme),
  });
}
