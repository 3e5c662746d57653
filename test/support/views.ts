import type { Image } from '../../functions/articles/image.ts';
import { toArticle, toCard } from '../../functions/articles/wire.ts';
import type { Comment } from '../../functions/comments/threads/schema.ts';
import { createTheme, pageSite } from '../../functions/pages/site.ts';
import { settings } from '../../functions/pages/theme/settings.ts';
import type { ArticleView, CardView, FrontView, ReplyFormView, ThreadView } from '../../functions/pages/view.ts';
import type { Picture } from '../../functions/pictures/picture.ts';
import { NO_PAPER } from '../../functions/sections/menus.ts';
import type { Section } from '../../functions/sections/schema.ts';
import { collectAssets } from '../../infra/assets.ts';
import { anArticle, MORNING, NOON } from './builders.ts';

/* What handlers pass to the theme, with readable defaults. */

export const abroad = { name: 'abroad', title: 'Abroad', description: 'From other countries.', position: 0 };
export const home = { name: 'home', title: 'Home', description: 'From the city.', position: 1 };

export const aTheme = createTheme(collectAssets().names, settings);
export const aSite = pageSite('https://broadsheet.example', aTheme, {
  ...NO_PAPER,
  sections: [abroad, home],
});

const titles = new Map([abroad, home].map(({ name, title }) => [name, title]));

export const anImage: Image = {
  url: 'https://images.example/ferry.jpg',
  alt: 'A ferry leaving the quay',
  caption: 'The night boat.',
  credit: 'Ada Quill',
  width: 1500,
  height: 1000,
};

/** A picture of the media library as articles store it. */
export const aPicture: Picture = {
  id: '0123456789abcdef'.repeat(2),
  version: 1,
  width: 1920,
  height: 1280,
  focalPoint: { x: 40, y: 60 },
  color: '#335577',
  alt: 'A quay at six in the morning',
  caption: 'The quay at six.',
  credit: 'Ada Quill',
};

/** The card of an article in `abroad`. */
export const aCard = (changes: Parameters<typeof anArticle>[0] = {}): CardView =>
  toCard(anArticle(changes), titles, new Date(NOON));

export function aComment(number: number, changes: Partial<Comment> = {}): Comment {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return {
    id,
    author: { name: `Reader ${number}`, website: null },
    publishedAt: MORNING,
    editedAt: null,
    body: `<p>Comment ${number}.</p>`,
    parentId: null,
    depth: 0,
    url: `/comments/${id}`,
    removed: false,
    waiting: false,
    ...changes,
  };
}

export const aForm = (changes: Partial<ReplyFormView> = {}): ReplyFormView => ({
  action: '/v1/articles/the-ferry-sails-again/comments',
  replyTo: null,
  values: {},
  faults: [],
  offersMail: true,
  offersWebsite: false,
  rendered: '1700000000.signature',
  ...changes,
});

export const aThread = (changes: Partial<ThreadView> = {}): ThreadView => ({
  comments: [],
  order: 'oldest',
  next: null,
  previous: null,
  ...changes,
});

/** An article as its page gets it, with the pictures of its text. */
export const aShownArticle = (changes: Parameters<typeof anArticle>[0] = {}): ArticleView['article'] =>
  toArticle(anArticle(changes), { count: 0, open: true }, titles, new Date(NOON));

export const anArticleView = (changes: Partial<ArticleView> = {}): ArticleView => ({
  article: aShownArticle(),
  related: [],
  thread: aThread(),
  form: aForm(),
  jsonLd: '[]',
  ...changes,
});

/** A front page of a lead, a second rank, and a row for each section. */
export const aFront = (changes: Partial<FrontView> = {}): FrontView => ({
  lead: null,
  second: [],
  opinion: [],
  rows: [],
  briefs: [],
  ...changes,
});

/** A row of a front with the title of a section. */
export const aRow = ({ name, title }: Pick<Section, 'name' | 'title'>, articles: readonly CardView[]) => ({
  section: name,
  title,
  articles,
});
