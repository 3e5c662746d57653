import { createArticleStore } from '../articles/store.ts';
import type { Theme } from '../pages/site.ts';
import { createSectionCatalogue, createSectionStore } from '../sections/store.ts';
import { createHandler, type Handler } from '../shared/api/stack.ts';
import type { Collaborators } from '../shared/deployed.ts';
import { createKeyedHash } from '../shared/keyedHash.ts';
import { createSignedTokens } from '../shared/signedToken.ts';
import { createPersonMail } from './mail.ts';
import { createPeople } from './people.ts';
import { actAsPerson, personFailurePage } from './person.ts';
import { commentPersonRoutes } from './personRoutes.ts';
import { createSubmissionStore } from './submissionStore.ts';
import { createCommentTokens } from './tokens.ts';

export interface CommentsPerson extends Collaborators<'published' | 'newsroom'> {
  /** Yields the key of the keyed hashes and of the tokens. */
  readonly hashKey: () => Promise<string>;
  readonly theme: Theme;
}

/** What commenters do about themselves: prove a mailbox, end mails, read and erase all they have sent. */
export function commentsPerson({ client, tables, clock, log, ...given }: CommentsPerson): Handler {
  const { hasSender, hashKey, theme } = given;
  const tokens = createCommentTokens(createSignedTokens(hashKey));
  const sections = createSectionCatalogue(createSectionStore(client, tables.published), clock);
  const operations = actAsPerson({
    client,
    tokens,
    sections,
    clock,
    theme,
    people: createPeople(client, tables, createArticleStore(client, tables.published)),
    submissions: createSubmissionStore(client, tables),
    mail: createPersonMail(tables.newsroom, tokens, { hasSender }),
    hash: createKeyedHash(hashKey),
  });
  return createHandler(commentPersonRoutes, operations, { log, failurePage: personFailurePage(sections, theme) });
}
