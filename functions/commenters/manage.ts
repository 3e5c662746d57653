import { commenterCookie } from '../comments/submitting/cookies.ts';
import { networkOf } from '../comments/submitting/network.ts';
import type { SubmissionStore } from '../comments/submitting/store.ts';
import type { CommentTokens } from '../comments/submitting/tokens.ts';
import { page } from '../pages/answer.ts';
import { renderAction, renderMessage } from '../pages/render.tsx';
import { pageSite, type Theme } from '../pages/site.ts';
import type { ActionView } from '../pages/view.ts';
import { NO_PAPER } from '../sections/menus.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { isForm } from '../shared/api/form.ts';
import { redirection } from '../shared/api/reply.ts';
import type { Operations } from '../shared/api/route.ts';
import { originOf } from '../shared/api/siteOrigin.ts';
import type { FailurePage } from '../shared/api/stack.ts';
import { writeTogether } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { KeyedHash } from '../shared/keyedHash.ts';
import type { CommenterMail } from './mail.ts';
import { readPersonalData, withoutModerators } from './personalData.ts';
import type { commenterRoutes } from './routes.ts';
import type { CommenterStore } from './store.ts';

export interface ManagingCommenter {
  readonly client: Parameters<typeof writeTogether>[0];
  readonly people: CommenterStore;
  readonly submissions: Pick<SubmissionStore, 'countOne' | 'counted'>;
  readonly sections: SectionCatalogue;
  readonly mail: CommenterMail;
  readonly hash: KeyedHash;
  readonly tokens: CommentTokens;
  readonly clock: Clock;
  readonly theme: Theme;
}

/** How long the cookie of a proven mailbox is valid. */
const COMMENTER_DAYS = 365;
/** Rate limit of mails from one network, to any address. */
const MAIL_LIMIT = { most: 5, seconds: 3_600 } as const;
/** Rate limit of mails of one kind to one address, from any network, so that nobody can flood it. */
const ADDRESS_LIMIT = { most: 3, seconds: 86_400 } as const;

/** Operations on a person's own data, each authorized by a mailed token. */
export function manageCommenter(options: ManagingCommenter): Operations<typeof commenterRoutes> {
  const { client, people, submissions, sections, mail, hash, tokens, clock, theme } = options;
  const { person: words } = theme.words;
  const mailSent = { status: 'sent', message: words.mailSent } as const;

  /** Sends a requested mail, unless it was sent just now or too often. The response is the same, and whether or not the address is known. */
  const sendTo = async (
    kind: 'confirmation' | 'personalData',
    email: string,
    { sourceIp, origin }: { readonly sourceIp: string; readonly origin: string },
  ) => {
    const now = clock();
    const network = await hash('mails', networkOf(sourceIp));
    await submissions.countOne({ hash: network, limit: MAIL_LIMIT }, now);
    const person = await hash('person', email.toLowerCase());
    const posted = await mail[kind]({ person, email }, origin, now);
    if (!posted) throw new Failure('mail-unavailable', ({ failures }) => failures.noMail);
    const address = { hash: await hash(`mails-${kind}`, person), limit: ADDRESS_LIMIT };
    await writeTogether(client, {
      // A retry counts nothing.
      mail: { Put: { ...posted.Put, ConditionExpression: 'attribute_not_exists(pk)' } },
      address: submissions.counted(address, now),
    });
  };

  /** @throws Failure `link-expired`. */
  const personOf = async (purpose: 'mailbox' | 'unsubscribe' | 'personal', token: string): Promise<string> => {
    const read = await tokens.read(purpose, token, clock());
    if (!read) throw new Failure('link-expired', ({ failures }) => failures.linkExpired);
    return read.person;
  };

  const show = async (view: ActionView, origin: string) => {
    const site = pageSite(origin, theme, await sections.paper());
    return page(renderAction(view, site), site);
  };

  return {
    askForConfirmation: async ({ body: { email }, request }) => {
      await sendTo('confirmation', email, request);
      return request.isForm ? redirection(303, '/comments/mail-sent', { cache: 'none' }) : mailSent;
    },
    askForPersonalData: async ({ body: { email }, request }) => {
      await sendTo('personalData', email, request);
      return request.isForm ? redirection(303, '/comments/mail-sent', { cache: 'none' }) : mailSent;
    },
    showMailSent: ({ request: { origin } }) =>
      show(
        {
          title: words.mailSentTitle,
          text: [words.mailSent, words.mailAgain],
        },
        origin,
      ),

    showConfirmation: async ({ query: { token }, request: { origin } }) => {
      await personOf('mailbox', token);
      const post = { action: '/v1/commenters/confirmation', hidden: { token }, button: words.confirmButton };
      return show(
        {
          title: words.confirmTitle,
          text: [words.confirmText],
          post,
        },
        origin,
      );
    },
    confirm: async ({ body: { token }, request: { isForm: asForm, origin } }) => {
      const person = await personOf('mailbox', token);
      await people.subscribe(person, true);
      const until = new Date(clock().getTime() + COMMENTER_DAYS * 86_400_000);
      const commenter = await tokens.sign('commenter', { person }, until);
      if (!asForm) return { status: 'confirmed', commenter };
      return redirection(303, '/comments/confirmed', { cookies: [commenterCookie(commenter, origin)], cache: 'none' });
    },
    showConfirmed: ({ request: { origin } }) =>
      show({ title: words.confirmedTitle, text: [words.confirmedText] }, origin),

    showUnsubscription: async ({ query: { token }, request: { origin } }) => {
      await personOf('unsubscribe', token);
      const action = `/comments/unsubscription?${new URLSearchParams({ token })}`;
      const post = { action, hidden: { confirm: 'yes' }, button: words.unsubscribeButton };
      return show({ title: words.unsubscribeTitle, text: [words.unsubscribedText], post }, origin);
    },
    unsubscribe: async ({ query: { token }, request: { origin } }) => {
      await people.subscribe(await personOf('unsubscribe', token), false);
      return show({ title: words.unsubscribedTitle, text: [words.unsubscribedText] }, origin);
    },

    showPersonalData: async ({ query: { token }, request: { origin } }) => {
      await personOf('personal', token);
      const read = `/v1/commenters/personal-data?${new URLSearchParams({ token })}`;
      const post = { action: '/v1/commenters/erasure', hidden: { token }, button: words.eraseButton };
      return show(
        {
          title: words.dataTitle,
          text: [words.dataText],
          link: { href: read, label: words.dataRead },
          post,
        },
        origin,
      );
    },
    readPersonalData: async ({ query: { token, cursor } }) => {
      const person = await personOf('personal', token);
      return withoutModerators(await readPersonalData(people, person, cursor, clock()));
    },
    erasePersonalData: async ({ query: { token } }) =>
      people.erase(await personOf('personal', token), 'the person', clock()),
    eraseByForm: async ({ body: { token }, request: { isForm: asForm, origin } }) => {
      const erasure = await people.erase(await personOf('personal', token), 'the person', clock());
      if (!asForm) return erasure;
      if (erasure.remaining) {
        const post = { action: '/v1/commenters/erasure', hidden: { token }, button: words.eraseRest };
        const text = [words.partlyText(erasure.erased)];
        return show({ title: words.partlyTitle, text, post }, origin);
      }
      return show({ title: words.erasedTitle, text: [words.erasedText] }, origin);
    },
  };
}

/** Renders failures as pages for those who follow a link or send a form. */
export const commenterFailurePage =
  (sections: SectionCatalogue, theme: Theme): FailurePage =>
  async ({ problem, cause }, event) => {
    if (event.rawPath.startsWith('/v1/') && !isForm(event) && cause.code !== 'cross-site') return undefined;
    // Without sections, the page has no navigation.
    const site = pageSite(originOf(event), theme, await sections.paper().catch(() => NO_PAPER));
    const isOurs = problem.status >= 500;
    const told = isOurs ? {} : { title: problem.title, text: problem.detail };
    return page(renderMessage({ status: problem.status, ...told }, site), site);
  };
