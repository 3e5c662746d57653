import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { TableId } from '../../functions/shared/data/tables.ts';
import { lineOf } from '../../infra/commands/invariants.ts';
import { mendCorrections, mendFormerAddresses, verifyTables } from '../../infra/commands/verify.ts';
import { type Answer, type Paper, startPaper } from '../../infra/local/testing.ts';
import { type Answered, type Item, putItems, readItems, readLines, versions } from './fixture.ts';

/*
 * A paper that runs on an earlier version takes this one: what that version has stored is read, changed and verified by the
 * code of today. The fixtures of released versions stay as they are for ever.
 */

/** The day after the fixtures were written. */
const TOMORROW = '2026-11-26T08:00:00.000Z';

let paper: Paper;
let minutes = 0;

beforeEach(async () => {
  minutes = 0;
  paper = await startPaper({ now: TOMORROW });
});

afterEach(async () => {
  expect((await verifyTables(paper, paper.clock.now(), () => {})).violations.map(lineOf)).toEqual([]);
  await paper.stop();
});

const load = async (version: string): Promise<Readonly<Record<TableId, readonly Item[]>>> => {
  const items = { published: readItems(version, 'published'), newsroom: readItems(version, 'newsroom') };
  await Promise.all([
    putItems(paper.client, paper.tables.published, items.published),
    putItems(paper.client, paper.tables.newsroom, items.newsroom),
  ]);
  // What the changelog asks of owners: the lists of corrections and of former addresses are made once.
  const { violations } = await verifyTables(paper, paper.clock.now(), () => {});
  await mendCorrections(paper, violations);
  await mendFormerAddresses(paper, violations);
  return items;
};

/** What is done, each a minute after the other. */
const act = async (done: () => Promise<Answer>): Promise<Answer['json']> => {
  minutes += 1;
  paper.clock.set(new Date(Date.parse(TOMORROW) + minutes * 60_000).toISOString());
  const { statusCode, json } = await done();
  expect([statusCode, statusCode === 200 || json]).toEqual([
    expect.toSatisfy((status) => status < 300),
    expect.anything(),
  ]);
  return json;
};

const from = (version: number) => ({ headers: { 'if-match': `"${version}"` } });

/** Every item of a list, page by page. */
async function all(read: (path: string) => Promise<Answer>, path: string): Promise<readonly Answer['json'][]> {
  const items: Answer['json'][] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { statusCode, json } = await read(
      `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor && `&cursor=${cursor}`}`,
    );
    expect(statusCode).toBe(200);
    items.push(...json.items);
    cursor = json.next;
  }
  return items;
}

const STATES = ['draft', 'scheduled', 'published', 'withdrawn'] as const;
const VERDICTS = ['held', 'published', 'spam', 'rejected', 'removed'] as const;

describe('the versions that have left a fixture', () => {
  it('are all there', () => {
    expect(versions).toEqual(['v0.1']);
  });
});

describe.each(versions)('what %s has written', (version) => {
  it('answers readers as it did then', async () => {
    await load(version);
    const answers = readLines<Answered>(version, 'answers');

    for (const { path, status, json } of answers) {
      const answer = await paper.get(path);
      expect({ path, status: answer.statusCode, json: answer.json }).toMatchObject({ path, status, json });
    }

    expect(answers.length).toBeGreaterThan(50);
  });

  it('is shown on every page, and in feeds and sitemaps', async () => {
    const { published } = await load(version);
    const articles = await all(paper.get, '/v1/articles');
    const sections = await all(paper.get, '/v1/sections');
    const paths = ['/', '/feed.rss', '/feed.atom', '/feed.json', '/sitemap.xml', '/archive/2026-11'];
    paths.push(...sections.map(({ name }) => `/${name}`), ...articles.map(({ url }) => url));

    const statuses = await Promise.all(paths.map(async (path) => [path, (await paper.get(path)).statusCode]));

    expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
    expect(published.length).toBeGreaterThan(articles.length);
  });

  it('is read by editors: articles in every state, with revisions and audit log', async () => {
    await load(version);
    const editor = paper.as('editor');
    const lists = await Promise.all(STATES.map((state) => all(editor.get, `/v1/newsroom/articles?state=${state}`)));
    const copies = await Promise.all(lists.flat().map(({ id }) => editor.get(`/v1/newsroom/articles/${id}`)));
    const revisions = await all(editor.get, `/v1/newsroom/articles/${copies[0]?.json.id}/revisions`);
    const acts = await all(editor.get, '/v1/newsroom/acts?day=2026-11-25');

    expect(lists.map(({ length }) => length > 0)).toEqual([true, true, true, true]);
    expect(copies.filter(({ statusCode }) => statusCode !== 200)).toEqual([]);
    expect([revisions.length > 0, acts.length > 20]).toEqual([true, true]);
  });

  it('is changed by editors: published, saved, corrected, withdrawn and restored', async () => {
    await load(version);
    const editor = paper.as('editor');
    const path = '/v1/newsroom/articles';
    const step = (copy: Answer['json'], name: string, body: object = {}) =>
      act(() => editor.post(`${path}/${copy.id}/${name}`, body, from(copy.version)));
    const first = async (state: string) => {
      const [summary] = (await editor.get(`${path}?state=${state}`)).json.items;
      return (await editor.get(`${path}/${summary.id}`)).json;
    };

    const draft = await step(await first('draft'), 'publish');
    const published = await first('published');
    const revision = await act(() =>
      editor.post(`${path}/${published.id}/revisions/${published.revision}/restore`, {}, from(published.version)),
    );
    const corrected = await step(revision, 'correct', { note: 'It was so.' });
    const restored = await step(await step(corrected, 'withdraw'), 'restore');
    const back = await step(await first('withdrawn'), 'restore');
    const unscheduled = await step(await first('scheduled'), 'unschedule');
    const readers = await Promise.all(
      [draft, restored, back, unscheduled].map(({ slug }) => paper.get(`/v1/articles/${slug}`)),
    );

    expect(readers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 404]);
    expect(readers[1]?.json.corrections.at(-1)).toMatchObject({ note: 'It was so.' });
  });

  it('is read and decided by moderators', async () => {
    await load(version);
    const moderator = paper.as('moderator');
    const path = '/v1/moderation/comments';
    const lists = await Promise.all(VERDICTS.map((verdict) => all(moderator.get, `${path}?verdict=${verdict}`)));
    const [held, visible, spam, rejected, removed] = lists.map(([comment]) => comment);
    const decide = ({ id, version }: Answer['json'], decision: string) =>
      act(() => moderator.post(`${path}/${id}/decisions`, { act: decision, version }));

    const decided = [
      await decide(held, 'approve'),
      await decide(visible, 'remove'),
      await decide(spam, 'approve'),
      await decide(rejected, 'spam'),
      await decide(removed, 'restore'),
    ];

    expect(decided.map(({ verdict }) => verdict)).toEqual(['published', 'removed', 'published', 'spam', 'published']);
  });

  it('has rules that judge, and can be changed', async () => {
    await load(version);
    const moderator = paper.as('moderator');
    const { json: settings } = await moderator.get('/v1/moderation/settings');
    const more = { ...settings.settings, holdWords: [...settings.settings.holdWords, 'coal'] };
    const changed = await act(() => moderator.put('/v1/moderation/settings', more, from(settings.version)));
    const trial = await act(() => moderator.post('/v1/moderation/trials', { settings: more }));

    expect(settings.settings.holdWords).toEqual(['fuel']);
    expect(changed.version).toBe(settings.version + 1);
    expect(trial.judged).toBeGreaterThan(20);
  });

  it('takes comments and replies, and gives a person all they sent, and erases it', async () => {
    await load(version);
    const thread = '/v1/articles/the-fog-has-two-horns/comments';
    const [{ id: parentId }] = (await paper.get(thread)).json.items;
    const wren = { name: 'Wren', email: 'wren@example.org' };
    const sent = await act(() => paper.post(thread, { ...wren, comment: 'One more.', parentId }));
    await act(() =>
      paper.as('moderator').post(`/v1/moderation/comments/${sent.id}/decisions`, { act: 'approve', version: 1 }),
    );
    await act(() => paper.post('/v1/commenters/personal-data-mail', { email: wren.email }));
    const mail = (await paper.mails()).find(({ kind }) => kind === 'personal-data');
    const token = /token=(\S+)/.exec(mail?.text ?? '')?.[1];

    const data = await act(() => paper.get(`/v1/commenters/personal-data?token=${token}`));
    const erased = await act(() => paper.delete(`/v1/commenters/personal-data?token=${token}`));
    const after = await paper.get(`/v1/commenters/personal-data?token=${token}`);

    expect(data.comments.map(({ comment }: { comment: string }) => comment)).toEqual(
      expect.arrayContaining(['Who pays for the *horns*?', 'One more.']),
    );
    expect(erased.remaining).not.toBe(true);
    expect(after.json.comments).toEqual([]);
  });

  it('is what the rules of the tables say', async () => {
    const items = await load(version);
    const { items: read, violations } = await verifyTables(paper, paper.clock.now(), () => {});

    const corrections = items.published.flatMap((item) => (item.type === 'article' ? (item.corrections ?? []) : []));
    const former = items.newsroom.flatMap((item) => (item.type === 'copy' ? item.formerSlugs : []));
    expect(read).toBe(items.published.length + items.newsroom.length + corrections.length + former.length);
    expect(violations.map(lineOf)).toEqual([]);
  });
});
