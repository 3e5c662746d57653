import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { ActionPage } from './theme/ActionPage.tsx';
import { ArticlePage } from './theme/ArticlePage.tsx';
import { CommentPage } from './theme/CommentPage.tsx';
import { DocsPage } from './theme/DocsPage.tsx';
import { FrontPage } from './theme/FrontPage.tsx';
import { ListingPage } from './theme/ListingPage.tsx';
import { MessagePage } from './theme/MessagePage.tsx';
import { ReplyPage } from './theme/ReplyPage.tsx';
import type {
  ActionView,
  ArticleView,
  CommentView,
  DocsView,
  FrontView,
  ListingView,
  MessageView,
  ReplyView,
  Site,
} from './view.ts';

/*
 * The pages as whole HTML documents. Handlers call these and know nothing of the theme; a theme is replaced by other
 * components under theme/.
 */

const document = (page: VNode) => `<!doctype html>${render(page)}`;

export const renderFront = (view: FrontView, site: Site) => document(<FrontPage view={view} site={site} />);

/** A page of a section's, a tag's, an author's or a month's articles. */
export const renderListing = (view: ListingView, site: Site) => document(<ListingPage view={view} site={site} />);

/** With its thread and the form; with faults in the form, the answer to one that was not taken. */
export const renderArticle = (view: ArticleView, site: Site) => document(<ArticlePage view={view} site={site} />);

/** The form without the article, as a lighter answer to one that was not taken. */
export const renderReply = (view: ReplyView, site: Site) => document(<ReplyPage view={view} site={site} />);

/** What follows a comment that was taken. */
export const renderComment = (view: CommentView, site: Site) => document(<CommentPage view={view} site={site} />);

/** 403, 404, 410, 429, 5xx. */
export const renderMessage = (view: MessageView, site: Site) => document(<MessagePage view={view} site={site} />);

/** What a link leads to that must do nothing by itself: a button to press. */
export const renderAction = (view: ActionView, site: Site) => document(<ActionPage view={view} site={site} />);

export const renderDocs = (view: DocsView, site: Site) => document(<DocsPage view={view} site={site} />);
