import { createHeadStore } from '../articles/headStore.ts';
import { createCommenterStore } from '../commenters/store.ts';
import { createCommentMail } from '../comments/submitting/mail.ts';
import { createCommentTokens } from '../comments/submitting/tokens.ts';
import { createPaperSettings, paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { callerOf } from '../shared/api/caller.ts';
import { composedFor } from '../shared/api/composedFor.ts';
import type { Operations } from '../shared/api/route.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { createKeyedHash } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { paperWords } from '../words/words.ts';
import { moderate } from './decide.ts';
import { moderationRoutes } from './routes.ts';
import { createSettingsStore } from './settingsStore.ts';
import { createModerationStore } from './store.ts';

export interface ModerationDecide extends Collaborators<'published' | 'newsroom'> {
  /** Yields the key of the keyed hashes and of the tokens in mails. */
  readonly hashKey: () => Promise<string>;
}

/** Moderation: the queue, decisions, settings, and requests about personal data. */
export const moderationDecide = (given: ModerationDecide): Handler =>
  createHandler(moderationRoutes, moderationOperations(given), {
    language: paperLanguage(createPaperSettings(given.client, given.tables.published, given.clock), given.language),
    log: given.log,
    identify: callerOf,
  });

/** What moderation does, for its API and for the desk. */
export function moderationOperations({
  client,
  tables,
  clock,
  hasSender,
  hashKey,
  language,
}: ModerationDecide): Operations<typeof moderationRoutes> {
  const articles = createHeadStore(client, tables.published);
  const tokens = createCommentTokens(createSignedTokens(hashKey));
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const moderating = {
    articles,
    clock,
    sections,
    settings: createSettingsStore(client, tables),
    people: createCommenterStore(client, tables, articles),
    hash: createKeyedHash(hashKey),
  };
  const papers = paperLanguage(sections.settings, language);
  return composedFor(moderationRoutes, papers.present, (present) => {
    const mail = createCommentMail(tables.newsroom, tokens, { hasSender, words: paperWords(present) });
    const moderation = createModerationStore({ client, tables, articles, mail, clock });
    return moderate({ ...moderating, moderation, language: present });
  });
}
