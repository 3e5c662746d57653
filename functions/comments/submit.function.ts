import { createHeadStore } from '../articles/headStore.ts';
import { commentPages } from '../pages/commentPages.ts';
import { settledTheme, type Theme } from '../pages/site.ts';
import { paperLanguage } from '../sections/settingsStore.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { composedFor, lastComposed } from '../shared/api/composedFor.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/data/collaborators.ts';
import { createKeyedHash } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import type { Akismet } from './judging/akismet.ts';
import { createSettingsCatalogue } from './settings/store.ts';
import { createCommentMail } from './submitting/mail.ts';
import { createPlaceReading } from './submitting/placeReading.ts';
import { commentSubmitRoutes } from './submitting/routes.ts';
import { createSubmissionStore } from './submitting/store.ts';
import { submitComments } from './submitting/submit.ts';
import { createCommentTokens } from './submitting/tokens.ts';
import { createSubmissionUpdate } from './submitting/updateSubmission.ts';
import { createThreadStore } from './threads/store.ts';

export interface CommentsSubmit extends Collaborators<'published' | 'newsroom'> {
  /** Yields the key of the keyed hashes and of all tokens except `rendered`. */
  readonly hashKey: () => Promise<string>;
  /** Yields the key of `rendered` tokens. */
  readonly formKey: () => Promise<string>;
  readonly akismet: Akismet;
  readonly theme: Theme;
}

/** Sends, edits, deletes and reports comments, and shows the pages for that. */
export function commentsSubmit(given: CommentsSubmit): Handler {
  const { client, tables, clock, newId, hasSender, hashKey, akismet, theme } = given;
  const articles = createHeadStore(client, tables.published);
  const submissions = createSubmissionStore(client, tables);
  const settings = createSettingsCatalogue(client, tables.newsroom, clock);
  const tokens = createCommentTokens(createSignedTokens(hashKey), createSignedTokens(given.formKey));
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const present = settledTheme(theme, sections.settings);
  const showing = {
    articles,
    submissions,
    settings,
    tokens,
    clock,
    sections,
    threads: createThreadStore(client, tables.published),
    offersMail: hasSender,
  };
  const submitting = {
    articles,
    submissions,
    places: createPlaceReading(client, tables),
    update: createSubmissionUpdate({ client, tables, articles, clock }),
    settings,
    tables,
    tokens,
    clock,
    newId,
    akismet,
    hash: createKeyedHash(hashKey),
  };
  const pages = lastComposed((settled: Theme) => commentPages({ ...showing, theme: settled }));
  const operations = composedFor(commentSubmitRoutes, present, (settled) => {
    const { words } = settled;
    const mail = createCommentMail(tables.newsroom, tokens, { hasSender, words });
    const { language } = settled.settings;
    return { ...submitComments({ ...submitting, language, words, mail }), ...pages(settled).operations };
  });
  return createHandler(commentSubmitRoutes, operations, {
    language: paperLanguage(sections.settings, theme.settings.language),
    log: given.log,
    failurePage: async (failure, event) => pages(await present()).failurePage(failure, event),
  });
}
