import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { TableId } from '../../functions/shared/data/tables.ts';
import { openInstallation } from '../../infra/commands/installation.ts';
import { lineOf, type Rule, rules } from '../../infra/commands/invariants.ts';
import { verifyTables } from '../../infra/commands/verify.ts';
import { type EmbeddedDynamoDb, localTables, startDynamoDb } from '../../infra/local/dynamodb.ts';
import { loadSeeds, readSeeds } from '../../seeds/load.ts';
import { type App, startApp } from '../support/app.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { aSubmission, NOON } from '../support/builders.ts';

const root = join(import.meta.dirname, '../..');
const caller = { name: 'ines@example.org', groups: ['editors'] };
const TOMORROW = '2026-11-24T06:00:00.000Z';
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What else is told of the same break. */
const ECHOES: Partial<Record<Rule, readonly Rule[]>> = {
  'reply-parentless': ['replies-miscounted'],
  'placeholder-missing': ['reply-parentless', 'replies-miscounted'],
};

let app: App;
let paper: Awaited<ReturnType<typeof aPaper>>;

beforeAll(async () => {
  app = await startApp();
  paper = await aPaper(app);
});

describe('verifyTables', () => {
  it('finds nothing in a paper that was made through the API', async () => {
    const { items, violations } = await verify(app);

    expect(violations).toEqual([]);
    expect(items).toBeGreaterThan(40);
  });

  it('tells how many items it has read', async () => {
    const pages: number[] = [];

    const { items } = await verifyTables(app, new Date(NOON), (count) => pages.push(count));

    expect(pages.reduce((sum, count) => sum + count, 0)).toBe(items);
  });

  it.each<[Rule, string | RegExp, () => Break]>([
    [
      'article-twice',
      'out has 2 articles',
      () => added(articleAt('out', '2020-01-01T00:00:00.000Z'), articleAt('out')),
    ],
    ['entry-missing', 'out is not in LISTING#tag/harbour', () => removed(entryIn('tag/harbour', 'out'))],
    [
      'entry-different',
      'LISTING#latest shows another out than the article',
      () => changed(entryIn('latest', 'out'), { headline: 'Another' }),
    ],
    [
      'entry-foreign',
      'LISTING#tag/fog lists out, not one of its own',
      () => added(entryIn('tag/fog', 'out'), entryIn('latest', 'out')),
    ],
    [
      'entry-orphaned',
      'LISTING#latest lists nowhere, and there is no such article',
      () => added(entryIn('latest', 'nowhere'), entryIn('latest', 'out'), { slug: 'nowhere' }),
    ],
    ['tally-missing', 'scheduled has no tally', () => removed(published('ARTICLE#scheduled', 'PUBLISHED'))],
    [
      'tally-wrong',
      'out counts 7 comments, and its thread has 3',
      () => changed(published('ARTICLE#out', 'PUBLISHED'), { comments: 7 }),
    ],
    [
      'moved-astray',
      'ARTICLE#was-out leads to nowhere, where nothing is',
      () => changed(published('ARTICLE#was-out', 'MOVED'), { to: 'nowhere' }),
    ],
    [
      'moved-astray',
      'ARTICLE#hop leads to was-out, where nothing is',
      () => added(published('ARTICLE#hop', 'MOVED'), published('ARTICLE#was-out', 'MOVED'), { to: 'was-out' }),
    ],
    [
      'slug-torn',
      'out is out, and has gone too',
      () => added(published('ARTICLE#out', 'GONE'), published('ARTICLE#withdrawn', 'GONE')),
    ],
    [
      'slug-torn',
      'out is out, and has moved too',
      () => added(published('ARTICLE#out', 'MOVED'), published('ARTICLE#was-out', 'MOVED')),
    ],
    [
      'section-not-found',
      'scheduled is in home, and there is no such section',
      () => removed(published('SECTIONS', '0002#home')),
    ],
    [
      'section-twice',
      'home is there 2 times',
      () => added(published('SECTIONS', '0009#home'), published('SECTIONS', '0002#home')),
    ],
    [
      'front-not-found',
      `FRONT#abroad AT#${TOMORROW} is of no front, or of another instant`,
      () => changed(edition('abroad'), { from: NOON }),
    ],
    [
      'front-unversioned',
      `FRONT#abroad AT#${TOMORROW} is there, and its front has no version`,
      () => removed(newsroom('FRONT#abroad', 'HEAD')),
    ],
    [
      'front-twice',
      `FRONT#abroad AT#${TOMORROW} has out twice`,
      () => changed(edition('abroad'), { briefs: [{ slug: 'out', publishedAt: NOON }] }),
    ],
    ['reply-rootless', / is not under its root null$/, () => changed(paper.reply, { root: null })],
    ['reply-parentless', new RegExp(`answers ${NOBODY}`), () => changed(paper.reply, { parentId: NOBODY })],
    ['reply-depth', / has the depth 4$/, () => changed(paper.reply, { depth: 4 })],
    [
      'comment-unapproved',
      / has no submission that is published there$/,
      () => changed(newsroom(`COMMENT#${paper.replyId}`, 'SUBMISSION'), { ...inQueue('held'), published: null }),
    ],
    [
      'comment-missing',
      `${NOBODY} is published as COMMENTS#was-out here, and is not there`,
      () =>
        added(newsroom(`COMMENT#${NOBODY}`, 'SUBMISSION'), newsroom(`COMMENT#${paper.replyId}`, 'SUBMISSION'), {
          id: NOBODY,
          published: { sortKey: 'here' },
        }),
    ],
    ['placeholder-missing', / has no placeholder there$/, () => removed(paper.removed)],
    [
      'placeholder-idle',
      / shows nothing, nor does anything under it$/,
      () =>
        added(published('COMMENTS#was-out', `${NOON}#${NOBODY}`), paper.removed, {
          id: NOBODY,
          parentId: null,
          depth: 0,
          root: null,
        }),
    ],
    [
      'replies-miscounted',
      / counts 5 that keep it, and there are 2$/,
      () => changed(newsroom(`COMMENT#${paper.rootId}`, 'PLACE'), { replies: 5 }),
    ],
    [
      'placeholder-untrue',
      / is removed, and its placeholder says otherwise$/,
      () => changed(paper.removed, { removed: false, waiting: true }),
    ],
    ['placeholder-speaks', / is removed, and shows what it was$/, () => changed(paper.removed, { name: 'Wren' })],
    [
      'submission-misplaced',
      / is published, and an index has it elsewhere$/,
      () => changed(newsroom(`COMMENT#${paper.replyId}`, 'SUBMISSION'), { status: 'COMMENT#held' }),
    ],
    [
      'reported-misplaced',
      `${NOBODY} waits, and is not reported`,
      () =>
        added(newsroom(`REPORTED#${NOBODY}`, 'COMMENT'), newsroom(`COMMENT#${paper.replyId}`, 'SUBMISSION'), {
          type: 'reported',
        }),
    ],
    [
      'reported-misplaced',
      / is reported, and does not wait$/,
      () => changed(newsroom(`COMMENT#${paper.replyId}`, 'SUBMISSION'), { reports: 1, reportedAt: NOON }),
    ],
    [
      'kept-too-long',
      `${NOBODY} is spam until undefined`,
      () =>
        added(newsroom(`COMMENT#${NOBODY}`, 'SUBMISSION'), newsroom(`COMMENT#${paper.replyId}`, 'SUBMISSION'), {
          ...inQueue('spam'),
          id: NOBODY,
          published: null,
        }),
    ],
    [
      'kept-too-long',
      'RATE is guarded until 4000000000',
      () =>
        added(newsroom('RATE#x#1', 'GUARD'), newsroom(`COMMENT#${paper.replyId}`, 'SUBMISSION'), {
          type: 'guard',
          expiresAt: 4_000_000_000,
        }),
    ],
    [
      'release-missing',
      /has released scheduled for 2031-01-01T00:00:00.000Z, and there is no such article$/,
      () =>
        changed(newsroom(`ARTICLE#${paper.scheduledId}`, 'REVISION#LATEST'), {
          publishedAt: '2031-01-01T00:00:00.000Z',
        }),
    ],
    [
      'release-unknown',
      /^out is public, and its working copy .* has not released it$/,
      () => changed(newsroom(`ARTICLE#${paper.outId}`, 'REVISION#LATEST'), { phase: 'withdrawn' }),
    ],
    ['claim-missing', /has no claim on its slug was-out$/, () => removed(newsroom('SLUG#was-out', 'CLAIM'))],
    [
      'claim-foreign',
      /^SLUG#other is held by .*, which has another$/,
      () => added(newsroom('SLUG#other', 'CLAIM'), newsroom('SLUG#out', 'CLAIM')),
    ],
    [
      'claim-orphaned',
      `SLUG#other is held by ${NOBODY}, and there is no such working copy`,
      () => added(newsroom('SLUG#other', 'CLAIM'), newsroom('SLUG#out', 'CLAIM'), { article: NOBODY }),
    ],
    [
      'revision-missing',
      /has no revision 2 as its newest$/,
      () => removed(newsroom(`ARTICLE#${paper.outId}`, 'REVISION#000002')),
    ],
    [
      'email-attribute',
      /, attribute author\.eMail$/,
      () => changed(paper.reply, { author: { eMail: 'someone@example.net' } }),
    ],
    ['email-value', /, attribute name$/, () => changed(paper.reply, { name: 'Wren@Example.org' })],
    [
      'hash-value',
      /, attribute author\.image$/,
      () => changed(paper.reply, { author: { image: `/${paper.person}.png` } }),
    ],
    ['network-value', /, attribute seen\.0$/, () => changed(paper.reply, { seen: ['2001:db8::7'] })],
  ])('names %s: %s', async (rule, what, broken) => {
    const mend = await make(app, broken());

    const { violations } = await verify(app);
    await mend();
    const mended = await verify(app);

    const echoes = ECHOES[rule] ?? [];
    expect(violations.filter((each) => !echoes.includes(each.rule))).toMatchObject([
      { rule, what: typeof what === 'string' ? what : expect.stringMatching(what) },
    ]);
    expect(mended.violations).toEqual([]);
  });

  it('prints a violation in one line, without an email', async () => {
    const mend = await make(app, changed(paper.reply, { name: 'wren@example.org' }));

    const { violations } = await verify(app);
    await mend();

    expect(violations.map(lineOf).join('\n')).toMatch(/^email-value: [^@\n]+$/);
  });

  it('leaves out what is only there while it reads', async () => {
    const mend = await make(app, removed(entryIn('latest', 'out')));
    const pages: number[] = [];
    const client = before(app.client, async () => {
      // Every part of both tables has been read once.
      if (pages.length === 8) await mend();
    });

    const { violations } = await verifyTables({ ...app, client }, new Date(NOON), (count) => pages.push(count));

    expect(violations).toEqual([]);
  });
});

describe('npm run verify', () => {
  let database: EmbeddedDynamoDb;
  let data: string;

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'broadsheet-'));
    database = await startDynamoDb();
    const target = await openInstallation({ endpoint: database.endpoint, data });
    await loadSeeds(await readSeeds(join(root, 'seeds')), target, () => {});
    await target.close();
  });
  afterAll(async () => {
    await database.stop();
    rmSync(data, { recursive: true });
  });

  it('finds nothing in the seeds', async () => {
    const verified = await run('--endpoint', database.endpoint, '--data', data);

    expect(verified).toMatchObject({ code: 0, stderr: '' });
    expect(verified.stdout).toMatch(/^http:\S+: \d{3,} items, no violations\.\n$/);
  });

  it('ends with 1 and names each violation', async () => {
    await breakSeeds(database.endpoint, data);

    const verified = await run('--endpoint', database.endpoint, '--data', data);

    expect(verified).toMatchObject({ code: 1, stderr: '' });
    expect(verified.stdout.split('\n')).toEqual([
      'entry-missing: who-owns-the-river-wall is not in LISTING#latest',
      'tally-missing: who-owns-the-river-wall has no tally',
      expect.stringMatching(/^http:\S+: \d{3,} items, 2 violations\.$/),
      '',
    ]);
  });

  it('prints JSON for other programs', async () => {
    await breakSeeds(database.endpoint, data);

    const verified = await run('--endpoint', database.endpoint, '--data', data, '--json');

    expect(verified.code).toBe(1);
    expect(JSON.parse(verified.stdout)).toMatchObject({
      target: database.endpoint,
      items: expect.any(Number),
      violations: [{ rule: 'entry-missing' }, { rule: 'tally-missing', what: expect.any(String) }],
    });
  });

  it.each([
    [['--endpoint', 'http://127.0.0.1:9'], /^Nothing answers at 127\.0\.0\.1:9\.\n$/],
    [['--stage', 'nowhere'], /^The stack Broadsheet-nowhere cannot be looked up: .+\n$/],
    [['--endpont', 'http://127.0.0.1:9'], /^Unknown option '--endpont'.*\n$/],
  ])('says in a sentence what is wrong with %j', async (args, sentence) => {
    const failed = await run(...args, '--data', data);

    expect(failed).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) });
  });

  it('explains itself and every rule', async () => {
    const help = await run('--help');

    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const rule of Object.keys(rules)) expect(help.stdout).toContain(`  ${rule} `);
  });
});

const verify = (tables: Pick<App, 'client' | 'tables'>) => verifyTables(tables, new Date(NOON), () => {});

/** A client that does something before each of its requests. */
function before(client: App['client'], act: () => Promise<void>): App['client'] {
  const send = async (command: Parameters<App['client']['send']>[0]) => {
    await act();
    return client.send(command);
  };
  return Object.assign(Object.create(client), { send });
}

/** An item's address. */
interface Spot {
  readonly table: TableId;
  readonly key: { readonly pk: string; readonly sk: string };
}

/** What becomes of one item: another one (made of what stands at `from`), or none. */
interface Break {
  readonly spot: Spot;
  readonly from?: Spot;
  readonly changes?: Readonly<Record<string, unknown>>;
}

const published = (pk: string, sk: string): Spot => ({ table: 'published', key: { pk, sk } });
const newsroom = (pk: string, sk: string): Spot => ({ table: 'newsroom', key: { pk, sk } });
const articleAt = (slug: string, at: string = NOON) => published(`ARTICLE#${slug}`, `PUBLISHED#${at}`);
const edition = (front: string) => published(`FRONT#${front}`, `AT#${TOMORROW}`);
const entryIn = (listing: string, slug: string) => published(`LISTING#${listing}`, `${NOON}#${slug}`);

/** A submission of a verdict, at its places in the indexes. */
const inQueue = (verdict: string) => ({
  verdict,
  status: `COMMENT#${verdict}`,
  onThread: 'THREAD#was-out',
  onThreadSince: `${verdict}#${NOON}`,
});
const removed = (spot: Spot): Break => ({ spot });
const changed = (spot: Spot, changes: Break['changes'] & object): Break => ({ spot, from: spot, changes });
const added = (spot: Spot, from: Spot, changes: Break['changes'] & object = {}): Break => ({ spot, from, changes });

/** Breaks one item; gives back what mends it. */
async function make({ client, tables }: Pick<App, 'client' | 'tables'>, { spot, from, changes }: Break) {
  const read = async ({ table, key }: Spot) =>
    (await client.send(new GetCommand({ TableName: tables[table], Key: key }))).Item;
  const write = async (item: Record<string, unknown> | undefined) => {
    const TableName = tables[spot.table];
    await (item
      ? client.send(new PutCommand({ TableName, Item: { ...item, ...spot.key } }))
      : client.send(new DeleteCommand({ TableName, Key: spot.key })));
  };
  const former = await read(spot);
  const source = from && (await read(from));
  if (from ? !source : !former) throw new Error(`There is nothing to break at ${JSON.stringify(from ?? spot)}`);
  await write(source && { ...source, ...changes });
  return () => write(former);
}

/** A paper with an article in each state, one of them renamed and with a comment that was answered. */
async function aPaper(app: App) {
  const create = async (slug: string, changes: object = {}) => {
    const body = { headline: slug, slug, section: 'abroad', byline: ['Ines Calder'], tags: ['harbour'], body: 'Text.' };
    const { json } = await app.post('/v1/newsroom/articles', { ...body, ...changes }, { caller });
    return { id: json.id as string };
  };
  const act = async (method: string, path: string, version: number, body: object) => {
    const headers = { 'if-match': `"${version}"` };
    const answer = await app.request(method, `/v1/newsroom/articles/${path}`, { caller, headers, body });
    if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.body}`);
  };
  const comment = async (changes: object) => {
    const { json } = await app.post('/v1/articles/was-out/comments', { ...aSubmission(), ...changes });
    return json.id as string;
  };

  const out = await create('was-out');
  await act('POST', `${out.id}/publish`, 1, {});
  const rootId = await comment({});
  await app.moderation.approve(rootId, 'a moderator');
  const replyId = await comment({ comment: 'So was I.', parentId: rootId });
  const reply = await app.moderation.approve(replyId, 'a moderator');
  await comment({ comment: 'This one is held.' });
  const removed = await app.moderation.approve(await comment({ comment: 'Not so.', parentId: rootId }), 'a moderator');
  await app.moderation.approve(await comment({ comment: 'It is.', parentId: removed.id }), 'a moderator');
  await app.moderation.decide(removed.id, 'remove', 'a moderator');
  await act('PATCH', out.id, 2, { slug: 'out' });
  await act('POST', `${out.id}/correct`, 3, { note: 'It has another address.' });

  const scheduled = await create('scheduled', { section: 'home' });
  await act('POST', `${scheduled.id}/publish`, 1, { at: TOMORROW });
  const withdrawn = await create('withdrawn');
  await act('POST', `${withdrawn.id}/publish`, 1, {});
  await act('POST', `${withdrawn.id}/withdraw`, 2, {});
  await create('draft');

  const front = { from: TOMORROW, lead: [{ article: 'out' }] };
  const arranged = await app.request('PATCH', '/v1/newsroom/fronts/abroad', { caller, body: front });
  if (arranged.statusCode !== 200) throw new Error(arranged.body);
  return {
    outId: out.id,
    scheduledId: scheduled.id,
    rootId,
    replyId,
    person: reply.person,
    removed: published('COMMENTS#was-out', removed.published?.sortKey ?? ''),
    reply: published('COMMENTS#was-out', reply.published?.sortKey ?? ''),
  };
}

/** Takes an article's tally away, and its place among the latest. */
async function breakSeeds(endpoint: string, data: string): Promise<void> {
  const { client, close } = await openInstallation({ endpoint, data });
  onTestFinished(close);
  const slug = 'who-owns-the-river-wall';
  const publishedAt = (await readSeeds(join(root, 'seeds'))).articles.find(
    ({ content }) => content.slug === slug,
  )?.publishedAt;
  for (const Key of [
    { pk: `ARTICLE#${slug}`, sk: 'PUBLISHED' },
    { pk: 'LISTING#latest', sk: `${publishedAt}#${slug}` },
  ]) {
    await client.send(new DeleteCommand({ TableName: localTables.published, Key }));
  }
}

/** Runs the command to its end. */
async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, ['infra/commands/verify.ts', ...args], {
    cwd: root,
    // Nobody's AWS account is asked.
    env: { ...bareEnvironment, AWS_CONFIG_FILE: join(root, 'none') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: code as number | null, stdout, stderr };
}
