import { parseArgs } from 'node:util';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { SingleBar } from 'cli-progress';
import { correctionEntries } from '../../functions/articles/corrections.ts';
import { articleKey, CORRECTIONS_PARTITION } from '../../functions/articles/keys.ts';
import { createPlaceReading } from '../../functions/comments/submitting/placeReading.ts';
import { placeMending } from '../../functions/comments/submitting/places.ts';
import { createFanOut } from '../../functions/media/fanOut.ts';
import { createMediaStore } from '../../functions/media/store.ts';
import { createPublication } from '../../functions/newsroom/articles/publication.ts';
import { createFormerAddresses } from '../../functions/newsroom/formerAddresses.ts';
import { formerAddressKey } from '../../functions/newsroom/keys.ts';
import { type TransactionItem, writeTogether } from '../../functions/shared/data/transaction.ts';
import { say, sayJson } from '../cli/command.ts';
import { type Installation, installationHelp, installationOptions, openInstallation } from './installation.ts';
import {
  type CountedPlace,
  createInvariants,
  type Item,
  lineOf,
  newsroomAttributes,
  rules,
  type Violation,
} from './invariants.ts';
import { reportErrors } from './reportErrors.ts';

const help = `Checks that the two tables agree with each other. It writes nothing, unless --mend is said.

  npm run verify -- [options]

${installationHelp}
  --json            print what was found as JSON
  --mend            count again what keeps the places of threads, and take out of them what nothing does; bring pictures to
                    the articles that show an older version; list the corrections of articles, and the former addresses of
                    what has moved, also from before there were these lists; readers, editors and moderators may go on
                    meanwhile

It reads everything, twice where something is found: what is being written at the moment is no violation. It prints each
violation with its rule, and ends with 1 when there is any. The rules:

${Object.entries(rules)
  .map(([rule, sentence]) => `  ${rule.padEnd(19)} ${sentence}`)
  .join('\n')}`;

type Tables = Pick<Installation, 'client' | 'tables'>;

export interface Verified {
  /** The number of items in both tables. */
  readonly items: number;
  readonly violations: readonly Violation[];
}

/** Segments of a parallel scan; each has a page of at most 1 MB in memory. */
const SEGMENTS = 4;
/** Attempts to mend a place that others change concurrently; the next run finds those left. */
const MEND_ATTEMPTS = 5;

/**
 * The lasting violations of the invariants. The tables are read twice, because a violation that only one reading finds is a
 * change in progress.
 * @param onRead called with the number of items of each page.
 */
export async function verifyTables(tables: Tables, now: Date, onRead: (items: number) => void): Promise<Verified> {
  const first = await readThrough(tables, now, onRead);
  if (first.violations.length === 0) return first;
  const second = await readThrough(tables, now, onRead);
  const remaining = new Set(second.violations.map(lineOf));
  return { items: second.items, violations: first.violations.filter((each) => remaining.has(lineOf(each))) };
}

/**
 * Brings pictures to the articles that show older versions of them.
 * @returns the number of violations that this mends.
 */
export async function mendPictures({ client, tables }: Tables, violations: readonly Violation[]): Promise<number> {
  const media = createMediaStore(client, tables.newsroom);
  const fanOut = createFanOut({ client, tables, media });
  const outdated = violations.flatMap(({ picture }) => picture ?? []);
  for (const id of new Set(outdated)) {
    const record = await media.find(id);
    if (record) await fanOut(record, 'anew');
  }
  return outdated.length;
}

/**
 * Brings the list of corrections up to date for the violations' articles, each in a transaction that is refused when the
 * article changes meanwhile.
 * @returns the number of violations that this mends.
 */
export async function mendCorrections({ client, tables }: Tables, violations: readonly Violation[]): Promise<number> {
  const publication = createPublication(client, tables.published);
  const listed = violations.flatMap(({ correction }) => correction ?? []);
  let mended = 0;
  for (const [slug, wrong] of Map.groupBy(listed, (each) => each.slug)) {
    const { article } = await publication.readSlug(slug);
    const wanted = new Map(article && correctionEntries(article).map((entry) => [entry[0].sk, entry]));
    const writes = wrong.map(({ sortKey }): [string, TransactionItem] => {
      const [key, entry] = wanted.get(sortKey) ?? [];
      return [
        sortKey,
        key
          ? { Put: { TableName: tables.published, Item: { ...key, ...entry } } }
          : { Delete: { TableName: tables.published, Key: { pk: CORRECTIONS_PARTITION, sk: sortKey } } },
      ];
    });
    const unchanged = article && {
      article: {
        ConditionCheck: {
          TableName: tables.published,
          Key: articleKey(article.slug, article.publishedAt),
          ConditionExpression: 'updatedAt = :seen',
          ExpressionAttributeValues: { ':seen': article.updatedAt },
        },
      },
    };
    if (!(await writeTogether(client, { ...unchanged, ...Object.fromEntries(writes) }))) mended += wrong.length;
  }
  return mended;
}

/**
 * Brings the former addresses in the list of redirects up to date. What moves meanwhile is found by the next run.
 * @returns the number of violations that this mends.
 */
export async function mendFormerAddresses({ client, tables }: Tables, violations: readonly Violation[]) {
  const { list } = createFormerAddresses(tables.newsroom);
  const wrong = violations.flatMap(({ former }) => former ?? []);
  for (const { id, listed } of wrong) {
    const remove = { Delete: { TableName: tables.newsroom, Key: formerAddressKey(id) } };
    await writeTogether(client, { former: listed ? list(listed) : remove });
  }
  return wrong.length;
}

/**
 * Recounts the replies of the violations' places, deepest first, because a place may depend on those below it.
 * @returns the number of changed places.
 */
export async function mendPlaces({ client, tables }: Tables, violations: readonly Violation[]): Promise<number> {
  const places = violations.flatMap(({ place }) => place ?? []);
  const reading = createPlaceReading(client, tables);
  const mendOne = async (place: CountedPlace): Promise<boolean> => {
    for (let attempt = 1; attempt <= MEND_ATTEMPTS; attempt += 1) {
      const writes = await placeMending(tables, place, reading);
      if (Object.values(writes).every((write) => write === undefined)) return attempt > 1;
      if (!(await writeTogether(client, writes))) return true;
    }
    return false;
  };
  let mended = 0;
  for (const place of places) if (await mendOne(place)) mended += 1;
  return mended;
}

async function readThrough({ client, tables }: Tables, now: Date, onRead: (items: number) => void): Promise<Verified> {
  const invariants = createInvariants(now);
  let items = 0;
  const scan = async (table: string, take: (item: Item) => void, attributes?: readonly string[]) => {
    const names = attributes?.map((name): [string, string] => [`#${name}`, name]);
    const projection = names && {
      ProjectionExpression: names.map(([placeholder]) => placeholder).join(', '),
      ExpressionAttributeNames: Object.fromEntries(names),
    };
    const readSegment = async (Segment: number) => {
      const request = { TableName: table, ConsistentRead: true, Segment, TotalSegments: SEGMENTS, ...projection };
      for await (const { Items = [] } of paginateScan({ client }, request)) {
        for (const item of Items) take(item as Item);
        items += Items.length;
        onRead(Items.length);
      }
    };
    await Promise.all(Array.from({ length: SEGMENTS }, (_, segment) => readSegment(segment)));
  };
  await scan(tables.newsroom, invariants.takeNewsroom, newsroomAttributes);
  // Whole items, because an email could be in any attribute.
  await scan(tables.published, invariants.takePublished);
  return { items, violations: invariants.violations() };
}

/** The approximate number of items, which DynamoDB updates every few hours. */
async function countItems({ client, tables }: Tables): Promise<number> {
  const counts = await Promise.all(
    Object.values(tables).map(async (TableName) => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      return Table?.ItemCount ?? 0;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Each mends the violations that are its own. */
const MENDINGS = [mendPlaces, mendPictures, mendCorrections, mendFormerAddresses];

async function verify(): Promise<void> {
  const { values } = parseArgs({
    options: {
      ...installationOptions,
      json: { type: 'boolean', default: false },
      mend: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(help);
  const target = await openInstallation(values);
  try {
    const bar = new SingleBar({ format: 'Reading |{bar}| {value} items', hideCursor: true, noTTYOutput: false });
    let read = 0;
    bar.start(await countItems(target), 0);
    const { items, violations } = await verifyTables(target, new Date(), (count) => {
      read += count;
      bar.setTotal(Math.max(bar.getTotal(), read));
      bar.update(read);
    }).finally(() => bar.stop());
    let mended = 0;
    if (values.mend) for (const mend of MENDINGS) mended += await mend(target, violations);
    if (violations.length > mended) process.exitCode = 1;
    if (values.json) {
      sayJson({ target: target.name, items, violations, ...(values.mend && { mended }) });
    } else {
      for (const violation of violations) say(lineOf(violation));
      const count = violations.length === 1 ? '1 violation' : `${violations.length || 'no'} violations`;
      console.log(`${target.name}: ${items} items, ${count}${values.mend ? `, ${mended} mended` : ''}.`);
    }
  } finally {
    await target.close();
  }
}

if (import.meta.main) await reportErrors(verify);
