import { parse as parseForm } from 'node:querystring';
import { areCommentsOpen } from '../articles/areCommentsOpen.ts';
import type { ArticleHead } from '../articles/fields.ts';
import type { HeadStore } from '../articles/headStore.ts';
import { currentArticle } from '../articles/redirects.ts';
import { articleUrl, commentsUrl } from '../articles/schema.ts';
import type { VisibleArticle } from '../articles/slugStore.ts';
import type { CommentSettings } from '../comments/settings/schema.ts';
import type { SettingsCatalogue } from '../comments/settings/store.ts';
import { ownCommentIn, rememberedIn } from '../comments/submitting/cookies.ts';
import { toPublishedComment } from '../comments/submitting/places.ts';
import { commentSubmitRoutes } from '../comments/submitting/routes.ts';
import { COMMENT_BODY_LIMIT, type Submission } from '../comments/submitting/schema.ts';
import type { SubmissionStore } from '../comments/submitting/store.ts';
import { type CommentTokens, renderedToken } from '../comments/submitting/tokens.ts';
import { commentSortKey, isReplyKey, rootOf } from '../comments/threads/keys.ts';
import { CONVERSATIONS } from '../comments/threads/readThreadPage.ts';
import { CommentId, type CommentPlace } from '../comments/threads/schema.ts';
import type { ThreadStore } from '../comments/threads/store.ts';
import { commentUrl, shownOf, threadList, toWire } from '../comments/threads/wire.ts';
import { NO_PAPER } from '../sections/menus.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import { bodyText } from '../shared/api/bodyBytes.ts';
import { encodeCursor } from '../shared/api/cursor.ts';
import { isForm } from '../shared/api/form.ts';
import type { Problem } from '../shared/api/problem.ts';
import type { Reply, ReplyDetails } from '../shared/api/reply.ts';
import { redirection } from '../shared/api/reply.ts';
import { type Operations, routeKeys } from '../shared/api/route.ts';
import { originOf } from '../shared/api/siteOrigin.ts';
import type { FailurePage } from '../shared/api/stack.ts';
import type { Position } from '../shared/data/keyset.ts';
import { Failure } from '../shared/failure.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import { keepingPage, page } from './answer.ts';
import { renderAction, renderComment, renderMessage, renderReply } from './render.tsx';
import { pageSite, type Theme } from './site.ts';
import { type ArticleLink, FIELDS, type FilledField, type MessageView, type ReplyFormView } from './view.ts';

export interface CommentPages {
  readonly articles: HeadStore;
  readonly sections: SectionCatalogue;
  readonly submissions: SubmissionStore;
  readonly threads: Pick<ThreadStore, 'read'>;
  readonly settings: SettingsCatalogue;
  readonly tokens: CommentTokens;
  readonly clock: Clock;
  /** Whether the site sends mail; without, the form does not offer notifications. */
  readonly offersMail: boolean;
  readonly theme: Theme;
}

type Routes = typeof commentSubmitRoutes;
type PageOperations = Pick<
  Operations<Routes>,
  'newReply' | 'showComment' | 'newReport' | 'showRemoved' | 'showReported'
>;

/** The pages of a comment: the form, the form again after a failure, and the comment itself. */
export function commentPages(options: CommentPages): {
  readonly operations: PageOperations;
  readonly failurePage: FailurePage;
} {
  const { articles, sections, submissions, threads, tokens, clock, offersMail, theme } = options;
  const { words } = theme;

  const siteAt = async (origin: string) => pageSite(origin, theme, await sections.paper(), clock());
  const linkTo = async ({ article }: VisibleArticle<ArticleHead>): Promise<ArticleLink> => {
    const { name, title } = (await sections.names()).find(article.section) ?? {
      name: article.section,
      title: article.section,
    };
    return {
      url: articleUrl({ ...article, section: name }),
      headline: article.headline,
      section: { name, title },
    };
  };

  /** The page with only the form, filled in with what is known. */
  const formPage = async (
    visible: VisibleArticle<ArticleHead>,
    parentId: string | undefined,
    form: Pick<ReplyFormView, 'values' | 'faults' | 'fault'>,
    origin: string,
    caching: ReplyDetails = {},
  ): Promise<Reply> => {
    const now = clock();
    const { article } = visible;
    const [found, settings, rendered, link, site] = await Promise.all([
      parentId === undefined ? undefined : submissions.find(parentId, now),
      options.settings.for(article.section),
      renderedToken(tokens, now),
      linkTo(visible),
      siteAt(origin),
    ]);
    const parent = found?.verdict === 'published' && found.thread === article.thread ? found : undefined;
    const view: ReplyFormView = {
      action: commentsUrl(article.slug),
      replyTo: parent ? { id: parent.id, name: parent.name } : null,
      ...form,
      offersMail: offersMail && settings.notifyReplies,
      offersWebsite: settings.websiteField,
      rendered,
    };
    const html = renderReply({ article: link, parent: parent ? wireOf(parent, now) : null, form: view }, site);
    return keepingPage(html, site, caching);
  };

  /** @param attempt an edit that was refused, and why. */
  const ownPage = async (
    submission: Submission,
    origin: string,
    attempt?: { readonly text: string; readonly fault: string },
  ): Promise<Reply> => {
    const now = clock();
    const settings: CommentSettings = await options.settings.for(submission.section);
    const visible = await currentArticle(articles, submission.thread, now);
    const until = new Date(Date.parse(submission.submittedAt) + settings.editMinutes * 60_000);
    const token = await tokens.sign('edit', { id: submission.id }, until);
    const post = (act: string) => ({ action: `/v1/comments/${submission.id}/${act}`, hidden: { token } });
    const view = {
      article: await linkTo(visible),
      comment: wireOf(submission, now),
      status: submission.verdict === 'published' ? 'published' : 'held',
      ...(offersMail &&
        submission.notify === 'asked' && {
          confirmation: { action: '/v1/commenters/confirmation-mail', hidden: { email: submission.email } },
        }),
      ...(until > now && {
        change: {
          until: toInstant(until),
          edit: { post: post('edit'), text: submission.comment, ...attempt },
          remove: post('removal'),
        },
      }),
    } as const;
    const site = await siteAt(origin);
    return keepingPage(renderComment(view, site), site);
  };

  /**
   * Redirects to the page of the thread that shows a comment or its empty place: the page that its conversation ends
   * or, when that is too long, the page that begins with the comment.
   * @throws Failure `comment-not-found` when the thread does not show it.
   */
  const redirectToThread = async (
    { id, thread, verdict }: Submission,
    { sortKey, root, publishedAt }: CommentPlace,
  ): Promise<Reply> => {
    const now = clock();
    const isVisible = verdict === 'published';
    const { article } = await currentArticle(articles, thread, now);
    const whole = { direction: 'before', key: `${rootOf(sortKey)}/` } as const;
    const justBefore = { direction: 'after', key: commentSortKey({ root, publishedAt, id: LOWEST_ID }) } as const;
    const isOn = async (position: Position) => {
      const { comments } = await threads.read({ thread, order: 'oldest', limit: CONVERSATIONS, position }, now);
      return shownOf(comments).some((comment) => comment.id === id);
    };
    const isReply = isReplyKey(sortKey);
    const isThere = (!isReply && isVisible) || (await isOn(whole));
    if (!isThere && !isVisible && !(isReply && (await isOn(justBefore)))) throw unknown();
    const cursor = encodeCursor(threadList(article.slug, 'oldest'), isThere ? whole : justBefore);
    return redirection(303, `${articleUrl(article)}?cursor=${cursor}#comment-${id}`);
  };

  const operations: PageOperations = {
    newReply: async ({ query: { article: slug, replyTo }, request }) => {
      const now = clock();
      const visible = await currentArticle(articles, slug, now);
      if (!areCommentsOpen(visible, await options.settings.for(visible.article.section), now)) {
        throw new Failure('comments-closed', ({ failures }) => failures.commentsClosed);
      }
      const remembered = rememberedIn(request);
      const values = remembered ? { ...remembered, remember: true } : {};
      // Over https, browsers restore what was typed only on pages that they may store.
      const cache = remembered ? 'none' : 'history';
      return formPage(visible, replyTo, { values, faults: [] }, request.origin, { cache });
    },

    showComment: async ({ params: { id }, request }) => {
      const now = clock();
      const submission = await submissions.find(id, now);
      const isOwn = (await tokens.read('own', ownCommentIn(request), now))?.id === id;
      if (submission && isOwn && submission.verdict !== 'removed') return ownPage(submission, request.origin);
      if (!submission?.published) throw unknown();
      return redirectToThread(submission, submission.published);
    },

    newReport: async ({ params: { id }, request: { origin } }) => {
      const now = clock();
      const comment = await submissions.find(id, now);
      if (comment?.verdict !== 'published') throw unknown();
      // Throws when the article is withdrawn.
      await currentArticle(articles, comment.thread, now);
      const view = {
        title: words.report.title,
        text: [words.report.text],
        comment: wireOf(comment, now),
        link: { href: commentUrl(id), label: words.report.back },
        post: {
          action: `/v1/comments/${id}/reports`,
          hidden: {},
          reason: words.report.reason,
          button: words.report.button,
        },
      };
      const site = await siteAt(origin);
      return keepingPage(renderAction(view, site), site, { cache: 'history' });
    },

    showRemoved: async ({ request: { origin } }) => {
      const { removedTitle: title, removedText: text } = words.ownComment;
      const site = await siteAt(origin);
      return page(renderMessage({ status: 200, title, text }, site), site);
    },
    showReported: async ({ request: { origin } }) => {
      const { receivedTitle: title, receivedText: text } = words.report;
      const site = await siteAt(origin);
      return keepingPage(renderMessage({ status: 200, title, text, taken: true }, site), site);
    },
  };

  const articleAt = (slug: string) => articles.read(slug, clock()).catch(() => undefined);

  /** The comment whose edit was refused, if the token is its author's. */
  const ownOf = async (id: string | undefined, token: string | undefined): Promise<Submission | undefined> => {
    const now = clock();
    const mine = await tokens.read('edit', token, now);
    const submission = mine && mine.id === id ? await submissions.find(mine.id, now) : undefined;
    return submission?.verdict === 'removed' ? undefined : submission;
  };

  return {
    operations,

    failurePage: async ({ problem, cause }, event) => {
      const isPage = !event.rawPath.startsWith('/v1/');
      // A cross-site request is always shown as a page, because a browser sent it, whatever its content type.
      const isElsewhere = cause.code === 'cross-site';
      if (!isPage && !isForm(event) && !isElsewhere) return undefined;
      const origin = originOf(event);
      const sent = isForm(event) ? fieldsOf(event) : {};
      const slug = event.pathParameters?.slug;
      const kept = sent[FIELDS.comment] ?? sent.reason;
      const faults = (problem.errors ?? []).flatMap(toFieldFault);
      const visible = slug !== undefined && MENDABLE.has(problem.status) ? await articleAt(slug) : undefined;
      if (visible) {
        // Faults that belong to no field are shown above the form.
        const isTold = faults.length > 0 && faults.length === problem.errors?.length && problem.status === 422;
        const fault = isTold ? {} : { fault: problem.status === 503 ? words.form.sendAgain : problem.detail };
        const parentId = CommentId.safeParse(sent[FIELDS.parent]).data;
        return formPage(visible, parentId, { values: valuesOf(sent), faults, ...fault }, origin);
      }
      const [fault] = faults;
      const own = fault && event.routeKey === EDIT_KEY ? await ownOf(event.pathParameters?.id, sent.token) : undefined;
      if (own && fault)
        return ownPage(own, origin, {
          text: kept ?? '',
          fault: `${words.sentence(words.form.comment, fault.detail)}.`,
        });
      const told = THEMES_OWN.has(problem.status) || problem.status >= 500 ? {} : toldOf(problem);
      const view = {
        status: problem.status,
        ...told,
        ...(isElsewhere ? { link: wayOut(event, sent, words.message.openHere) } : {}),
        ...(problem.status === 503 &&
          isForm(event) && { link: wayOut(event, sent, words.message.backToForm), text: words.form.sendAgain }),
        ...(kept === undefined ? {} : { kept }),
      };
      // Without sections, the page has no navigation.
      const site = await siteAt(origin).catch(() => pageSite(origin, theme, NO_PAPER));
      // Not cached: with the cookie of its author, the same address shows a held comment.
      return page(renderMessage(view, site), site, { cache: 'none' });
    },
  };
}

const unknown = () => new Failure('comment-not-found', ({ failures }) => failures.notPublished);

/** Statuses after which the form can be corrected or sent again. */
const MENDABLE = new Set([400, 409, 422, 429, 503]);
/** Statuses for which the theme has its own text. */
const THEMES_OWN = new Set([404, 410]);
const toldOf = ({ title, detail }: Problem) => ({ title, text: detail });

const [EDIT_KEY] = routeKeys(commentSubmitRoutes.editComment);
const [REPORT_KEY] = routeKeys(commentSubmitRoutes.reportComment);

/** The page of this site on which a form can be sent again. */
function wayOut(
  { routeKey, pathParameters }: Parameters<FailurePage>[1],
  sent: Sent,
  label: string,
): NonNullable<MessageView['link']> {
  const { success, data: id } = CommentId.safeParse(pathParameters?.id);
  if (success) return { href: routeKey === REPORT_KEY ? `${commentUrl(id)}/report` : commentUrl(id), label };
  const replyTo = CommentId.safeParse(sent[FIELDS.parent]).data;
  const query = new URLSearchParams({ article: pathParameters?.slug ?? '', ...(replyTo ? { replyTo } : {}) });
  return { href: `/comments/new?${query}`, label };
}

/** Sorts before every comment's id. */
const LOWEST_ID = '00000000-0000-0000-0000-000000000000';

/** A submission as its author sees it, whatever its verdict. */
const wireOf = (submission: Submission, now: Date) => {
  const place = submission.published ?? {
    sortKey: '',
    root: null,
    depth: 0,
    parentId: null,
    publishedAt: toInstant(now),
  };
  const shown = toPublishedComment({ ...submission, verdict: 'published' }, place);
  return { ...toWire(shown), url: commentUrl(submission.id), publishedAt: submission.submittedAt };
};

type Sent = Readonly<Record<string, string | undefined>>;

/** The fields of a refused form, to fill it in again; empty when unreadable. */
function fieldsOf(event: Parameters<FailurePage>[1]): Sent {
  try {
    const fields = parseForm(bodyText(event, COMMENT_BODY_LIMIT));
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value].flat()[0]]));
  } catch {
    return {};
  }
}

const FILLED: readonly FilledField[] = ['comment', 'name', 'email', 'website'];

const valuesOf = (sent: Sent): ReplyFormView['values'] => ({
  ...Object.fromEntries(FILLED.flatMap((field) => (sent[field] === undefined ? [] : [[field, sent[field]]]))),
  remember: sent[FIELDS.remember] === 'yes',
  notify: sent[FIELDS.notify] === 'yes',
});

const toFieldFault = ({ pointer, detail }: NonNullable<Problem['errors']>[number]) => {
  const field = FILLED.find((each) => `/${each}` === pointer);
  return field ? [{ field, detail }] : [];
};
