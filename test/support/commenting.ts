import type { SubmissionBody } from '../../functions/comments/submitting/schema.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import type { Answer, App, RequestOptions } from './app.ts';
import { aSubmission } from './builders.ts';
import { scan } from './newsroom.ts';

export const DESK = '/v1/moderation';

/** A mail in the outbox. */
export interface PostedMail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly expiresAt: number;
}

/** Readers and a moderator of comments. */
export class Commenting {
  readonly app: App;
  readonly slug: string;
  #sent = 0;

  constructor(app: App, slug = 'ferry') {
    this.app = app;
    this.slug = slug;
  }

  /** Sends a unique comment. */
  send(changes: Partial<SubmissionBody> = {}, options: RequestOptions = {}): Promise<Answer> {
    this.#sent += 1;
    const body = aSubmission({ comment: `Comment ${this.#sent}.`, ...changes });
    return this.app.post(`/v1/articles/${this.slug}/comments`, body, options);
  }

  /** Sends a comment that is held, and returns its id. */
  async held(changes: Partial<SubmissionBody> = {}, options: RequestOptions = {}): Promise<string> {
    const answer = await this.send(changes, options);
    if (answer.statusCode !== 202) throw new Error(`Not held: ${answer.body}`);
    return answer.json.id;
  }

  /** Sends a comment and approves it. */
  async published(changes: Partial<SubmissionBody> = {}): Promise<string> {
    const id = await this.held(changes);
    await this.app.moderation.approve(id);
    return id;
  }

  /** The headers of a browser with a proven mailbox. */
  async provenHeaders(email: string): Promise<Record<string, string>> {
    const person = await this.app.personOf(email);
    const token = await this.app.tokens.sign('commenter', { person }, new Date('2027-11-01T00:00:00.000Z'));
    return { cookie: `__Host-commenter=${encodeURIComponent(token)}` };
  }

  /** Sends a moderator's request. */
  moderate(method: string, path: string, body?: unknown, name = 'mo@example.org', headers = {}): Promise<Answer> {
    return this.app.request(method, `${DESK}${path}`, { body, headers, caller: { name, groups: ['moderators'] } });
  }

  /** Changes settings of the site or of a section, from their current version. */
  async change(settings: object, section?: string): Promise<Answer> {
    const path = section === undefined ? '/settings' : `/settings/${section}`;
    const { etag } = (await this.moderate('GET', path)).headers;
    return this.moderate('PUT', path, settings, undefined, etag === undefined ? {} : { 'if-match': etag });
  }

  /** Patches a section's own settings. */
  async patch(changes: object, section: string): Promise<Answer> {
    const path = `/settings/${section}`;
    const { etag = '' } = (await this.moderate('GET', path)).headers;
    return this.moderate('PATCH', path, changes, undefined, { 'if-match': etag });
  }

  /** Decides on a comment's current version, unless another is named. */
  decide(
    id: string,
    act: string,
    { version, ...changes }: { readonly why?: string; readonly version?: number } = {},
    name?: string,
  ): Promise<Answer> {
    const basis = version === undefined ? { force: true } : { version };
    return this.moderate('POST', `/comments/${id}/decisions`, { act, ...basis, ...changes }, name);
  }

  /** The public thread. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it freely
  async thread(): Promise<any[]> {
    return (await this.app.get(`/v1/articles/${this.slug}/comments?limit=100`)).json.items;
  }

  async count(): Promise<number> {
    return (await this.app.get(`/v1/articles/${this.slug}`)).json.comments.count;
  }

  /** The outbox's mails of one kind. */
  async mails(kind: string): Promise<PostedMail[]> {
    const items = await scan(this.app, 'newsroom');
    return items.filter((item) => item.type === 'mail' && item.kind === kind) as unknown as PostedMail[];
  }

  /** Inconsistencies of the two tables; empty when all is well. */
  async disorder(now = '2026-11-23T12:00:00.000Z'): Promise<string[]> {
    return (await verifyTables(this.app, new Date(now), () => {})).violations.map(lineOf);
  }
}

/** A link in a mail, without the site's origin. */
export function linkIn({ text }: Pick<PostedMail, 'text'>, path: string): string {
  const [link] = text.match(new RegExp(`/comments/${path}\\?token=\\S+`)) ?? [];
  if (!link) throw new Error(`There is no link to ${path} in: ${text}`);
  return link;
}

export const tokenOf = (link: string): string => new URLSearchParams(link.split('?', 2)[1]).get('token') ?? '';
