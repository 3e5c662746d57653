import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, READ_ANEW, startApp } from '../support/app.ts';
import { BEFORE_EVENING, type Content, Editor, EVENING, FRONTS, NO_SLOTS, scan } from '../support/newsroom.ts';
import { spent } from '../support/reading.ts';

const FRONT = `${FRONTS}/front-page`;
const NOON = '2026-11-23T12:00:00.000Z';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

/** Publishes articles, each a minute after the one before, the last at noon. */
async function publish(...stories: readonly (string | Content)[]): Promise<void> {
  for (const [index, story] of stories.entries()) {
    app.setClock(new Date(Date.parse(NOON) - (stories.length - 1 - index) * 60_000).toISOString());
    await editor.publish(typeof story === 'string' ? { slug: story, headline: story } : story);
  }
}

/** Arranges a front from the version that it has. */
const arrange = (changes: object, path = FRONT) => editor.change(path, { ...NO_SLOTS, ...changes });
const byHand = (...slugs: readonly string[]) => slugs.map((article) => ({ article }));

/** The slug of the article that leads a page. */
const leadOf = ({ body = '' }: Answer) =>
  /<article class="card lead[^>]*>.*?<h2 class="card-headline"><a href="\/[^/]+\/([^"]+)"/.exec(body)?.[1];
/** The slugs of the articles on a page, in its order. */
const slugsOn = ({ body = '' }: Answer) =>
  [...body.matchAll(/class="card-headline"><a href="\/[^/]+\/([^"]+)"/g)].map(([, slug]) => slug);
const leadAt = async (target = '/') => leadOf(await app.get(target));

describe('PUT /v1/newsroom/fronts/{front}', () => {
  it('arranges the front page, which readers see at once', async () => {
    await publish('old', 'middle', 'new');
    expect(await leadAt()).toBe('new');

    const answer = await arrange({ lead: byHand('old'), second: byHand('new', 'middle') });

    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"1"']);
    expect(answer.json).toMatchObject({
      front: 'front-page',
      version: 1,
      changedBy: 'ines@example.org',
      edition: { from: NOON, until: null, lead: [{ article: 'old' }], briefs: null },
      shown: { lead: { slug: 'old' }, second: [{ slug: 'new' }, { slug: 'middle' }] },
      displaced: [],
    });
    expect(slugsOn(await app.get('/'))).toEqual(['old', 'new', 'middle']);
  });

  it.each(['/', '/abroad'])('changes %s at its instant to the millisecond, also from memory', async (target) => {
    await publish('old', 'new');
    const front = target === '/' ? FRONT : `${FRONTS}/abroad`;
    await arrange({ from: EVENING, until: '2026-11-23T18:00:30.000Z', lead: byHand('old') }, front);
    const at = async (instant: string) => {
      app.setClock(instant);
      return leadAt(target);
    };

    expect(await at('2026-11-23T17:59:58.000Z')).toBe('new');
    expect(await at(BEFORE_EVENING)).toBe('new');
    expect(await at(EVENING)).toBe('old');
    expect(await at('2026-11-23T18:00:29.999Z')).toBe('old');
    expect(await at('2026-11-23T18:00:30.000Z')).toBe('new');
  });

  it('changes twice within a few seconds, each time at its instant', async () => {
    await publish('one', 'two', 'three');
    await arrange({ from: '2026-11-23T18:00:01.000Z', lead: byHand('one') });
    await arrange({ from: '2026-11-23T18:00:02.000Z', lead: byHand('two') });
    const leads = [];
    for (const second of ['00.999', '01.000', '01.999', '02.000']) {
      app.setClock(`2026-11-23T18:00:${second}Z`);
      leads.push(await leadAt());
    }

    expect(leads).toEqual(['three', 'one', 'one', 'two']);
  });

  it('has an article that is scheduled from its own instant on, and until then another', async () => {
    await publish('now');
    const story = await editor.create({ slug: 'tonight' });
    await story.publish(EVENING);
    await arrange({ lead: byHand('tonight') });

    app.setClock(BEFORE_EVENING);
    expect(await leadAt()).toBe('now');
    app.setClock(EVENING);
    expect(await leadAt()).toBe('tonight');
  });

  it('takes an article by its id and by a slug that it had', async () => {
    await publish('ferry', 'other');
    const { json: copy } = await editor.get('/v1/newsroom/lookup?slug=ferry');
    const headers = { 'if-match': `"${copy.version}"` };
    const moved = await editor.send('PATCH', `/v1/newsroom/articles/${copy.id}`, { body: { slug: 'boat' }, headers });
    await editor.send('POST', `/v1/newsroom/articles/${copy.id}/publish`, {
      body: {},
      headers: { 'if-match': `"${moved.json.version}"` },
    });

    const answer = await arrange({ lead: byHand('ferry'), second: [] });
    const again = await arrange({ lead: byHand(copy.id) });

    expect([answer, again].map(({ json }) => json.edition.lead)).toEqual([byHand('boat'), byHand('boat')]);
    expect(await leadAt()).toBe('boat');
  });

  it('keeps articles of any age, and the newest that fits a rule', async () => {
    await publish('oldest', ...Array.from({ length: 40 }, (_, index) => `story-${index}`), {
      slug: 'view',
      kind: 'opinion',
      tags: ['storm'],
    });

    const { json } = await arrange({
      lead: [{ newest: { tag: 'storm' } }],
      second: [...byHand('oldest'), { newest: { section: 'abroad' } }],
      rows: [{ title: 'Picked', section: null, slots: [{ newest: {} }] }],
    });

    expect([json.shown.lead.slug, json.shown.second.map(({ slug }: { slug: string }) => slug)]).toEqual([
      'view',
      ['oldest', 'story-39'],
    ]);
    expect(slugsOn(await app.get('/'))).toEqual(['view', 'oldest', 'story-39', 'story-38']);
    expect((await app.get('/')).body).toContain('Picked</h2>');
  });

  it('chooses from the newest 32, and says which slots are empty for that', async () => {
    await publish(
      { slug: 'older', section: 'home', tags: ['river'] },
      ...Array.from({ length: 32 }, (_, index) => `story-${index}`),
    );
    const slots = [{ newest: { section: 'home' } }];

    const { json } = await arrange({
      lead: [{ newest: { tag: 'river' } }],
      rows: [{ title: '', section: 'home', slots }],
    });

    expect([json.shown.lead.slug, json.shown.rows]).toEqual(['story-31', []]);
    expect(json.displaced).toEqual(['/lead/0', '/rows/0/slots/0']);
    expect(json.empty).toEqual(['/rows/0/slots/0']);
    // By hand, an article of any age is there.
    const mended = await arrange({ rows: [{ title: '', section: 'home', slots: byHand('older') }] });
    expect([mended.json.empty, mended.json.shown.rows[0].articles[0].slug]).toEqual([[], 'older']);
  });

  it('costs three requests and six read units at most, whatever is arranged', async () => {
    await publish(
      ...Array.from({ length: 45 }, (_, index) => ({
        slug: `story-${index}`,
        headline: `A headline of the usual length about something that happened, number ${index}`,
        standfirst: 'x'.repeat(150),
        tags: ['harbour', 'ferries', 'council'],
        image: { url: `https://img.example/${'p'.repeat(60)}.jpg`, alt: 'A boat', width: 1600, height: 900 },
      })),
    );
    await arrange({
      lead: byHand('story-0'),
      second: byHand('story-1', 'story-44', 'story-43'),
      rows: [0, 1, 2, 3, 4].map((row) => ({
        title: 'A row',
        section: null,
        slots: byHand(...[2, 3, 4, 5].map((n) => `story-${n + row * 4}`)),
      })),
    });

    await app.get('/sections-first');
    await app.get('/', READ_ANEW);

    const { requests, readUnits } = spent(app) ?? {};
    expect(requests).toBeLessThanOrEqual(3);
    console.log(`a front: ${requests} requests, ${readUnits} read units`);
    expect(readUnits).toBeLessThanOrEqual(6);
  });

  it.each<[string, (slug: string) => Promise<unknown>]>([
    ['withdrawn', async () => act('withdraw')],
    ['kept off fronts', async () => change({ keptOffFronts: true })],
    ['paid for', async () => change({ kind: 'sponsored' })],
    ['moved to another slug', async () => change({ slug: 'elsewhere', importance: 1 })],
  ])('has another article in the place of one that is %s since', async (_what, happen) => {
    await publish('other', 'ferry');
    await arrange({ lead: byHand('ferry'), rows: [] });
    expect(await leadAt()).toBe('ferry');

    await happen('ferry');

    expect(await leadAt()).toBe('other');
    expect((await editor.get(FRONT)).json.displaced).toEqual(['/lead/0']);
  });

  /** The article called ferry, which is changed and published again. */
  const change = async (changes: Content) => {
    const { json: copy } = await editor.get('/v1/newsroom/lookup?slug=ferry');
    const path = `/v1/newsroom/articles/${copy.id}`;
    const { json } = await editor.send('PATCH', path, { body: changes, headers: { 'if-match': `"${copy.version}"` } });
    await editor.send('POST', `${path}/publish`, { body: {}, headers: { 'if-match': `"${json.version}"` } });
  };
  const act = async (step: string) => {
    const { json: copy } = await editor.get('/v1/newsroom/lookup?slug=ferry');
    await editor.send('POST', `/v1/newsroom/articles/${copy.id}/${step}`, {
      body: {},
      headers: { 'if-match': `"${copy.version}"` },
    });
  };

  it('has another one in the place of a scheduled article that was deleted', async () => {
    await publish('now');
    const story = await editor.create({ slug: 'tonight' });
    await story.publish(EVENING);
    await arrange({ lead: byHand('tonight') });
    await story.take('unschedule');
    await story.take('delete');

    app.setClock(EVENING);

    expect(await leadAt()).toBe('now');
  });

  it.each<[string, object, string, string]>([
    ['an article that is not there', { lead: byHand('nobody') }, '/lead/0/article', 'is no article of the paper'],
    ['a draft', { second: byHand('draft') }, '/second/0/article', 'is neither out nor scheduled'],
    [
      'an article twice',
      { lead: byHand('news'), briefs: byHand('paid', 'news') },
      '/briefs/1/article',
      'is on this front already',
    ],
    [
      'what is paid for at the top',
      { lead: byHand('paid') },
      '/lead/0/article',
      'is paid for, and cannot stand in the first or the second rank',
    ],
    [
      'a rule for what is paid for at the top',
      { second: [{ newest: { kind: 'sponsored' } }] },
      '/second/0/newest/kind',
      'is paid for, and cannot stand in the first or the second rank',
    ],
    [
      'a section that is not there',
      { rows: [{ title: '', section: 'nowhere', slots: [{ newest: {} }] }] },
      '/rows/0/section',
      'is not a section of the paper',
    ],
    [
      'a rule for one',
      { lead: [{ newest: { section: 'nowhere' } }] },
      '/lead/0/newest/section',
      'is not a section of the paper',
    ],
    ['an end before its beginning', { from: EVENING, until: NOON }, '/until', 'must be later than from'],
    ['an end that is over', { until: '2026-11-23T11:00:00.000Z' }, '/until', 'must be later than from'],
    ['a beginning that is over', { from: '2026-11-23T11:59:59.999Z' }, '/from', 'must be later than now'],
    ['two leads', { lead: byHand('news', 'paid') }, '/lead', 'must hold at most 1'],
    ['a slot of two kinds', { lead: [{ article: 'news', newest: {} }] }, '/lead/0/article', 'is not a field here'],
    ['a slot of nothing', { lead: [{}] }, '/lead/0/newest', 'is required; PATCH changes single fields'],
    ['a name that is none', { leads: [] }, '/leads', 'is not a field here (did you mean "lead"?)'],
    ['a missing rank', { briefs: undefined }, '/briefs', 'is required; PATCH changes single fields'],
  ])('refuses %s', async (_what, changes, pointer, detail) => {
    await publish('news', { slug: 'paid', kind: 'sponsored' });
    await editor.create({ slug: 'draft' });

    const answer = await arrange(changes);

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors).toEqual([{ pointer, detail }]);
    expect((await scan(app, 'published')).filter(({ type }) => type === 'edition')).toEqual([]);
  });

  it('tells the second of two editors who was first', async () => {
    await publish('one', 'two');
    await arrange({ lead: byHand('one') });
    const tobias = new Editor(app, 'tobias@example.org');
    const send = (from: Editor, lead: string) =>
      from.send('PUT', FRONT, { body: { ...NO_SLOTS, lead: byHand(lead) }, headers: { 'if-match': '"1"' } });

    const answers = await Promise.all([send(editor, 'two'), send(tobias, 'one')]);
    const without = await tobias.send('PUT', FRONT, { body: NO_SLOTS });

    const refused = answers.find(({ statusCode }) => statusCode === 412);
    const done = answers.find(({ statusCode }) => statusCode === 200);
    expect(refused?.json).toMatchObject({
      code: 'version-stale',
      detail: `${done?.json.changedBy} has changed the front since; nothing was overwritten.`,
      current: { version: 2, changedBy: done?.json.changedBy },
    });
    expect([without.statusCode, without.json.code]).toEqual([428, 'version-required']);
  });

  it('is refused for a front that is none, and no section can be called as the front page', async () => {
    const answer = await arrange({}, `${FRONTS}/nowhere`);
    const section = await editor.send('POST', '/v1/newsroom/sections', { body: { name: 'front-page', title: 'x' } });

    expect([answer.statusCode, answer.json.code]).toEqual([404, 'section-not-found']);
    expect(section.statusCode).toBe(422);
  });

  it('keeps at most thirty editions to come, and none that are over but the last', async () => {
    await publish('one');
    for (let day = 1; day <= 30; day += 1) {
      const from = `2027-01-${String(day).padStart(2, '0')}T06:00:00.000Z`;
      expect((await arrange({ from, lead: byHand('one') })).statusCode).toBe(200);
    }

    const more = await arrange({ from: '2027-02-01T06:00:00.000Z' });
    app.setClock('2027-01-10T07:00:00.000Z');
    const { json } = await arrange({ lead: byHand('one') });

    expect([more.statusCode, more.json.code]).toEqual([422, 'limit-exceeded']);
    expect(json.editions.map(({ from }: { from: string }) => from.slice(0, 13))).toEqual(
      ['2027-01-10T06', '2027-01-10T07'].concat(Array.from({ length: 20 }, (_, n) => `2027-01-${n + 11}T06`)),
    );
  });

  it('is in the audit log of the day', async () => {
    await publish('one');
    await arrange({ lead: byHand('one') });
    await editor.send('DELETE', FRONT, { headers: { 'if-match': '"1"' } });

    const { json } = await editor.get('/v1/newsroom/acts?day=2026-11-23');

    expect(json.items.filter(({ kind }: { kind: string }) => kind === 'front')).toMatchObject([
      { name: 'front-page', act: 'reset', version: 2, by: 'ines@example.org' },
      { name: 'front-page', act: 'arrange', version: 1, detail: `${NOON} to the next, /lead/0 one` },
    ]);
  });
});

describe('PATCH /v1/newsroom/fronts/{front}', () => {
  it('changes one rank of the edition that holds then, and null lets it be chosen again', async () => {
    await publish('one', 'two', 'three');
    await arrange({ lead: byHand('one'), second: byHand('two') });
    const patch = (version: number, body: object) =>
      editor.send('PATCH', FRONT, { body, headers: { 'if-match': `"${version}"` } });

    const later = await patch(1, { from: EVENING, lead: byHand('three') });
    const now = await patch(2, { lead: null });

    expect(later.json).toMatchObject({
      at: EVENING,
      edition: { from: EVENING, lead: byHand('three'), second: byHand('two') },
      shown: { lead: { slug: 'three' } },
    });
    expect(now.json).toMatchObject({ at: NOON, edition: { lead: null, second: byHand('two') } });
    expect(await leadAt()).toBe('three');
  });
});

describe('DELETE', () => {
  it('of a front lets it be chosen by itself, and of an edition lets the one before it hold', async () => {
    await publish('one', 'two', 'three');
    await arrange({ lead: byHand('one') });
    app.setClock('2026-11-23T12:00:01.000Z');
    await arrange({ lead: byHand('two') });
    const take = (path: string, version: number) =>
      editor.send('DELETE', path, { headers: { 'if-match': `"${version}"` } });

    const unknown = await take(`${FRONT}/editions/${EVENING}`, 2);
    const taken = await take(`${FRONT}/editions/2026-11-23T12:00:01.000Z`, 2);
    const before = await leadAt();
    const reset = await take(FRONT, 3);

    expect([unknown.statusCode, unknown.json.code]).toEqual([404, 'edition-not-found']);
    expect([taken.json.edition.from, before]).toEqual([NOON, 'one']);
    expect([reset.json.edition, reset.json.editions, await leadAt()]).toEqual([null, [], 'three']);
  });
});

describe('a front as of an instant', () => {
  it('is shown to editors before it comes, as JSON and as a page', async () => {
    await publish('now');
    const story = await editor.create({ slug: 'tonight' });
    await story.publish(EVENING);
    await arrange({ from: EVENING, lead: byHand('now'), second: byHand('tonight') });

    const before = await editor.get(`${FRONT}?at=${BEFORE_EVENING}`);
    const then = await editor.get(`${FRONT}?at=${EVENING}`);
    const page = await editor.get(`${FRONT}/preview.html?at=${EVENING}`);
    const section = await editor.get(`${FRONTS}/abroad/preview.html?at=${EVENING}`);

    expect(before.json).toMatchObject({ edition: null, shown: { lead: { slug: 'now' }, second: [] } });
    expect(then.json).toMatchObject({ edition: { from: EVENING }, shown: { second: [{ slug: 'tonight' }] } });
    expect(then.headers['cache-control']).toBe('private, no-store');
    expect(slugsOn(page)).toEqual(['now', 'tonight']);
    expect(page.headers).toMatchObject({ 'x-robots-tag': 'noindex', 'cache-control': 'private, no-store' });
    expect(slugsOn(section)).toEqual(['tonight', 'now']);
    expect(slugsOn(await app.get('/'))).toEqual(['now']);
  });

  it('is for editors alone', async () => {
    expect((await app.get(FRONT)).statusCode).toBe(401);
    expect((await app.get(`${FRONT}/preview.html`)).statusCode).toBe(401);
  });
});

describe('a section', () => {
  it('leads with its best, and has the rest in their order', async () => {
    await publish({ slug: 'great', importance: 3 }, 'one', 'two');

    expect(await leadAt('/abroad')).toBe('great');
    expect(slugsOn(await app.get('/abroad'))).toEqual(['great', 'two', 'one']);
  });

  it('can be arranged like the front page, with its list below', async () => {
    await publish('one', 'two', 'three', 'four');
    await arrange({ lead: byHand('one'), second: byHand('three') }, `${FRONTS}/abroad`);

    expect(slugsOn(await app.get('/abroad'))).toEqual(['one', 'three', 'four', 'two']);
  });
});

describe('what is kept off fronts', () => {
  it('is on none, but in every list and feed', async () => {
    await publish('one', { slug: 'quiet', keptOffFronts: true, importance: 3, tags: ['quiet'] });

    expect(slugsOn(await app.get('/'))).toEqual(['one']);
    expect(await leadAt('/abroad')).toBe('one');
    for (const target of ['/abroad', '/tags/quiet', '/feed.rss'])
      expect((await app.get(target)).body).toContain('/quiet');
  });
});
