import type { Article, Card, ListedCorrection } from '../articles/article.ts';
import type { Page } from '../articles/page.ts';
import type { Author } from '../authors/schema.ts';
import type { Comment, ThreadOrder } from '../comments/threads/schema.ts';
import type { Arranged } from '../fronts/arrange.ts';
import type { Section } from '../sections/schema.ts';
import type { Site as BareSite } from '../shared/site.ts';
import type { Tag } from '../tags/schema.ts';
import type { Menus } from './menuLinks.ts';
import type { Theme } from './site.ts';

/*
 * The views that handlers build and the theme shows. Texts are plain and escaped by the theme, unless they are named as
 * HTML.
 */

/** The data of every page. */
export interface Site extends BareSite, Theme {
  /** In order. */
  readonly sections: readonly Section[];
  readonly menus: Menus;
  /** The instant that the page is for. Its day decides how cards say when they were published. */
  readonly now: Date | undefined;
}

type Image = NonNullable<Article['image']>;

/** An image that may exist in several widths, formats and shapes. */
export type Picture = NonNullable<Card['image']> & Partial<Pick<Image, 'sources'>>;

/** One shape of an image. */
export type ImageFiles = Pick<Image, 'url' | 'width' | 'height'> & Partial<Pick<Image, 'sources'>>;

export type CardView = Omit<Card, 'image'> & Pick<Article, 'language'> & { readonly image: Picture | null };

/** What a front shows, from the top down: no article twice. */
export type FrontView = Omit<Arranged<CardView>, 'displaced' | 'empty'>;

/** The subject of a listing. */
export type Subject =
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'tag'; readonly tag: Tag }
  | { readonly kind: 'author'; readonly author: Author }
  /** Months as `2026-11`; null at the end of the archive. */
  | {
      readonly kind: 'archive';
      readonly month: string;
      readonly earlier: string | null;
      readonly later: string | null;
    };

export interface ListingView {
  readonly subject: Subject;
  /** The front of a section, on its first page; the cards are the rest. */
  readonly front?: FrontView;
  readonly cards: readonly CardView[];
  /** Cursors of this page (undefined for the first) and of its neighbours. */
  readonly cursor?: string | undefined;
  readonly next: string | null;
  readonly previous: string | null;
}

export interface ArticleView {
  /** Structured data for search engines: JSON with every `<` written as `\u003c`. */
  readonly jsonLd: string;
  readonly article: Article;
  /** The newest articles of the section, without this one. */
  readonly related: readonly CardView[];
  readonly thread: ThreadView;
  /** Null when comments are closed. */
  readonly form: ReplyFormView | null;
}

/** A page that is not an article. */
export interface OwnPageView {
  /** Structured data for search engines: JSON with every `<` written as `\u003c`. */
  readonly jsonLd: string;
  readonly page: Page;
  /** Null where the page lists none. */
  readonly corrections: CorrectionsView | null;
}

/** A page of the corrections of all articles, newest first. */
export interface CorrectionsView {
  readonly items: readonly ListedCorrection[];
  /** Cursors of this page (undefined for the first) and of its neighbours. */
  readonly cursor?: string | undefined;
  readonly next: string | null;
  readonly previous: string | null;
}

/** A page of a thread. Replies are shown under their parents in either order. */
export interface ThreadView {
  readonly comments: readonly Comment[];
  readonly order: ThreadOrder;
  /** The cursor of this page; undefined for the first. */
  readonly cursor?: string | undefined;
  readonly next: string | null;
  readonly previous: string | null;
}

/** The names of the form's fields. */
export const FIELDS = {
  comment: 'comment',
  name: 'name',
  email: 'email',
  /** `yes` when checked. */
  remember: 'remember',
  /** `yes` when checked: mail me about replies. */
  notify: 'notify',
  parent: 'parentId',
  rendered: 'rendered',
  website: 'website',
  /** The honeypot, hidden from people. Its name is one that browsers do not autofill. */
  trap: 'remarks',
} as const;

/** A visible text field. */
export type FilledField = 'comment' | 'name' | 'email' | 'website';

export interface ReplyFormView {
  /** The form's target. */
  readonly action: string;
  readonly replyTo: { readonly id: string; readonly name: string } | null;
  /** The fields' values: those sent before, or those in the browser's cookie. */
  readonly values: Readonly<Partial<Record<FilledField, string>>> & {
    readonly remember?: boolean;
    readonly notify?: boolean;
  };
  /** The faults of the fields, after a failure. */
  readonly faults: readonly FieldFault[];
  /** A fault of the whole form, as a sentence. */
  readonly fault?: string;
  /** Whether to offer mails about replies. */
  readonly offersMail: boolean;
  /** Whether to ask for a website. */
  readonly offersWebsite: boolean;
  /** The address of the same form filled in from the browser's cookie; undefined on that form itself. */
  readonly remembered?: string;
  /** The signed time of rendering, which shows how long the form took to fill in and identifies it. */
  readonly rendered?: string | undefined;
}

export interface FieldFault {
  readonly field: FilledField;
  /** A sentence without its subject, which is the field: `must be an email address`. */
  readonly detail: string;
}

/** The article that a comment's page links to. */
export type ArticleLink = Pick<Article, 'url' | 'headline' | 'section'>;

/** The page with only the form. */
export interface ReplyView {
  readonly article: ArticleLink;
  /** The comment to reply to. */
  readonly parent: Comment | null;
  readonly form: ReplyFormView;
}

/** A comment's page for its author, after submission. Never cached. */
export interface CommentView {
  readonly article: ArticleLink;
  readonly comment: Comment;
  readonly status: 'held' | 'published';
  /** Sends the mail again that asks its author to confirm their mailbox; present while that is not confirmed. */
  readonly confirmation?: Post;
  /** Present while the author can still change the comment. */
  readonly change?: {
    /** The end of that time. */
    readonly until: string;
    readonly edit: { readonly post: Post; readonly text: string; readonly fault?: string };
    readonly remove: Post;
  };
}

/** A form without visible fields. */
export interface Post {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

export interface MessageView {
  /** The response's status. The theme has texts for 403, 404, 410, 429 and 5xx. */
  readonly status: number;
  /** Replaces the theme's text. */
  readonly title?: string;
  readonly text?: string;
  readonly link?: { readonly href: string; readonly label: string };
  /** The reader's text, so that it is not lost. */
  readonly kept?: string;
  /** Whether the page says that a text was taken, which the browser then keeps no more. */
  readonly taken?: boolean;
}

/** A question with a button, because a link must not change anything: mail scanners and crawlers follow links. */
export interface ActionView {
  readonly title: string;
  /** Paragraphs. */
  readonly text: readonly string[];
  /** The comment in question. */
  readonly comment?: Comment;
  /** An alternative, as a link. */
  readonly link?: { readonly href: string; readonly label: string };
  /** Undefined when nothing is left to do. */
  readonly post?: Post & {
    readonly button: string;
    /** The label of a field for the reason. */
    readonly reason?: string;
  };
}

export interface DocsView {
  /** The operations of the API, as safe HTML. */
  readonly reference: string;
}
