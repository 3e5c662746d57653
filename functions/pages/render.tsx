import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { ActionPage } from './theme/ActionPage.tsx';
import { ArticlePage } from './theme/ArticlePage.tsx';
import { CommentPage } from './theme/CommentPage.tsx';
import { DocsPage } from './theme/DocsPage.tsx';
import { FrontPage } from './theme/FrontPage.tsx';
import { ListingPage } from './theme/ListingPage.tsx';
import { MessagePage } from './theme/MessagePage.tsx';
import { OwnPage } from './theme/OwnPage.tsx';
import { ReplyPage } from './theme/ReplyPage.tsx';
import type {
  ActionView,
  ArticleView,
  CommentView,
  DocsView,
  FrontView,
  ListingView,
  MessageView,
  OwnPageView,
  ReplyView,
  Site,
} from './view.ts';

/*
 * The pages as HTML documents. Handlers use only these functions, so that a theme can be replaced by other components
 * under theme/.
 */

const document = (page: VNode) => `<!doctype html>${render(page)}`;

export const renderFront = (view: FrontView, site: Site) => document(<FrontPage view={view} site={site} />);

/** A page of the listing of a section, tag, author or month. */
export const renderListing = (view: ListingView, site: Site) => document(<ListingPage view={view} site={site} />);

/** An article with its thread and the form; with faults in the form after a failure. */
export const renderArticle = (view: ArticleView, site: Site) => document(<ArticlePage view={view} site={site} />);

/** A page that is not an article. */
export const renderOwnPage = (view: OwnPageView, site: Site) => document(<OwnPage view={view} site={site} />);

/** The form without the article, which is cheaper to render after a failure. */
export const renderReply = (view: ReplyView, site: Site) => document(<ReplyPage view={view} site={site} />);

/** A comment's page for its author. */
export const renderComment = (view: CommentView, site: Site) => document(<CommentPage view={view} site={site} />);

/** A page with one message, such as a failure. */
export const renderMessage = (view: MessageView, site: Site) => document(<MessagePage view={view} site={site} />);

/** A page with a button, for a link that must change nothing by itself. */
export const renderAction = (view: ActionView, site: Site) => document(<ActionPage view={view} site={site} />);

export const renderDocs = (view: DocsView, site: Site) => document(<DocsPage view={view} site={site} />);
