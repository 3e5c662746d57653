import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { toArticleItem } from '../../functions/articles/articleItem.ts';
import type { PublishedArticle } from '../../functions/articles/fields.ts';
import { articleKey, listingSortKey, tallyKey } from '../../functions/articles/keys.ts';
import { commentKey, rootSortKey } from '../../functions/comments/threads/keys.ts';
import type { PublishedComment } from '../../functions/comments/threads/schema.ts';
import { entriesOf } from '../../functions/newsroom/articles/publication.ts';
import type { Position } from '../../functions/shared/data/keyset.ts';
import type { Installation } from '../../infra/commands/installation.ts';
import { anArticle } from '../support/builders.ts';
import { createPublisher } from '../support/publisher.ts';

/** The section of every synthetic article, so that it has as many pages as possible. */
export const SECTION = 'news';
const OTHER_SECTIONS = ['abroad', 'business', 'city', 'culture', 'food', 'home', 'opinion', 'science', 'sport'];
const TAGS = 50;
const AUTHORS = 20;
const BODIES = 20;
const WORDS_EACH = 500;

/** The number of articles, from the newest on, that have a thread. */
export const THREADS = 50;
export const COMMENTS_PER_THREAD = 20;

/** Cards on a page of a listing. */
export const PAGE = 20;

/** The newest publication, in the past, so that all articles are public. Each is five minutes older than the one before. */
const NEWEST = Date.parse('2024-01-01T00:00:00.000Z');
const FIVE_MINUTES = 5 * 60 * 1000;

/** Items in a transaction, DynamoDB's limit. The embedded one syncs once per transaction, but once per item of a batch. */
const TRANSACTION = 100;
const WRITERS = 4;

const WORDS =
  'after against ahead bridge budget canal charter city claim coast council court crossing debate delay dock early engine evening ferry field figures first flood garden harbour history hour island journey keeper ledger letter library light market minister morning mountain museum night north office old paper people port price public question rail rain report river road school season ship signal south station storm street summer tide town train union valley village voice water winter witness writer year'.split(
    ' ',
  );

/** Deterministic articles; number 0 is the newest. */
export interface Newspaper {
  readonly size: number;
  article(number: number): PublishedArticle;
}

/** @param size the number of articles. */
export function createNewspaper(size: number): Newspaper {
  const bodies = Array.from({ length: BODIES }, (_, seed) => bodyOf(createRandom(seed)));
  return {
    size,
    article(number) {
      const random = createRandom(BODIES + number);
      const headline = sentence(random, 7);
      const slug = `${headline.toLowerCase().replaceAll(' ', '-')}-${number}`;
      const publishedAt = instantOf(number);
      const author = pick(random, AUTHORS);
      const tag = pick(random, TAGS);
      return anArticle({
        slug,
        section: SECTION,
        headline,
        standfirst: `${sentence(random, 22)}.`,
        byline: [{ name: `Author ${author}`, slug: `author-${author}` }],
        publishedAt,
        updatedAt: publishedAt,
        tags: [`tag-${tag}`, `tag-${(tag + 1) % TAGS}`],
        body: bodies[number % BODIES] ?? '',
        wordCount: WORDS_EACH,
        readingMinutes: 2,
      });
    },
  };
}

/** A thread of root comments, each with `repliesEach` replies. */
export function commentsOn(thread: string, roots: number, repliesEach = 0): PublishedComment[] {
  const random = createRandom(thread.length);
  const comment = (index: number, parent: PublishedComment | undefined): PublishedComment => ({
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    thread,
    name: 'A Reader',
    publishedAt: instantOf(-index),
    editedAt: null,
    body: `<p>${sentence(random, 40)}.</p>`,
    parentId: parent?.id ?? null,
    depth: parent ? 1 : 0,
    root: parent ? rootSortKey(parent.publishedAt, parent.id) : null,
  });
  return Array.from({ length: roots }, (_, number) => {
    const first = number * (1 + repliesEach);
    const root = comment(first, undefined);
    return [root, ...Array.from({ length: repliesEach }, (_, reply) => comment(first + 1 + reply, root))];
  }).flat();
}

/** Writes a newspaper into empty tables: each article with its tally and listing entries. */
export async function load(target: Installation, newspaper: Newspaper, onArticle: () => void): Promise<void> {
  const { client, tables } = target;
  const press = createPublisher(client, tables.published);
  for (const [position, name] of [SECTION, ...OTHER_SECTIONS].entries()) {
    await press.putSection({ name, title: name, description: sentence(createRandom(position), 8), position });
  }
  const transactions = transactionsOf(newspaper, onArticle);
  // The writers share one iterator, so that each takes the next transaction when it is ready.
  const write = async () => {
    for (const items of transactions) {
      const TransactItems = items.map((Item) => ({ Put: { TableName: tables.published, Item } }));
      await client.send(new TransactWriteCommand({ TransactItems }));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
}

function* transactionsOf(newspaper: Newspaper, onArticle: () => void): Generator<object[]> {
  let items: object[] = [];
  for (let number = 0; number < newspaper.size; number += 1) {
    const added = itemsOf(newspaper.article(number), number < THREADS ? COMMENTS_PER_THREAD : 0);
    if (items.length + added.length > TRANSACTION) {
      yield items;
      items = [];
    }
    items.push(...added);
    onArticle();
  }
  yield items;
}

/** All items of an article in the Published table, with a tally of `comments`. */
export function itemsOf(article: PublishedArticle, comments: number): object[] {
  return [
    { ...articleKey(article.slug, article.publishedAt), ...toArticleItem(article) },
    { ...tallyKey(article.slug), type: 'tally', comments },
    ...entriesOf(article).map(([key, entry]) => ({ ...key, ...entry })),
    ...commentsOn(article.thread, comments).map((comment) => ({ ...commentKey(comment), type: 'comment', ...comment })),
  ];
}

/** The number of the section's last full page, and the position that it begins after. */
export function lastPage({ size, article }: Newspaper): { number: number; position: Position } {
  const number = Math.floor(size / PAGE);
  const { publishedAt, slug } = article((number - 1) * PAGE - 1);
  return { number, position: { direction: 'after', key: listingSortKey(publishedAt, slug) } };
}

/** An article of exactly `bytes` bytes, with its HTML as text; its item is smaller. */
export function anArticleOf(bytes: number): PublishedArticle {
  const article = anArticle({ ...createNewspaper(1).article(0), body: '' });
  const item = { ...articleKey(article.slug, article.publishedAt), type: 'article', ...article };
  return { ...article, body: `<p>${'word '.repeat(bytes)}`.slice(0, bytes - itemBytes(item)) };
}

/**
 * The size of a value by DynamoDB's rules: names and text in UTF-8, binary values as they are, three bytes for a list or
 * map and one for each of its entries, one for true, false and null, one for two digits of a number and one more.
 * Source: docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(value: unknown, isItem = true): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return 1 + Math.ceil(String(value).length / 2);
  if (typeof value !== 'object' || value === null) return 1;
  if (value instanceof Uint8Array) return value.length;
  const around = (entries: number) => (isItem ? 0 : 3 + entries);
  if (Array.isArray(value)) return value.reduce((sum, each) => sum + itemBytes(each, false), around(value.length));
  const entries = Object.entries(value);
  return entries.reduce(
    (sum, [name, each]) => sum + Buffer.byteLength(name) + itemBytes(each, false),
    around(entries.length),
  );
}

const instantOf = (number: number) => new Date(NEWEST - number * FIVE_MINUTES).toISOString();

/** The HTML of an article's text. */
function bodyOf(random: Random): string {
  const paragraph = () => `<p>${Array.from({ length: 5 }, () => `${sentence(random, 10)}.`).join(' ')}</p>`;
  return Array.from({ length: WORDS_EACH / 50 }, paragraph).join('\n');
}

function sentence(random: Random, length: number): string {
  const text = Array.from({ length }, () => WORDS[pick(random, WORDS.length)]).join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Returns a number from 0 to 1, exclusive. */
type Random = () => number;

const pick = (random: Random, choices: number) => Math.floor(random() * choices);

/** mulberry32: small, fast, and the same numbers on every machine (public domain, Tommy Ettinger). */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
