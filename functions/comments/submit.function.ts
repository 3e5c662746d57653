import { createHeadStore } from '../articles/headStore.ts';
import { commentPages } from '../pages/commentPages.ts';
import type { Theme } from '../pages/site.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
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
  const pages = commentPages({
    articles,
    submissions,
    settings,
    tokens,
    clock,
    theme,
    sections: createSectionCatalogue(createSectionStore(client, tables.published), clock),
    threads: createThreadStore(client, tables.published),
    offersMail: hasSender,
  });
  const submitting = submitComments({
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
    language: theme.settings.language,
    words: theme.words,
    hash: createKeyedHash(hashKey),
    mail: createCommentMail(tables.newsroom, tokens, { hasSender, words: theme.words }),
  });
  return createHandler(
    commentSubmitRoutes,
    { ...submitting, ...pages.operations },
    { language: theme.settings.language, log: given.log, failurePage: pages.failurePage },
  );
}
