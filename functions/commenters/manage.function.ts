import { createHeadStore } from '../articles/headStore.ts';
import { createSubmissionStore } from '../comments/submitting/store.ts';
import { createCommentTokens } from '../comments/submitting/tokens.ts';
import { settledTheme, type Theme } from '../pages/site.ts';
import { paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { composedFor } from '../shared/api/composedFor.ts';
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
  const managing = {
    client,
    tokens,
    sections,
    clock,
    people: createCommenterStore(client, tables, createHeadStore(client, tables.published)),
    submissions: createSubmissionStore(client, tables),
    hash: createKeyedHash(hashKey),
  };
  const operations = composedFor(commenterRoutes, settledTheme(theme, sections.settings), (present) => {
    const mail = createCommenterMail(tables.newsroom, tokens, { hasSender, words: present.words });
    return manageCommenter({ ...managing, theme: present, mail });
  });
  return createHandler(commenterRoutes, operations, {
    language: paperLanguage(sections.settings, theme.settings.language),
    log,
    failurePage: commenterFailurePage(sections, theme),
  });
}
