import { renderBody } from '../../functions/newsroom/body/render.ts';
import { menuLinks } from '../../functions/pages/menuLinks.ts';
import {
  renderAction,
  renderArticle,
  renderComment,
  renderDocs,
  renderFront,
  renderListing,
  renderMessage,
  renderOwnPage,
  renderReply,
} from '../../functions/pages/render.tsx';
import type { ArticleView, OwnPageView } from '../../functions/pages/view.ts';
import type { MenuItem, Place } from '../../functions/sections/menus.ts';
import { describeApi } from '../../infra/openapi/describeApi.ts';
import { renderReference } from '../../infra/openapi/renderReference.ts';
import {
  abroad,
  aCard,
  aComment,
  aForm,
  aFront,
  anArticleView,
  anImage,
  aPicture,
  aRow,
  aShownArticle,
  aSite,
  aThread,
} from './views.ts';

/*
 * Every kind of page, with all that it may show.
 */

export const root = aComment(1);
export const reply = aComment(2, { parentId: root.id, depth: 1, editedAt: '2026-11-23T10:00:00.000Z' });
export const removed = aComment(3, { author: { name: '', website: null }, body: '', removed: true });
export const underRemoved = aComment(4, { parentId: removed.id, depth: 1 });

export const articleView = anArticleView();
export const fullArticle: ArticleView = anArticleView({
  article: {
    ...articleView.article,
    image: { ...anImage, sources: [{ url: 'https://images.example/ferry-800.jpg', width: 800 }] },
    kind: 'opinion',
    kicker: 'The harbour',
    shortHeadline: 'It sails',
    updatedAt: '2026-11-23T10:00:00.000Z',
    corrections: [{ at: '2026-11-23T10:00:00.000Z', note: 'It was eleven days, not twelve.' }],
    comments: { count: 4, open: true, url: '' },
  },
  related: [aCard({ slug: 'another' })],
  thread: aThread({ comments: [root, reply, removed, underRemoved], next: 'next', previous: 'previous' }),
  jsonLd: '{"@type":"NewsArticle"}',
});
export const failed = aForm({
  replyTo: { id: root.id, name: 'Reader 1' },
  values: { comment: '  I was there.\nTwice.', name: '', email: 'nobody', remember: true },
  faults: [
    { field: 'email', detail: 'must be an email address' },
    { field: 'name', detail: 'is required' },
  ],
});
const figure = `![](media:${aPicture.id})`;
/** A lead, figures of every width, and a gallery of the media library's pictures. */
export const picturedArticle = anArticleView({
  article: aShownArticle({
    image: aPicture,
    pictures: [aPicture],
    body: renderBody(
      [
        figure,
        `![](media:${aPicture.id}#wide "Its own caption.")`,
        `![](media:${aPicture.id}#full)`,
        figure.repeat(3),
      ].join('\n\n'),
      'markdown',
    ).html,
  }),
  related: [aCard({ slug: 'another', image: aPicture })],
});
const post = { action: '/comments/confirm', hidden: { token: 'signed' } };
const listed = {
  cards: [aCard({ image: anImage }), aCard({ slug: 'quay', image: aPicture })],
  next: 'n',
  previous: 'p',
  cursor: 'c',
};

const anOwnPage: OwnPageView = {
  page: {
    slug: 'imprint',
    url: '/imprint',
    headline: 'Imprint',
    standfirst: 'Who answers for this.',
    description: 'Who answers for this.',
    language: 'en-GB',
    translations: [],
    image: { ...anImage, sources: [] },
    body: '<p>Published by a press.</p>',
    publishedAt: '2026-11-23T09:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    lists: 'corrections',
  },
  corrections: {
    items: [
      {
        slug: 'ferry',
        url: '/abroad/ferry#corrections',
        section: { name: 'abroad', title: 'Abroad' },
        headline: 'The ferry sails again',
        language: 'en-GB',
        at: '2026-11-23T10:00:00.000Z',
        note: 'It was eleven days, not twelve.',
      },
    ],
    cursor: 'c',
    next: 'n',
    previous: 'p',
  },
  jsonLd: '{"@type":"WebPage"}',
};

export const views = {
  front: aFront({
    lead: aCard({ image: anImage, label: 'breaking', kicker: 'The harbour', shortHeadline: 'It sails' }),
    second: [aCard({ slug: 'quay', image: aPicture }), aCard({ slug: 'paid', kind: 'sponsored', kicker: 'Boats' })],
    opinion: [aCard({ slug: 'voice', kind: 'opinion' })],
    rows: [aRow(abroad, many(4)), { title: 'Picked', section: null, articles: [aCard({ slug: 'picked' })] }],
    briefs: [aCard({ slug: 'brief', kind: 'brief' }), aCard({ slug: 'live', label: 'live' })],
  }),
  section: {
    subject: { kind: 'section', section: abroad },
    front: aFront({ lead: aCard({ slug: 'lead', image: anImage }) }),
    ...listed,
  },
  tag: { subject: { kind: 'tag', tag: { tag: 'leap-second', name: 'leap second', description: '' } }, ...listed },
  author: {
    subject: {
      kind: 'author',
      author: {
        slug: 'ines',
        name: 'Ines',
        biography: 'Writes.',
        role: '',
        portrait: null,
        contact: null,
        links: [] as { label: string; url: string }[],
      },
    },
    ...listed,
  },
  archive: { subject: { kind: 'archive', month: '2026-11', earlier: '2026-10', later: '2026-12' }, ...listed },
  article: fullArticle,
  pictured: picturedArticle,
  failed: { ...fullArticle, form: failed },
  closed: { ...articleView, form: null },
  reply: { article: articleView.article, parent: root, form: { ...failed, fault: 'Wait a little.' } },
  comment: {
    article: articleView.article,
    comment: root,
    status: 'held' as const,
    change: { until: removed.publishedAt, edit: { post, text: 'As typed', fault: 'Too long.' }, remove: post },
  },
  message: { status: 403, kept: 'What I wrote' },
  ownPage: anOwnPage,
  action: { title: 'Confirm your address', text: ['Press the button.'], post: { ...post, button: 'Confirm' } },
  actionOnComment: { title: 'Report it?', text: ['Press.'], comment: root, post: { ...post, button: 'Report' } },
  docs: { reference: renderReference(describeApi()) },
} as const;

export function many(count: number) {
  return Array.from({ length: count }, (_, index) => aCard({ slug: `article-${index}` }));
}

/** Every page from views that went through `change`. */
export const pages = (change: <View>(view: View) => View = (view) => view, site = aSite) =>
  Object.entries({
    front: renderFront(change(views.front), site),
    section: renderListing(change(views.section), site),
    tag: renderListing(change(views.tag), site),
    author: renderListing(change(views.author), site),
    archive: renderListing(change(views.archive), site),
    article: renderArticle(change(views.article), site),
    pictured: renderArticle(change(views.pictured), site),
    failed: renderArticle(change(views.failed), site),
    closed: renderArticle(change(views.closed), site),
    reply: renderReply(change(views.reply), site),
    comment: renderComment(change(views.comment), site),
    message: renderMessage(change(views.message), site),
    ownPage: renderOwnPage(change(views.ownPage), site),
    action: renderAction(change(views.action), site),
    actionOnComment: renderAction(change(views.actionOnComment), site),
    docs: renderDocs(change(views.docs), site),
  });

/** What is no text to show: HTML that was sanitized before, ids, instants and choices. */
const KEPT =
  /^(?:id|parentId|body|jsonLd|reference|publishedAt|updatedAt|editedAt|at|until|month|earlier|later|kind|status|order|field|lists)$/;

/** A view, or a part of one, whose every text is another. */
export function withTexts<Value>(value: Value, text: string, key = ''): Value {
  if (typeof value === 'string') return (KEPT.test(key) ? value : text) as Value;
  if (Array.isArray(value)) return value.map((each) => withTexts(each, text, key)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withTexts(each, text, name)])) as Value;
}

/** What a site says in its menus, all of them with items of this text. @param title of the paper. */
export function textsOfMenus(text: string, title: string): Pick<typeof aSite, 'sections' | 'menus'> {
  const sections = withTexts(aSite.sections, text);
  const menus = new Map<Place, readonly MenuItem[]>([
    ['more', [{ tag: 'harbour', label: text }]],
    ['social', [{ address: 'https://social.example/@paper', label: text }]],
  ]);
  return { sections, menus: menuLinks({ sections, pages: [], menus, settings: {} }, title) };
}
