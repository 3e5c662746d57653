import type { Image } from '../articles/fields.ts';
import type { Article, Card } from '../articles/schema.ts';
import type { Author } from '../authors/schema.ts';
import type { Comment, ThreadOrder } from '../comments/threads/schema.ts';
import type { Section } from '../sections/schema.ts';
import type { Site as BareSite } from '../shared/site.ts';
import type { Theme } from './site.ts';

/*
 * What a handler builds for the theme to show. All of it is plain text, escaped where it is shown, unless it says HTML.
 */

/** What every page knows of the paper. */
export interface Site extends BareSite, Theme {
  /** In the paper's order, for the navigation. */
  readonly sections: readonly Section[];
}

/** An image that may exist in several widths. */
export interface Picture extends Image {
  readonly sources?: readonly { readonly url: string; readonly width: number }[];
}

export type CardView = Omit<Card, 'image'> & Pick<Article, 'language'> & { readonly image: Picture | null };

export interface FrontView {
  /** The sections in the paper's order, each with its newest articles, newest first. Empty ones are not shown. */
  readonly sections: readonly { readonly section: Section; readonly cards: readonly CardView[] }[];
}

/** What a listing lists. */
export type Subject =
  | { readonly kind: 'section'; readonly section: Section }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'author'; readonly author: Author }
  /** Months as `2026-11`; null where the archive ends. */
  | {
      readonly kind: 'archive';
      readonly month: string;
      readonly earlier: string | null;
      readonly later: string | null;
    };

export interface ListingView {
  readonly subject: Subject;
  readonly cards: readonly CardView[];
  /** Cursors: of this page (none for the first), and of its neighbours. */
  readonly cursor?: string | undefined;
  readonly next: string | null;
  readonly previous: string | null;
}

export interface ArticleView {
  /** What search engines are told besides. JSON with every `<` written as `\u003c`. */
  readonly jsonLd: string;
  readonly article: Article;
  /** The newest of the same section, without this one. */
  readonly related: readonly CardView[];
  readonly thread: ThreadView;
  /** None where comments are closed. */
  readonly form: ReplyFormView | null;
}

/** A page of a thread. A page shows replies under what they reply to, whatever their order. */
export interface ThreadView {
  readonly comments: readonly Comment[];
  readonly order: ThreadOrder;
  /** Cursor of this page; none for the first. */
  readonly cursor?: string | undefined;
  readonly next: string | null;
  readonly previous: string | null;
}

/** The names under which the form's fields are sent. */
export const FIELDS = {
  comment: 'comment',
  name: 'name',
  email: 'email',
  /** `yes` when ticked. */
  remember: 'remember',
  /** `yes` when ticked: write to me when somebody replies. */
  notify: 'notify',
  parent: 'parentId',
  rendered: 'rendered',
  website: 'website',
  /** Hidden from people, so that a program fills it in. The name means nothing to what fills in names and addresses for people. */
  trap: 'remarks',
} as const;

/** A field that people fill in. */
export type FilledField = 'comment' | 'name' | 'email' | 'website';

export interface ReplyFormView {
  /** Where it is sent. */
  readonly action: string;
  readonly replyTo: { readonly id: string; readonly name: string } | null;
  /** What is in the fields: what was sent, or what this browser's cookie remembers. */
  readonly values: Readonly<Partial<Record<FilledField, string>>> & {
    readonly remember?: boolean;
    readonly notify?: boolean;
  };
  /** Why what was sent was not taken. */
  readonly faults: readonly FieldFault[];
  /** The same for the whole of it, as a sentence. */
  readonly fault?: string;
  /** Whether replies can be mailed. */
  readonly offersMail: boolean;
  /** Whether a website is asked for. */
  readonly offersWebsite: boolean;
  /** Where the same form has what this browser remembers in it; none on that form itself. */
  readonly remembered?: string;
  /** Signed instant of rendering: tells how long the form was filled in, and one form from another. */
  readonly rendered?: string | undefined;
}

export interface FieldFault {
  readonly field: FilledField;
  /** As a problem document has it, to follow the field's name: `must be an email address`. */
  readonly detail: string;
}

/** What the pages around a comment show of its article. */
export type ArticleLink = Pick<Article, 'url' | 'headline' | 'section'>;

/** The form by itself: what was sent, and what is to be mended. */
export interface ReplyView {
  readonly article: ArticleLink;
  /** What is replied to. */
  readonly parent: Comment | null;
  readonly form: ReplyFormView;
}

/** A comment by itself, as its author sees it after sending it. Never cached. */
export interface CommentView {
  readonly article: ArticleLink;
  readonly comment: Comment;
  readonly status: 'held' | 'published';
  /** While it may still be changed. */
  readonly change?: {
    /** The first instant at which it may not. */
    readonly until: string;
    readonly edit: { readonly post: Post; readonly text: string; readonly fault?: string };
    readonly remove: Post;
  };
}

/** A form without fields to fill in. */
export interface Post {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

export interface MessageView {
  /** The answer's status. The theme has words for 403, 404, 410, 429 and the 5xx. */
  readonly status: number;
  /** In place of the theme's words. */
  readonly title?: string;
  readonly text?: string;
  readonly link?: { readonly href: string; readonly label: string };
  /** What the reader wrote and must not lose. */
  readonly kept?: string;
}

/** A question with one button, for what a link may not do by itself (scanners of mail and crawlers follow links). */
export interface ActionView {
  readonly title: string;
  /** Paragraphs. */
  readonly text: readonly string[];
  /** What it is about. */
  readonly comment?: Comment;
  /** What else can be done, without a form. */
  readonly link?: { readonly href: string; readonly label: string };
  /** None when it is done. */
  readonly post?: Post & {
    readonly button: string;
    /** The label of a field in which somebody may say why. */
    readonly reason?: string;
  };
}

export interface DocsView {
  /** Where the OpenAPI document is. */
  readonly description: string;
}
