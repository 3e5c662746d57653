import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKeyedHash } from '../../functions/shared/keyedHash.ts';
import { type Answer, type Paper, startPaper, testKey } from '../../infra/local/testing.ts';
import { loadSeeds, readSeeds } from '../../seeds/load.ts';
import { writeItems, writeLines } from './fixture.ts';

/*
 * Writes what this version keeps, as a fixture for all later ones: the seeds, and a day of an editor, a moderator and
 * commenters. `npm run fixture`. The clock and the ids are fixed, so that the same code writes the same fixture.
 *
 * Until a version is released, its fixture is written again whenever a stored item changes. Afterwards it never is.
 */

const root = join(import.meta.dirname, '../..');
const { version }: { version: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const name = `v${version.split('.').slice(0, 2).join('.')}`;

let minutes = 0;
let ids = 0;
const newId = () => {
  ids += 1;
  const hex = createHash('sha256').update(`id ${ids}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const paper = await startPaper({ now: '2026-11-25T08:00:00.000Z', newId });
const target = { client: paper.client, tables: paper.tables, hash: createKeyedHash(testKey) };
await loadSeeds(await readSeeds(join(root, 'seeds')), target, () => {}, paper.clock.now());
await editorsDay(paper);
await commentersDay(paper);

mkdirSync(join(import.meta.dirname, '../fixtures/upgrade', name), { recursive: true });
const published = await writeItems(name, 'published', paper.client, paper.tables);
const newsroom = await writeItems(name, 'newsroom', paper.client, paper.tables);
await writeAnswers(paper);
console.log(`${name}: ${published} items of Published, ${newsroom} of Newsroom.`);
await paper.stop();

/** Does something a minute later than what was done before. @throws Error unless it succeeds. */
async function act(done: () => Promise<Answer>): Promise<Answer['json']> {
  minutes += 1;
  paper.clock.set(new Date(Date.UTC(2026, 10, 25, 8, minutes)).toISOString());
  const answer = await done();
  if ((answer.statusCode ?? 500) >= 300) throw new Error(`The fixture cannot be written: ${answer.body}`);
  return answer.json;
}

async function editorsDay({ as }: Paper): Promise<void> {
  const editor = as('editor');
  const from = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
  const articles = '/v1/newsroom/articles';
  const create = (headline: string, more: object = {}) => {
    const body = `${headline}, in *Markdown*.\n\n> A quotation.[^1]\n\n[^1]: A note.`;
    return act(() => editor.post(articles, { headline, section: 'home', byline: ['Ines Calder'], body, ...more }));
  };
  const step = (copy: { id: string; version: number }, name: string, body: object = {}) =>
    act(() => editor.post(`${articles}/${copy.id}/${name}`, body, from(copy.version)));
  const save = (copy: { id: string; version: number }, changes: object) =>
    act(() => editor.patch(`${articles}/${copy.id}`, changes, from(copy.version)));

  await act(() =>
    editor.post('/v1/newsroom/sections', { name: 'letters', title: 'Letters', description: 'To the editor' }),
  );
  await act(() =>
    editor.put('/v1/newsroom/authors/ines-calder', {
      name: 'Ines Calder',
      biography: 'Reports from the quay.',
      role: '',
      portrait: null,
      contact: null,
      links: [],
    }),
  );

  await create('A draft of the fog');
  await save(await create('A draft that was saved twice', { tags: ['fog'] }), { headline: 'A draft that was saved' });
  await step(await create('A ferry for the spring'), 'publish', { at: '2030-03-01T06:00:00.000Z' });

  const picture = {
    image: {
      url: 'https://img.example.org/fog.jpg',
      alt: 'Fog on the quay',
      caption: 'At six.',
      credit: 'Ada Quill',
      width: 1600,
      height: 1000,
    },
    language: 'en-GB',
    translations: [{ language: 'cy', url: 'https://cy.example.org/niwl' }],
    tags: ['fog', 'harbour'],
  };
  await step(await create('The fog has two horns', picture), 'publish');

  const changed = await step(await create('A quay in the fog'), 'publish');
  const corrected = await step(await save(changed, { headline: 'Two quays in the fog' }), 'correct', {
    note: 'There are two.',
  });
  await save(corrected, { headline: 'Three quays in the fog' });

  const moved = await step(await create('A lamp', { slug: 'a-lamp' }), 'publish');
  await step(await save(moved, { slug: 'a-lamp-at-the-quay' }), 'publish');

  const withdrawn = await step(await create('A rumour'), 'publish');
  await step(withdrawn, 'withdraw');
  const back = await step(await step(await create('A rumour that held'), 'publish'), 'withdraw');
  await step(back, 'restore');
}

async function commentersDay({ as, post, mails }: Paper): Promise<void> {
  const moderator = as('moderator');
  const thread = '/v1/articles/the-fog-has-two-horns/comments';
  const send = (name: string, comment: string, more: object = {}) =>
    act(() =>
      post(
        thread,
        { name, email: `${name.toLowerCase()}@example.org`, comment, ...more },
        { sourceIp: '198.51.100.7' },
      ),
    );
  const decide = (id: string, decision: string) =>
    act(() =>
      moderator.post(`/v1/moderation/comments/${id}/decisions`, { act: decision, why: `to ${decision}`, force: true }),
    );

  const settings = await act(() => moderator.get('/v1/moderation/settings'));
  const from = (version: number) => ({ headers: { 'if-match': `"${version}"` } });
  const rules = { ...settings.settings, holdWords: ['fuel'], staffNames: ['Ines Calder'] };
  await act(() => moderator.put('/v1/moderation/settings', rules, from(settings.version)));
  await act(() => moderator.put('/v1/moderation/settings/sport', { linksAllowed: 3 }, from(0)));

  const first = await send('Wren', 'Who pays for the *horns*?', { notify: true });
  await decide(first.id, 'approve');
  const [mail] = await mails();
  const token = /token=(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
  await act(() => post('/v1/commenters/confirmation', { token }));
  await decide((await send('Zoe', 'The council does.', { parentId: first.id })).id, 'approve');
  await send('Tobias', 'See one.example and two.example and three.example.');
  await decide((await send('Mallory', 'Cheap pills.')).id, 'spam');
  await decide((await send('Trent', 'Off the point.')).id, 'reject');
  const removed = await send('Peggy', 'I take that back.');
  await decide(removed.id, 'approve');
  await decide((await send('Victor', 'Do not.', { parentId: removed.id })).id, 'approve');
  await decide(removed.id, 'remove');
  const edited = await send('Carol', 'A misteak.');
  await act(() => post(`/v1/comments/${edited.id}/edit`, { token: edited.edit.token, comment: 'A mistake.' }));
  await act(() => post(`/v1/comments/${first.id}/reports`, { reason: 'It is not about the fog.' }));
  await act(() => moderator.put('/v1/moderation/threads/a-lamp-at-the-quay', { open: false }));
}

/** What readers are answered: later versions must still say all of it. */
async function writeAnswers({ get }: Paper): Promise<void> {
  const list = await get('/v1/articles?limit=100');
  const slugs: readonly string[] = list.json.items.map(({ slug }: { slug: string }) => slug);
  const paths = [
    '/v1/articles?limit=100',
    '/v1/sections',
    ...slugs.flatMap((slug) => [`/v1/articles/${slug}`, `/v1/articles/${slug}/comments`]),
    ...['a-lamp', 'a-rumour', 'a-ferry-for-the-spring', 'a-draft-of-the-fog'].map((slug) => `/v1/articles/${slug}`),
    '/v1/authors/ines-calder',
    '/v1/tags/fog/articles',
  ];
  const answers = [];
  for (const path of paths) {
    const { statusCode, json } = await get(path);
    answers.push({ path, status: statusCode, json: statusCode === 200 ? json : { code: json.code } });
  }
  writeLines(name, 'answers', answers);
}
