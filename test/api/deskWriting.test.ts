import { beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../support/app.ts';
import { formIn } from '../support/browser.ts';
import { type DeskApp, DeskBrowser, startDesk } from '../support/desk.ts';
import { requestsOf } from '../support/faults.ts';
import { htmlFaults } from '../support/html.ts';
import { aReadyFile } from '../support/library.ts';
import { Editor, intercepting } from '../support/newsroom.ts';
import { owasp } from '../support/owasp.ts';

const { seat, wrapClient } = intercepting();
let desk: DeskApp;
let ines: DeskBrowser;

beforeEach(async () => {
  desk = await startDesk({ wrapClient });
  ines = await signedIn();
});

async function signedIn(person = 'editor'): Promise<DeskBrowser> {
  const browser = desk.browser();
  await browser.signIn(person);
  return browser;
}

const FIELDS = { headline: 'A ferry for the fog', section: 'home', byline: 'Ines Calder', body: 'It has *two* horns.' };

const API_FIELDS = { headline: 'A ferry', section: 'home', byline: ['Ines Calder'], body: 'Fog.' };

/** The form of a page as a browser would send it: with its boxes and choices as they stand. */
function standing(page: Answer, action: string): Record<string, string> {
  const { fields } = formIn(page, action);
  const selected = [...(page.body ?? '').matchAll(/<select id="(\w+)".*?<\/select>/gs)].map(
    ([select, name = '']) => [name, /<option value="([^"]*)" selected/.exec(select)?.[1] ?? ''] as const,
  );
  const values = Object.entries(fields).map(([name, { value }]) => [name, value.replaceAll('\n', '\r\n')] as const);
  return Object.fromEntries([...values, ...selected]);
}

/** Fills in a form and presses a button. */
async function press(browser: DeskBrowser, address: string, act: string, filled: Record<string, string> = {}) {
  const page = await browser.get(address);
  const [path = ''] = address.split('?');
  const { act: _, ...fields } = standing(page, path);
  return browser.post(path, { ...fields, ...filled, act });
}

const idIn = ({ headers }: Answer) => /\/desk\/articles\/([0-9a-f-]+)/.exec(headers.location ?? '')?.[1] ?? '';

async function written(filled: Record<string, string> = FIELDS): Promise<string> {
  const answer = await press(ines, '/desk/articles/new', 'save', filled);
  expect([answer.statusCode, answer.body]).toEqual([303, '']);
  return `/desk/articles/${idIn(answer)}`;
}

const revisionsOf = async (address: string) =>
  Number(formIn(await ines.get(address), address).fields.revision?.value ?? 0);
const versionOf = async (address: string) =>
  Number(formIn(await ines.get(address), address).fields.version?.value ?? 0);
const body = ({ body: html = '' }: Answer) => html;

/** The sentences about an article's state. */
const stateOf = (page: Answer) =>
  (/<p class="state">(.*?)<\/p>/s.exec(body(page))?.[1] ?? '').replace(/\s+/g, ' ').trim();

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.slice(0, 60);
const WORST = {
  headline: `${LONG} ميناء 港口`,
  standfirst: 'عبّارة في الضباب',
  section: 'home',
  byline: `王小明\r\n${'A'.repeat(100)}\r\nفاطمة الزهراء`,
  tags: 'harbour, Fog at sea، ميناء',
  body: `# ${LONG}\r\n\r\n  العبّارة\r\n\r\n港口的渡轮 <script>alert(1)</script>\r\n\r\n`,
};

describe('writing', () => {
  it('makes an article of the worst texts, and shows them as they were typed', async () => {
    const address = await written(WORST);

    const page = await ines.get(`${address}?did=saved`);

    const { fields } = formIn(page, address);
    expect(await htmlFaults(body(page))).toEqual([]);
    expect(fields.headline?.value).toBe(WORST.headline);
    expect(fields.body?.value).toBe(WORST.body.replaceAll('\r\n', '\n'));
    expect(fields.byline?.value).toBe(WORST.byline.replaceAll('\r\n', '\n'));
    expect(fields.tags?.value).toBe('harbour, fog-at-sea, ميناء');
    expect(body(page)).not.toContain('<script');
    expect(body(page)).toContain('Saved.');
  });

  it('focuses the headline of a new article, and has no welcome before it', async () => {
    const page = await ines.get('/desk/articles/new');

    expect(formIn(page, '/desk/articles/new').fields.headline?.focused).toBe(true);
    expect(await htmlFaults(body(page))).toEqual([]);
    expect(Buffer.byteLength(body(page))).toBeLessThan(16 * 1024);
  });

  it.each([
    ['line feeds', 'One.\n\nTwo.\n'],
    ['carriage returns', 'One.\r\n\r\nTwo.'],
    ['breaks at the beginning', '\n\nOne.'],
    ['white space at its ends', '  One.  \n\n\n'],
    ['nothing', ''],
  ])('saves nothing when nothing has changed in a text with %s', async (_, text) => {
    const { json } = await desk.app.as('editor').post('/v1/newsroom/articles', { ...API_FIELDS, body: text });
    const address = `/desk/articles/${json.id}`;

    const answer = await press(ines, address, 'save');

    expect(answer.headers.location).toBe(`${address}?did=unchanged`);
    expect(await versionOf(address)).toBe(1);
    expect((await desk.app.as('editor').get(`/v1/newsroom/articles/${json.id}`)).json.body).toBe(text);
  });

  it('keeps what the form does not show, and what it shows of it', async () => {
    const image = {
      url: 'https://pictures.example/fog.jpg',
      alt: 'Fog',
      caption: null,
      credit: null,
      width: 1200,
      height: 800,
      sources: [{ url: 'https://pictures.example/fog-600.jpg', width: 600 }],
    };
    const translations = [{ language: 'nl', url: 'https://krant.example/mist' }];
    const byline = [{ name: 'Ines Calder', slug: 'ines' }, 'Ada Quill'];
    const editor = desk.app.as('editor');
    const { json } = await editor.post('/v1/newsroom/articles', { ...API_FIELDS, image, translations, byline });
    const address = `/desk/articles/${json.id}`;

    await press(ines, address, 'save', { headline: 'Another', pictureCaption: 'At six' });

    expect((await editor.get(`/v1/newsroom/articles/${json.id}`)).json).toMatchObject({
      headline: 'Another',
      image: { ...image, caption: 'At six' },
      translations,
      byline: [
        { name: 'Ines Calder', slug: 'ines' },
        { name: 'Ada Quill', slug: 'ada-quill' },
      ],
    });
  });

  it('gives back a form with each fault beside its field, and all that was typed', async () => {
    const typed = {
      headline: 'l'.repeat(201),
      standfirst: 'kept',
      body: 'Kept, too.\r\n',
      picture: 'nothing',
      slug: 'A B',
    };

    const answer = await press(ines, '/desk/articles/new', 'save', typed);

    const { fields } = formIn(answer, '/desk/articles/new');
    expect(answer.statusCode).toBe(422);
    expect(await htmlFaults(body(answer))).toEqual([]);
    for (const name of ['headline', 'byline', 'picture', 'slug']) expect(fields[name]?.invalid, name).toBe(true);
    expect(fields.headline?.described).toContain('Headline');
    expect(body(answer)).toContain('<a href="#headline">');
    expect(body(answer)).toContain('<a href="#section">');
    expect([fields.standfirst?.value, fields.body?.value, fields.slug?.value]).toEqual(['kept', 'Kept, too.\n', 'A B']);
    expect(fields.headline?.value).toBe(typed.headline);
  });

  it('tells that an address is taken, in the form', async () => {
    await written({ ...FIELDS, slug: 'ferry' });
    const other = await written({ ...FIELDS, headline: 'Other' });

    const answer = await press(ines, other, 'save', { slug: 'ferry', body: 'Changed.' });

    expect(answer.statusCode).toBe(409);
    expect(formIn(answer, other).fields.slug).toMatchObject({ value: 'ferry', invalid: true });
    expect(formIn(answer, other).fields.body?.value).toBe('Changed.');
  });

  it('takes 300 KB of text, and keeps it when it is too much', async () => {
    const words = '港口的渡轮 '.repeat(19_000);
    const most = words.slice(0, 118_000);
    const address = await written({ ...FIELDS, body: most });
    expect(formIn(await ines.get(address), address).fields.body?.value).toBe(most);

    const answer = await press(ines, address, 'save', { body: words.repeat(2).slice(0, 140_000) });

    expect(answer.statusCode).toBe(413);
    expect(formIn(answer, address).fields.body?.value).toHaveLength(140_000);
    expect(await versionOf(address)).toBe(1);
  });

  it('makes one article of a button that is pressed twice, and tells when its form is used again', async () => {
    const page = await ines.get('/desk/articles/new');
    const fields: Record<string, string> = { ...standing(page, '/desk/articles/new'), ...FIELDS, act: 'publish' };

    const answers = await Promise.all([1, 2].map(() => ines.post('/desk/articles/new', fields)));
    const again = await ines.post('/desk/articles/new', { ...fields, headline: 'Changed' });

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    expect(new Set(answers.map(idIn)).size).toBe(1);
    expect(again.statusCode).toBe(422);
    expect(body(again)).toContain('This form has made an article before.');
    expect(formIn(again, 'new').fields.headline?.value).toBe('Changed');
    expect(formIn(again, 'new').fields.key?.value).not.toBe(fields.key);
  });

  it('shows what was typed as text, whatever it is', async () => {
    for (const [, attack] of owasp.slice(0, 40)) {
      const fields = Object.fromEntries(
        ['headline', 'kicker', 'standfirst', 'body', 'byline', 'tags', 'slug', 'picture', 'section', 'when'].map(
          (name) => [name, attack],
        ),
      );
      const answer = await press(ines, '/desk/articles/new', 'schedule', fields);

      expect(answer.statusCode).toBe(422);
      expect(body(answer)).not.toMatch(/<(script|img|svg|iframe|object|embed|style|base|input onfocus)\b/i);
    }
  });
});

describe('an article’s life', () => {
  it('is taken through by buttons, and told in sentences', async () => {
    const address = await written({ ...FIELDS, standfirst: 'A short one.' });
    expect(stateOf(await ines.get(address))).toBe('Draft, changed 12:00 by editor@localhost.');

    const scheduled = await press(ines, address, 'schedule', { when: 'tomorrow 6' });
    expect(scheduled.headers.location).toBe(`${address}?did=scheduled`);
    const page = await ines.get(`${address}?did=scheduled`);
    expect(stateOf(page)).toBe(
      'Goes out on Tuesday, 24 November 2026 at 06:00 GMT (06:00 UTC · in 18 hours) in Home, with comments open. What you save now goes out then.',
    );
    expect(body(page)).toMatch(/<div class="notice".*value="unschedule">Undo/s);
    expect(await htmlFaults(body(page))).toEqual([]);

    const unscheduled = await press(ines, address, 'unschedule');
    const draft = await ines.get(unscheduled.headers.location ?? '');
    expect(stateOf(draft)).toContain('Draft');
    const undone = await press(ines, unscheduled.headers.location ?? '', 'reschedule');
    expect(undone.headers.location).toBe(`${address}?did=scheduled`);
    expect(stateOf(await ines.get(address))).toContain('Tuesday, 24 November 2026 at 06:00');

    await press(ines, address, 'publish', { body: 'It has two horns.' });
    expect(stateOf(await ines.get(address))).toBe(
      'Published on Monday, 23 November 2026 at 12:00 GMT in Home, with comments open.',
    );
    expect(body(await ines.get('/home/a-ferry-for-the-fog'))).toContain('It has two horns.');

    await press(ines, address, 'save', { body: 'It has three horns.' });
    expect(stateOf(await ines.get(address))).toContain('What was changed since is not public yet.');
    expect(body(await ines.get('/home/a-ferry-for-the-fog'))).toContain('It has two horns.');

    const unsaid = await press(ines, address, 'correct', { note: '  ' });
    expect([unsaid.statusCode, formIn(unsaid, address).fields.note?.invalid]).toEqual([422, true]);
    await press(ines, address, 'correct', { note: 'It has three.' });
    desk.setClock('2026-11-23T12:05:00.000Z');
    expect(body(await ines.get('/home/a-ferry-for-the-fog'))).toMatch(/three horns.*It has three\./s);

    const withdrawn = await press(ines, address, 'withdraw');
    const gone = await ines.get(withdrawn.headers.location ?? '');
    expect(stateOf(gone)).toContain('Withdrawn: changed 12:05');
    expect(body(gone)).toMatch(/<div class="notice".*value="restore">Undo/s);
    expect((await ines.request('GET', '/home/a-ferry-for-the-fog')).statusCode).toBe(410);

    const restored = await press(ines, withdrawn.headers.location ?? '', 'restore');
    expect(body(await ines.get(restored.headers.location ?? ''))).toMatch(
      /<div class="notice".*value="withdraw">Undo/s,
    );
    desk.setClock('2026-11-23T12:10:00.000Z');
    expect(body(await ines.get('/home/a-ferry-for-the-fog'))).toContain('three horns');
  });

  it.each(['publish', 'unschedule', 'withdraw', 'correct', 'restore', 'save', 'schedule'])(
    'has one act of %s when its button is pressed twice',
    async (act) => {
      const address = await written();
      const before = {
        unschedule: ['schedule'],
        withdraw: ['publish'],
        correct: ['publish'],
        restore: ['publish', 'withdraw'],
      };
      for (const each of (before as Record<string, string[]>)[act] ?? [])
        await press(ines, address, each, { when: 'tomorrow 6' });
      const page = await ines.get(address);
      const fields = { ...standing(page, address), body: 'Changed.', when: 'tomorrow 6', note: 'Why.', act };

      const together = await Promise.all([ines.post(address, fields), ines.post(address, fields)]);
      const later = await ines.post(address, fields);

      expect([...together, later].map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
      expect(new Set([...together, later].map(({ headers }) => headers.location)).size).toBe(1);
      const acts = await desk.app.as('editor').get(`/v1/newsroom${address.replace('/desk', '')}/acts`);
      const done = acts.json.items.map((each: { act: string }) => each.act);
      expect(done.filter((each: string) => each === (act === 'schedule' ? 'publish' : act))).toHaveLength(1);
      expect(done.filter((each: string) => each === 'save')).toHaveLength(1);
    },
  );

  it.each([
    ['soon', 'cannot be read'],
    ['today 6', 'has passed'],
    ['2020-01-01T00:00Z', 'has passed'],
    ['2027-03-28 01:30', 'the clocks go forward'],
    ['2027-10-31 01:30', '2027-10-31T00:30Z'],
    ['', 'Say when'],
  ])('explains a time that cannot be: %s', async (when, why) => {
    const address = await written();

    const answer = await press(ines, address, 'schedule', { when, headline: 'Kept' });

    expect(answer.statusCode).toBe(422);
    const { fields } = formIn(answer, address);
    expect(fields.when).toMatchObject({ value: when, invalid: true });
    expect(fields.when?.described).toContain(why);
    expect(fields.headline?.value).toBe('Kept');
    expect(stateOf(await ines.get(address))).toContain('Draft');
  });

  it('takes the field of a browser in place of words, and an instant', async () => {
    const address = await written();

    await press(ines, address, 'schedule', { at: '2026-12-24T18:00' });
    expect(stateOf(await ines.get(address))).toContain(
      'Thursday, 24 December 2026 at 18:00 GMT (18:00 UTC · in 31 days)',
    );
    await press(ines, address, 'schedule', { when: '2026-12-25T18:00:30+01:00' });

    expect(stateOf(await ines.get(address))).toContain('Friday, 25 December 2026 at 17:00 GMT');
  });

  it('says before it goes out what is missing and what readers would not get', async () => {
    const address = await written({ ...FIELDS, body: 'One.\r\n\r\n<script>alert(1)</script>' });

    const page = await ines.get(address);

    expect(body(page)).toMatch(/Before it goes out.*no standfirst.*no lead picture.*script/s);
  });

  it('saves what was typed and tells what refuses a publication', async () => {
    const fields = { ...FIELDS, picture: 'https://pictures.example/none.jpg', pictureAlt: 'Fog' };
    const answer = await press(ines, '/desk/articles/new', 'publish', fields);

    expect(answer.statusCode).toBe(422);
    const address = /action="(\/desk\/articles\/[0-9a-f-]{36})"/.exec(body(answer))?.[1] ?? '';
    expect(formIn(answer, address).fields.picture).toMatchObject({ value: fields.picture, invalid: true });
    expect(stateOf(await ines.get(address))).toContain('Draft');
  });
});

describe('a picture of the library', () => {
  it('without alternative text, or whose right ends before, is told after a save and refused when it would go out', async () => {
    const editor = new Editor(desk.app);
    const { id } = await aReadyFile(editor, { alt: '' });
    const { id: ending } = await aReadyFile(editor, { alt: 'A quay.', expires: '2026-11-23T18:00:00.000Z' });
    const address = await written({ ...FIELDS, picture: id, body: `![](media:${ending})` });

    const page = await ines.get(`${address}?did=saved`);
    const refused = await press(ines, address, 'schedule', { when: 'tomorrow 6', headline: 'Kept' });

    expect(body(page)).toMatch(/<ul class="checks"><li[^>]*>Picture .*alternative text/);
    expect(refused.statusCode).toBe(422);
    const { fields } = formIn(refused, address);
    expect(fields.picture).toMatchObject({ value: id, invalid: true });
    expect(fields.body).toMatchObject({ invalid: true });
    expect([fields.headline?.value, fields.when?.value]).toEqual(['Kept', 'tomorrow 6']);
    expect(stateOf(await ines.get(address))).toContain('Draft');

    const own = await press(ines, address, 'publish', { pictureAlt: 'The quay at six.' });
    expect(own.headers.location).toBe(`${address}?did=published`);
    expect(body(await ines.get('/home/a-ferry-for-the-fog'))).toContain('alt="The quay at six."');
  });
});

describe('two people', () => {
  const TEXT = 'First.\r\n\r\nSecond.\r\n\r\nThird.';
  let address: string;
  let oscar: DeskBrowser;
  let form: Record<string, string>;
  beforeEach(async () => {
    address = await written({ ...FIELDS, body: TEXT });
    oscar = await signedIn('both');
    form = standing(await ines.get(address), address);
  });
  const post = (fields: Record<string, string>, act = 'save') => ines.post(address, { ...form, ...fields, act });
  const shown = async () => formIn(await ines.get(address), address).fields;

  it('who change different places have both, without a question', async () => {
    await press(oscar, address, 'save', { body: TEXT.replace('Third', 'The third'), standfirst: 'His.' });

    const answer = await post({ body: TEXT.replace('First', 'The first'), headline: 'Hers' });

    expect(answer.headers.location).toBe(`${address}?did=joined&by=both%40localhost`);
    const fields = await shown();
    expect(fields.body?.value).toBe('The first.\n\nSecond.\n\nThe third.');
    expect([fields.headline?.value, fields.standfirst?.value]).toEqual(['Hers', 'His.']);
    expect(body(await ines.get(answer.headers.location ?? ''))).toContain(
      'Saved, together with what both@localhost changed',
    );
  });

  it('who change the same paragraph are asked, and nothing is saved or published before', async () => {
    await press(oscar, address, 'save', { body: TEXT.replace('Second', 'His <b>second</b>') });

    const asked = await post({ body: TEXT.replace('Second', 'Her <b>second</b>'), headline: 'Hers' }, 'publish');

    expect(asked.statusCode).toBe(412);
    expect(await htmlFaults(body(asked))).toEqual([]);
    expect(body(asked)).toContain('both@localhost saved this article 12:00');
    expect(body(asked)).toMatch(/Her &lt;b>second&lt;\/b>\..*His &lt;b>second&lt;\/b>\./s);
    expect(body(asked)).not.toContain('value="publish"');
    expect(stateOf(await ines.get(address))).toContain('Draft');

    const merge = formIn(asked, '/merge');
    const fields = Object.fromEntries(Object.entries(merge.fields).map(([name, { value }]) => [name, value]));
    const { choice0: _, ...unchosen } = fields;
    const missing = await ines.post(merge.action, unchosen);
    expect(missing.statusCode).toBe(422);
    expect(body(missing)).toContain('must be chosen');

    const resolved = await ines.post(merge.action, { ...fields, choice0: 'both' });
    expect(resolved.statusCode).toBe(303);
    const after = await shown();
    expect(after.body?.value).toBe('First.\n\nHer <b>second</b>.\n\nHis <b>second</b>.\n\nThird.');
    expect(after.headline?.value).toBe('Hers');
    expect((await ines.post(merge.action, { ...fields, choice0: 'both' })).statusCode).toBe(303);
    expect((await shown()).body?.value).toBe(after.body?.value);
  });

  it('is asked again when a third change comes between', async () => {
    await press(oscar, address, 'save', { body: TEXT.replace('Second', 'His second') });
    const merge = formIn(await post({ body: TEXT.replace('Second', 'Her second') }), '/merge');
    const fields = Object.fromEntries(Object.entries(merge.fields).map(([name, { value }]) => [name, value]));
    await press(oscar, address, 'save', { body: TEXT.replace('Second', 'His other second') });

    const again = await ines.post(merge.action, { ...fields, choice0: 'mine' });

    expect(again.statusCode).toBe(412);
    expect(body(again)).toMatch(/Her second\..*His other second\./s);
  });

  it('do not publish what one of them has not seen', async () => {
    await press(oscar, address, 'save', { body: TEXT.replace('Third', 'The third') });

    const answer = await post({ headline: 'Hers' }, 'publish');

    expect(answer.headers.location).toContain('did=held-back');
    const page = await ines.get(answer.headers.location ?? '');
    expect(body(page)).toContain('Not done yet: both@localhost changed this article meanwhile.');
    expect(stateOf(page)).toContain('Draft');
    expect((await shown()).headline?.value).toBe('Hers');
  });

  it('do not withdraw what the other has corrected, nor reschedule it', async () => {
    await press(ines, address, 'publish');
    form = standing(await ines.get(address), address);
    await press(oscar, address, 'correct', { note: 'A name.' });

    const answer = await post({}, 'withdraw');

    expect(answer.headers.location).toContain('did=held-back');
    expect(stateOf(await ines.get(address))).toContain('Published');
  });

  it('are asked about everything when all of it differs, in one question', async () => {
    const many = (name: string) =>
      Array.from({ length: 60 }, (_, index) => `${name} ${index}.\n\nSame ${index}.`).join('\n\n');
    await press(ines, address, 'save', { body: many('Old') });
    form = standing(await ines.get(address), address);
    await press(oscar, address, 'save', { body: many('His') });

    const asked = await post({ body: many('Her') });

    expect(asked.statusCode).toBe(412);
    expect(body(asked).match(/<fieldset>/g)).toHaveLength(1);
    const merge = formIn(asked, '/merge');
    const fields = Object.fromEntries(Object.entries(merge.fields).map(([name, { value }]) => [name, value]));
    await ines.post(merge.action, { ...fields, choice0: 'theirs' });
    expect((await shown()).body?.value).toBe(many('His'));
  });
});

describe('what is not from the form', () => {
  it('does nothing: from another site, of another session, without a version', async () => {
    const address = await written();
    const { act: _, ...fields } = standing(await ines.get(address), address);
    const cross = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const { version: _version, ...versionless } = fields;

    const forged = await ines.post(address, { ...fields, act: 'publish' }, cross);
    const former = await ines.post(address, { ...fields, act: 'publish', token: 'former', headline: 'Kept' });
    const bare = await ines.post(address, { ...versionless, act: 'publish' });
    const strange = await ines.post(address, { ...fields, act: 'delete' });

    expect([forged, former, bare, strange].map(({ statusCode }) => statusCode)).toEqual([403, 403, 422, 422]);
    expect(body(former)).toContain('Kept');
    expect(stateOf(await ines.get(address))).toContain('Draft');
    expect(await versionOf(address)).toBe(1);
  });

  it('comes after the session: what was typed is kept, and saved after signing in', async () => {
    const address = await written();
    const { act: _, ...fields } = standing(await ines.get(address), address);
    const stranger = desk.browser();

    const kept = await stranger.post(address, { ...fields, body: 'One.\r\n\r\nTwo & <b>three</b>.', act: 'save' });
    expect(kept.statusCode).toBe(401);
    await stranger.signIn('editor');
    const form = formIn(kept, address);
    const again = Object.fromEntries(Object.entries(form.fields).map(([name, { value }]) => [name, value]));
    const token = DeskBrowser.tokenIn(await stranger.get('/desk'));
    const saved = await stranger.post(form.action, { ...again, token });

    expect(saved.headers.location).toBe(`${address}?did=saved`);
    expect(formIn(await ines.get(address), address).fields.body?.value).toBe('One.\n\nTwo & <b>three</b>.');
  });

  it('is answered as unknown: an article that there is not', async () => {
    const missing = '/desk/articles/00000000-0000-4000-8000-000000000000';

    for (const path of [
      missing,
      `${missing}/history`,
      `${missing}/preview`,
      '/desk/articles/old',
      '/desk/articles/a\udfff',
    ]) {
      const answer = await ines.request('GET', path);
      expect([answer.statusCode, answer.headers['content-type']], path).toEqual([404, 'text/html; charset=utf-8']);
    }
    const token = DeskBrowser.tokenIn(await ines.get('/desk'));
    const posted = await ines.post(missing, { token, version: '1', revision: '1', headline: 'Kept' });
    expect([posted.statusCode, body(posted).includes('Kept')]).toEqual([404, true]);
  });

  it('is refused to moderators', async () => {
    const address = await written();
    const moderator = await signedIn('moderator');

    for (const path of ['/desk/articles/new', address, `${address}/history`]) {
      expect((await moderator.request('GET', path)).statusCode).toBe(403);
    }
  });

  it('tells of nothing that is not so', async () => {
    const address = await written();

    for (const did of ['scheduled', 'withdrawn', 'restored']) {
      expect(body(await ines.get(`${address}?did=${did}`)), did).not.toContain('class="notice"');
    }
    expect(body(await ines.get(`${address}?did=joined&by=%3Cscript%3E`))).not.toContain('<script');
  });
});

describe('the history', () => {
  it('shows who saved what and when, two versions compared, and brings one back', async () => {
    const address = await written({ ...FIELDS, body: 'The ferry has two horns.\r\n\r\nSame.' });
    await press(ines, address, 'save', { body: 'The ferry has *three* horns.\r\n\r\nSame.', headline: 'Another' });

    const page = await ines.get(`${address}/history?from=1&to=2`);

    expect(await htmlFaults(body(page))).toEqual([]);
    expect(body(page)).toContain('The ferry has <del>two</del><ins>three</ins> horns.');
    expect(body(page)).toMatch(/<del>A ferry for the fog<\/del><ins>Another<\/ins>|<ins>Another<\/ins>/);
    expect(body(page)).toContain('Changed: Headline, Text');
    expect(body(page)).toMatch(/What was done.*Saved.*Created/s);

    const form = formIn(page, `${address}/history`);
    const token = DeskBrowser.tokenIn(page);
    const fields = { token, version: '2', restore: '1' };
    expect(form).toBeDefined();
    const answers = [await ines.post(`${address}/history`, fields), await ines.post(`${address}/history`, fields)];
    expect(answers.map(({ headers }) => headers.location)).toEqual(Array(2).fill(`${address}?did=revised`));
    expect(await revisionsOf(address)).toBe(3);
    expect(formIn(await ines.get(address), address).fields.headline?.value).toBe('A ferry for the fog');

    const stale = await ines.post(`${address}/history`, { ...fields, restore: '2' });
    expect(stale.statusCode).toBe(412);
    expect(await revisionsOf(address)).toBe(3);
  });

  it('answers 404 for a version that there is not', async () => {
    const address = await written();

    expect((await ines.get(`${address}/history?from=1&to=9`)).statusCode).toBe(404);
  });
});

describe('the preview', () => {
  it('is the page that will be public, byte for byte but for the form’s signed time', async () => {
    const address = await written({ ...FIELDS, standfirst: 'A short one.' });
    await press(ines, address, 'schedule', { when: 'tomorrow 6' });
    const plain = (answer: Answer) => body(answer).replaceAll(/<input type="hidden" name="rendered"[^>]*>/g, '');

    const preview = await ines.get(`${address}/preview`);
    desk.setClock('2026-11-24T06:00:00.000Z');
    const page = await ines.get('/home/a-ferry-for-the-fog');

    expect(plain(preview)).toBe(plain(page));
    expect(preview.headers['x-robots-tag']).toBe('noindex');
    expect(preview.headers['cache-control']).toBe('private, no-store');
  });

  it('is one press from the form, which saves', async () => {
    const address = await written();

    const answer = await press(ines, address, 'preview', { body: 'Changed now.' });

    expect(answer.headers.location).toBe(`${address}/preview`);
    expect(body(await ines.get(`${address}/preview`))).toContain('Changed now.');
  });
});

describe('the cost', () => {
  it('of opening an article is two requests to DynamoDB', async () => {
    const address = await written();
    desk.setClock('2026-11-23T12:01:00.000Z');

    expect(await requestsOf(seat, () => ines.get(address))).toEqual(['QueryCommand', 'QueryCommand']);
  });

  it.each([
    ['save', { body: 'Changed.' }, 4],
    ['publish', {}, 5],
    ['save', {}, 1],
  ] as const)('of a press of %s with %j is %d', async (act, filled, requests) => {
    const address = await written();
    const fields = { ...standing(await ines.get(address), address), ...filled, act };

    expect(await requestsOf(seat, () => ines.post(address, fields))).toHaveLength(requests);
  });
});
