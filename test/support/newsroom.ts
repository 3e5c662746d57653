import { isDeepStrictEqual } from 'node:util';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { bodyOf } from '../../functions/articles/articleItem.ts';
import type { PublishedArticle } from '../../functions/articles/fields.ts';
import {
  articleKey,
  goneKey,
  type Key,
  listingKey,
  listingsOf,
  movedKey,
  tallyKey,
} from '../../functions/articles/keys.ts';
import { fromSubmissionItem } from '../../functions/comments/submitting/decision.ts';
import { useKey } from '../../functions/media/keys.ts';
import { ArticleContent } from '../../functions/newsroom/articles/fields.ts';
import { claimKey, revisionKey } from '../../functions/newsroom/articles/keys.ts';
import type { State, Step } from '../../functions/newsroom/articles/lifecycle.ts';
import { entriesOf } from '../../functions/newsroom/articles/publication.ts';
import type { StoredCopy } from '../../functions/newsroom/articles/schema.ts';
import { anArticle } from '../../infra/local/testing.ts';
import type { Answer, App, RequestOptions } from './app.ts';
import { defaultsOf } from './defaultsOf.ts';

export const ARTICLES = '/v1/newsroom/articles';
export const FRONTS = '/v1/newsroom/fronts';

/** A front on which nothing is arranged, as PUT wants it. */
export const NO_SLOTS = {
  from: null,
  until: null,
  lead: null,
  second: null,
  opinion: null,
  rows: null,
  briefs: null,
} as const;

/** A future instant in every test, unless it says otherwise. */
export const EVENING = '2026-11-23T18:00:00.000Z';
/** The millisecond before. */
export const BEFORE_EVENING = '2026-11-23T17:59:59.999Z';

/** An editor's input. */
export type Content = Record<string, unknown>;

/** An editor's input for an article in the section `abroad`. */
export const aText = (changes: Content = {}): Content => {
  const { publishedAt: _publishedAt, ...text } = anArticle();
  return { ...text, ...changes };
};

/** The same with every field, as PUT wants it. */
export const aWholeText = (changes: Content = {}): Content => ({
  slug: 'ferry',
  ...defaultsOf(ArticleContent.shape),
  language: 'en-GB',
  ...aText(changes),
  image: aWholeImage(changes.image ?? null),
});

const aWholeImage = (image: unknown) => {
  if (typeof image !== 'object' || image === null) return image;
  const own = 'media' in image ? { alt: null } : { sources: [] };
  return { caption: null, credit: null, ...own, ...image };
};

/** Sends requests as a member of the group `editors`. */
export class Editor {
  readonly app: App;
  readonly name: string;

  constructor(app: App, name = 'ines@example.org') {
    this.app = app;
    this.name = name;
  }

  send(method: string, target: string, options: RequestOptions = {}): Promise<Answer> {
    return this.app.request(method, target, { caller: { name: this.name, groups: ['editors'] }, ...options });
  }

  get(target: string): Promise<Answer> {
    return this.send('GET', target);
  }

  /** Replaces a resource from its current version, if it exists. */
  async change(target: string, body: object): Promise<Answer> {
    const { etag } = (await this.get(target)).headers;
    return this.send('PUT', target, { body, headers: etag === undefined ? {} : { 'if-match': etag } });
  }

  /** Creates an article. @throws when refused. */
  async create(changes: Content = {}): Promise<Story> {
    const answer = await this.send('POST', ARTICLES, { body: aText(changes) });
    if (answer.statusCode !== 201) throw new Error(`Not created: ${answer.body}`);
    return new Story(this, answer, aText(changes));
  }

  /** A published article. */
  async publish(changes: Content = {}): Promise<Story> {
    const story = await this.create(changes);
    await story.publish();
    return story;
  }

  /** An article in a state. A scheduled one is scheduled for {@link EVENING}. */
  async story(state: State, changes: Content = {}): Promise<Story> {
    const story = await this.create(changes);
    if (state === 'scheduled') await story.publish(EVENING);
    if (state === 'published' || state === 'withdrawn') await story.publish();
    if (state === 'withdrawn') await story.take('withdraw');
    return story;
  }
}

/** An article edited by one editor, with its version and the last input. */
export class Story {
  readonly editor: Editor;
  readonly id: string;
  version: number;
  slug: string;
  #content: Content;

  constructor(editor: Editor, created: Answer, content: Content) {
    this.editor = editor;
    this.id = created.json.id;
    this.version = created.json.version;
    this.slug = created.json.slug;
    this.#content = content;
  }

  get address(): string {
    return `${ARTICLES}/${this.id}`;
  }

  /** The same article edited by a colleague. */
  by(name: string): Story {
    const answer = { json: { id: this.id, version: this.version, slug: this.slug } } as Answer;
    return new Story(new Editor(this.editor.app, name), answer, this.#content);
  }

  async read(): Promise<Answer> {
    return this.#remember(await this.editor.get(this.address));
  }

  async save(changes: Content = {}, headers: RequestOptions['headers'] = this.ifMatch): Promise<Answer> {
    const body = aWholeText({ slug: this.slug, ...this.#content, ...changes });
    const answer = await this.editor.send('PUT', this.address, { body, headers });
    if (answer.statusCode === 200) this.#content = body;
    return this.#remember(answer);
  }

  async patch(changes: Content, headers: RequestOptions['headers'] = this.ifMatch): Promise<Answer> {
    return this.#remember(await this.editor.send('PATCH', this.address, { body: changes, headers }));
  }

  publish(at?: string): Promise<Answer> {
    return this.take('publish', at === undefined ? {} : { at });
  }

  correct(note: string): Promise<Answer> {
    return this.take('correct', { note });
  }

  /** Takes a step with a valid body. */
  async take(
    step: Step,
    body: object = step === 'correct' ? { note: 'It was nine days.' } : {},
    headers: RequestOptions['headers'] = this.ifMatch,
  ): Promise<Answer> {
    if (step === 'save') return this.save(body as Content, headers);
    if (step === 'delete') return this.editor.send('DELETE', this.address, { headers });
    return this.#remember(await this.editor.send('POST', `${this.address}/${step}`, { body, headers }));
  }

  async restoreRevision(revision: number): Promise<Answer> {
    const target = `${this.address}/revisions/${revision}/restore`;
    return this.#remember(await this.editor.send('POST', target, { body: {}, headers: this.ifMatch }));
  }

  get ifMatch() {
    return { 'if-match': `"${this.version}"` };
  }

  #remember(answer: Answer): Answer {
    if (answer.statusCode === 200 && answer.json) {
      this.version = answer.json.version;
      this.slug = answer.json.slug;
    }
    return answer;
  }
}

/** Every page of a list, following `next`. */
export async function readPages(get: (target: string) => Promise<Answer>, target: string): Promise<Answer[]> {
  const pages = [await get(target)];
  const glue = target.includes('?') ? '&' : '?';
  for (let next = pages[0]?.json.next; next; next = pages.at(-1)?.json.next) {
    pages.push(await get(`${target}${glue}cursor=${next}`));
  }
  return pages;
}

/** The slugs in public listings by address; the status of a listing that is not found. */
export async function listed(app: App, ...targets: string[]): Promise<Record<string, unknown>> {
  const answers = await Promise.all(targets.map((target) => app.get(`${target}?limit=100`)));
  return Object.fromEntries(
    answers.map(({ statusCode, json }, index) => [
      targets[index],
      statusCode === 200 ? json.items.map(({ slug }: { slug: string }) => slug) : statusCode,
    ]),
  );
}

type Item = Key & Record<string, unknown> & { readonly type?: string };

/** All items of a table. */
export async function scan(app: App, table: keyof App['tables']): Promise<Item[]> {
  const items: Item[] = [];
  for (let start: Record<string, unknown> | undefined, first = true; first || start; first = false) {
    const { Items = [], LastEvaluatedKey } = await app.client.send(
      new ScanCommand({ TableName: app.tables[table], ConsistentRead: true, ExclusiveStartKey: start }),
    );
    items.push(...(Items as Item[]).map(withUnsaid));
    start = LastEvaluatedKey;
  }
  return items;
}

/** An item with its text, and with the attributes that are left out because they are derivable or usual. */
const withUnsaid = (item: Item): Item => {
  if (item.type === 'article') return { ...item, body: bodyOf(item) };
  return item.type === 'submission' ? { ...item, ...fromSubmissionItem(item) } : item;
};

const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`;

/**
 * Inconsistencies of the two tables, one sentence each: each article must have exactly the entries, tally, redirects,
 * claims and uses of files that its working copy implies.
 */
export async function violations(app: App): Promise<string[]> {
  const [published, newsroom] = await Promise.all([scan(app, 'published'), scan(app, 'newsroom')]);
  const copies = newsroom.filter(({ type }) => type === 'copy') as unknown as StoredCopy[];
  const articles = new Map(
    published
      .filter(({ type }) => type === 'article')
      .map((item) => [nameOf(item), item as unknown as PublishedArticle]),
  );
  const expected = new Map<string, object>();
  const expectedClaims = new Map<string, string>();
  const found: string[] = [];

  for (const copy of copies) {
    const { id, phase, releasedSlug, publishedAt } = copy;
    for (const slug of [copy.slug, releasedSlug, ...copy.formerSlugs]) {
      if (slug !== null) expectedClaims.set(nameOf(claimKey(slug)), id);
    }
    if (releasedSlug === null || publishedAt === null) continue;
    expected.set(nameOf(tallyKey(releasedSlug)), {});
    for (const former of copy.formerSlugs) expected.set(nameOf(movedKey(former)), { to: releasedSlug });
    if (phase === 'withdrawn') expected.set(nameOf(goneKey(releasedSlug)), {});
    if (phase !== 'released') continue;
    const key = nameOf(articleKey(releasedSlug, publishedAt));
    const article = articles.get(key);
    expected.set(key, { slug: releasedSlug, publishedAt, updatedAt: copy.updatedAt, thread: copy.thread });
    if (article) for (const [entryKey, entry] of entriesOf(article)) expected.set(nameOf(entryKey), entry);
    if (
      article &&
      listingsOf(article).some((each) => !expected.has(nameOf(listingKey(each, publishedAt, releasedSlug))))
    )
      found.push(`${key} is not in all its listings`);
  }

  const shown = published.filter(({ type = '' }) => ['article', 'tally', 'moved', 'gone', 'entry'].includes(type));
  for (const item of shown) {
    const wanted = expected.get(nameOf(item));
    if (!wanted) found.push(`${nameOf(item)} belongs to nothing`);
    for (const [name, value] of Object.entries(wanted ?? {})) {
      if (!isDeepStrictEqual(item[name], value)) found.push(`${nameOf(item)} has another ${name}`);
    }
  }
  const there = new Set(shown.map(nameOf));
  for (const key of expected.keys()) if (!there.has(key)) found.push(`${key} is missing`);

  const claims = new Map(newsroom.filter(({ type }) => type === 'claim').map((item) => [nameOf(item), item.article]));
  for (const [key, id] of expectedClaims) if (claims.get(key) !== id) found.push(`${key} is not ${id}'s`);
  for (const key of claims.keys()) if (!expectedClaims.has(key)) found.push(`${key} claims for nothing`);

  const uses = new Map(newsroom.filter(({ type }) => type === 'media-use').map((item) => [nameOf(item), item.slug]));
  const expectedUses = new Map(
    copies.flatMap(({ id, media = [], releasedMedia = [], releasedSlug }) => [
      ...media.map((file) => [nameOf(useKey(file, id)), null] as const),
      ...releasedMedia.map((file) => [nameOf(useKey(file, id)), releasedSlug] as const),
    ]),
  );
  for (const [key, slug] of expectedUses) if (uses.get(key) !== slug) found.push(`${key} is not at ${slug}`);
  for (const key of uses.keys()) if (!expectedUses.has(key)) found.push(`${key} is of nothing`);

  const revisions = new Set(newsroom.filter(({ type }) => type === 'revision').map(nameOf));
  const partitions = new Set(copies.map(({ id }) => revisionKey(id, 1).pk));
  for (const { id, revision, releasedRevision } of copies) {
    for (const each of [revision, releasedRevision ?? revision]) {
      const key = nameOf(revisionKey(id, each));
      if (!revisions.has(key)) found.push(`${key} is missing`);
    }
  }
  for (const key of revisions) if (!partitions.has(key.split(' ')[0] ?? '')) found.push(`${key} has no article`);
  return found;
}

/** A DynamoDB request: the command's name, a function that sends it, and the command. */
export type Intercept = (name: string, send: () => Promise<unknown>, command: object) => Promise<unknown>;

/** Wraps a client; `intercept.current` sees every request. */
export function intercepting() {
  const seat: { current: Intercept | undefined } = { current: undefined };
  const wrapClient = (client: DynamoDBDocumentClient): DynamoDBDocumentClient =>
    new Proxy(client, {
      get(target, property) {
        if (property !== 'send') return Reflect.get(target, property);
        return (command: object) => {
          const send = () => target.send(command as Parameters<DynamoDBDocumentClient['send']>[0]);
          return seat.current ? seat.current(command.constructor.name, send, command) : send();
        };
      },
    });
  return { seat, wrapClient };
}
