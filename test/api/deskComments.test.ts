import { beforeEach, describe, expect, it } from 'vitest';
import type { ModerationAction } from '../../functions/moderation/actions.ts';
import { LANGUAGES } from '../../functions/words/languages.ts';
import type { Answer } from '../support/app.ts';
import { formIn } from '../support/browser.ts';
import { anArticle, NOON } from '../support/builders.ts';
import { Commenting } from '../support/commenting.ts';
import { type DeskApp, DeskBrowser, startDesk } from '../support/desk.ts';
import { htmlFaults } from '../support/html.ts';
import { owasp } from '../support/owasp.ts';

const FERRY = anArticle({ slug: 'ferry' });
const QUEUE = '/desk/comments';
const LATER = '2026-11-23T13:00:00.000Z';

let desk: DeskApp;
let ferry: Commenting;
let browser: DeskBrowser;

/** Opens the paper in a language, and signs in. */
async function open(paper: object = {}): Promise<void> {
  desk = await startDesk({ rateLimit: { most: 10_000, seconds: 600 }, paper });
  await desk.app.publication.publish(FERRY, undefined);
  ferry = new Commenting(desk.app);
  browser = desk.browser();
  await browser.signIn('moderator');
}

beforeEach(() => open());

/** Presses a button of a comment on a page. */
const press = (page: Answer, id: string, act: string, more: Record<string, string> = {}): Promise<Answer> => {
  const { action, fields } = formIn(page, `/desk/comments/${id}`);
  return browser.post(action, { ...valuesOf(fields), act, ...more });
};
const valuesOf = (fields: ReturnType<typeof formIn>['fields']) =>
  Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
/** Presses a button of the form for several, with these ticked. */
const pressTicked = (page: Answer, ids: readonly string[], act: string, more: Record<string, string> = {}) => {
  const form = /<form id="bulk"[^>]*action="([^"]*)"/.exec(page.body ?? '')?.[1] ?? '';
  const versions = ids.map((id) => [id, new RegExp(`name="${id}" value="(\\d+)"`).exec(page.body ?? '')?.[1] ?? '']);
  const token = DeskBrowser.tokenIn(page);
  return browser.post(form.replaceAll('&amp;', '&'), { token, act, ...Object.fromEntries(versions), ...more });
};
const pressUndo = (page: Answer): Promise<Answer> => {
  const { action, fields } = formIn(page, '/desk/comments/decisions');
  return browser.post(action, { ...valuesOf(fields), act: 'undo' });
};
const follow = ({ headers: { location = '' } }: Answer) => browser.get(location.split('#', 1)[0] ?? '');
const idsOn = ({ body = '' }: Answer) =>
  [...body.matchAll(/<article class="comment" id="c-([^"]*)"/g)].map(([, id]) => id);
const buttonsOf = ({ body = '' }: Answer, id: string) =>
  [...(body.split(`id="c-${id}"`)[1]?.split('</article>', 1)[0] ?? '').matchAll(/name="act" value="(\w+)"/g)].map(
    ([, act]) => act,
  );
const recordOf = async (id: string) => (await ferry.moderate('GET', `/comments/${id}`)).json;
const textOf = ({ body = '' }: Answer) => body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const atMinute = (minute: number) => desk.setClock(new Date(Date.parse(NOON) + minute * 60_000).toISOString());
const sendMany = async (count: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let minute = 0; minute < count; minute += 1) {
    atMinute(minute);
    ids.push(await ferry.held({ name: `Reader ${minute}`, email: `reader${minute}@example.org` }));
  }
  return ids;
};

describe('a queue', () => {
  it('shows of each comment what decides about it', async () => {
    await ferry.change({ ...(await ferry.moderate('GET', '/settings')).json.settings, holdWords: ['paint'] });
    desk.setClock('2026-11-23T12:02:00.000Z');
    const parent = await ferry.published({ name: 'Kit', email: 'kit@example.org', comment: 'Who smells it?' });
    const id = await ferry.held({ parentId: parent, comment: 'All of the harbour smells of fresh PAINT, I say.' });
    desk.setClock('2026-11-23T15:30:00.000Z');

    const page = await browser.get(QUEUE);

    expect(page.statusCode).toBe(200);
    expect(idsOn(page)).toEqual([id]);
    expect(page.body).toContain('smells of fresh <mark>PAINT</mark>, I say.');
    const text = textOf(page);
    for (const part of [
      'Wren Adeyemi',
      'Mon, 23 Nov 2026, 12:02 GMT (3 hours ago)',
      FERRY.headline,
      'Answers Kit',
      'Who smells it?',
      'Held by the rules',
      'has a listed word: paint (in the comment)',
      '0 approved',
      'wren@example.org (address only typed)',
      'Held 1',
      'Spam 0',
    ]) {
      expect(text).toContain(part);
    }
    expect(buttonsOf(page, id)).toEqual(['approve', 'reject', 'spam']);
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
  });

  it('is chosen by its link, with order, article and page in the address', async () => {
    const ids = await sendMany(22);
    await desk.app.moderation.decide(ids[0] ?? '', 'spam');

    const pages = {
      held: idsOn(await browser.get(QUEUE)),
      newest: idsOn(await browser.get(`${QUEUE}?order=newest`)),
      spam: idsOn(await browser.get(`${QUEUE}?queue=spam`)),
      all: idsOn(await browser.get(`${QUEUE}?limit=100`)),
      article: idsOn(await browser.get(`${QUEUE}?article=ferry`)),
    };
    const first = await browser.get(QUEUE);
    const next = /<a rel="next" href="([^"]*)"/.exec(first.body ?? '')?.[1]?.replaceAll('&amp;', '&') ?? '';

    expect(pages.held).toEqual(ids.slice(1, 21));
    expect(pages.newest).toEqual(ids.toReversed().slice(0, 20));
    expect(pages.spam).toEqual(ids.slice(0, 1));
    expect(pages.all).toEqual(ids.slice(1));
    expect(pages.article).toEqual(ids.slice(1, 21));
    expect(idsOn(await browser.get(next))).toEqual(ids.slice(21));
    for (const wrong of ['?queue=lost', '?queue=reported&article=ferry', '?cursor=x', '?limit=0', '?more=1']) {
      expect((await browser.get(`${QUEUE}${wrong}`)).statusCode).toBe(400);
    }
  });

  it('of reports shows how many and why', async () => {
    const id = await ferry.published();
    await desk.app.post(`/v1/comments/${id}/reports`, { reason: 'Rude <b>words</b>.' });

    const page = await browser.get(`${QUEUE}?queue=reported`);

    expect(textOf(page)).toContain('1 report : Rude &lt;b>words&lt;/b>.');
    expect(buttonsOf(page, id)).toEqual(['approve', 'reject', 'spam', 'remove']);
    expect(page.body).toMatch(/value="approve"[^>]*>Keep</);
  });

  it('says what is there when nothing waits, and when a page has been emptied', async () => {
    const page = await browser.get(QUEUE);

    expect(textOf(page)).toContain('Nothing waits.');
    expect(page.body).not.toContain('id="bulk"');
  });
});

describe('a decision', () => {
  const CASES: readonly (readonly [ModerationAction[], string, ModerationAction, string, string])[] = [
    [[], 'held', 'approve', 'published', 'Approved.'],
    [[], 'held', 'reject', 'rejected', 'Rejected.'],
    [[], 'held', 'spam', 'spam', 'Marked as spam.'],
    [['approve'], 'published', 'remove', 'removed', 'Taken down.'],
    [['approve'], 'published', 'reject', 'rejected', 'Rejected.'],
    [['spam'], 'spam', 'restore', 'held', 'Put back.'],
    [['spam'], 'spam', 'approve', 'published', 'Approved.'],
    [['reject'], 'rejected', 'restore', 'held', 'Put back.'],
    [['approve', 'remove'], 'removed', 'restore', 'published', 'Put back.'],
  ];

  it.each(CASES)('after %j in %s: %s makes it %s, and can be undone', async (before, queue, act, verdict, said) => {
    const id = await ferry.held();
    for (const each of before) await desk.app.moderation.decide(id, each, 'before@example.org');
    const was = await recordOf(id);

    const answer = await press(await browser.get(`${QUEUE}?queue=${queue}`), id, act);
    const decided = await recordOf(id);
    const page = await follow(answer);
    const undone = await pressUndo(page);
    const after = await follow(undone);

    expect([answer.statusCode, undone.statusCode]).toEqual([303, 303]);
    expect(decided.verdict).toBe(verdict);
    expect(decided.history.at(-1)).toMatchObject({ by: 'moderator@localhost', rule: act });
    expect(textOf(page)).toContain(said);
    expect([(await recordOf(id)).verdict, (await recordOf(id)).author]).toEqual([was.verdict, was.author]);
    expect(textOf(after)).toContain('Undone.');
    expect(idsOn(after)).toEqual([id]);
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('leads to the next comment of the same list', async () => {
    const ids = await sendMany(4);
    const list = `${QUEUE}?order=newest&limit=100`;
    const [first = '', second = '', third = ''] = ids.toReversed();

    const afterFirst = await press(await browser.get(list), first, 'reject');
    const afterSecond = await press(await follow(afterFirst), third, 'reject');

    expect(afterFirst.headers.location).toMatch(/^\/desk\/comments\?order=newest&limit=100&done=[^#]*$/);
    expect(afterSecond.headers.location).toMatch(new RegExp(`#c-${ids[0]}$`));
    expect(idsOn(await follow(afterSecond))).toEqual([second, ids[0]]);
  });

  it('keeps a reason for colleagues, and tells when it is too long', async () => {
    const id = await ferry.held();
    const page = await browser.get(`${QUEUE}/${id}`);

    const long = await press(page, id, 'reject', { why: 'l'.repeat(201) });
    await press(page, id, 'reject', { why: 'Not about the ferry.' });

    expect(long.statusCode).toBe(422);
    expect(long.body).toContain('l'.repeat(201));
    expect((await recordOf(id)).history).toHaveLength(2);
    expect(textOf(await browser.get(`${QUEUE}/${id}`))).toContain('Not about the ferry.');
  });

  it('of an unknown comment or act is refused', async () => {
    const id = await ferry.held();
    const page = await browser.get(QUEUE);
    const token = DeskBrowser.tokenIn(page);

    const unknown = await browser.post(`${QUEUE}/00000000-0000-4000-8000-000000000000`, {
      token,
      act: 'approve',
      version: '1',
    });
    const odd = await press(page, id, 'publish');
    const versionless = await browser.post(`${QUEUE}/${id}`, { token, act: 'approve' });

    expect([unknown.statusCode, odd.statusCode, versionless.statusCode]).toEqual([404, 422, 422]);
    expect((await recordOf(id)).verdict).toBe('held');
  });
});

describe('a stale decision', () => {
  it('publishes no words that nobody has read', async () => {
    const sent = await ferry.send({ comment: 'The boat was late again, they say.' });
    const { id } = sent.json;
    const seen = await browser.get(QUEUE);
    desk.setClock('2026-11-23T12:05:00.000Z');
    const edited = await desk.app.post(`/v1/comments/${id}/edit`, {
      token: sent.json.edit.token,
      comment: 'The boat was <i>never</i> late again, they say.',
    });
    expect(edited.statusCode).toBeLessThan(300);

    const refused = await press(seen, id, 'approve');
    const kept = await recordOf(id);
    const again = await press(refused, id, 'approve');

    expect([refused.statusCode, kept.verdict]).toEqual([409, 'held']);
    expect(textOf(refused)).toContain('Its author has changed the words');
    expect(refused.body).toContain('The boat was late again, they say.');
    expect(refused.body).toContain('<ins>&lt;i>never&lt;/i> </ins>late again, they say.');
    expect(await htmlFaults(refused.body ?? '')).toEqual([]);
    expect([again.statusCode, (await recordOf(id)).verdict]).toEqual([303, 'published']);
  });

  it.each(['reject', 'spam', 'approve'] as const)('does not overrun a colleague’s %s', async (act) => {
    const id = await ferry.held();
    const seen = await browser.get(QUEUE);
    await ferry.decide(id, act, { why: 'We know him.', version: 1 }, 'ines@example.org');
    const was = await recordOf(id);

    const refused = await press(seen, id, act === 'approve' ? 'reject' : 'approve');

    expect(refused.statusCode).toBe(409);
    expect(await recordOf(id)).toEqual(was);
    expect(textOf(refused)).toContain('by ines@example.org');
    expect(textOf(refused)).toContain('We know him.');
    const overruled = await press(refused, id, act === 'approve' ? 'reject' : 'approve');
    expect(overruled.statusCode).toBe(303);
  });

  it('is told of a withdrawn article and of words that are gone', async () => {
    const id = await ferry.held();
    const sent = await ferry.send();
    const seen = await browser.get(QUEUE);
    await desk.app.post(`/v1/comments/${sent.json.id}/removal`, { token: sent.json.edit.token });

    const gone = await press(seen, sent.json.id, 'approve');
    await desk.app.publication.withdraw(FERRY, LATER);
    const withdrawn = await press(seen, id, 'approve');

    expect([gone.statusCode, withdrawn.statusCode]).toEqual([409, 409]);
    expect(textOf(gone)).toContain('Its text is gone');
    expect(gone.body).not.toContain('Comment 2.');
    expect(textOf(withdrawn)).toContain('Its article is withdrawn');
  });

  it('is taken once when it is sent twice', async () => {
    const id = await ferry.held();
    const page = await browser.get(QUEUE);

    const answers = [await press(page, id, 'approve'), await press(page, id, 'approve')];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    expect((await recordOf(id)).history).toHaveLength(2);
  });

  it('to undo is refused when somebody has decided since', async () => {
    const id = await ferry.held();
    const page = await follow(await press(await browser.get(QUEUE), id, 'approve'));
    await ferry.decide(id, 'remove', {}, 'ines@example.org');

    const refused = await pressUndo(page);

    expect([refused.statusCode, (await recordOf(id)).verdict]).toEqual([409, 'removed']);
    expect(textOf(refused)).toContain('by ines@example.org');
  });
});

describe('several at once', () => {
  it('are decided but for the one that has changed, which is named', async () => {
    const ids = await sendMany(4);
    const [one = '', two = '', three = '', four = ''] = ids;
    const page = await browser.get(QUEUE);
    await ferry.decide(two, 'spam', {}, 'ines@example.org');

    const answer = await pressTicked(page, [one, two, three], 'approve', { why: 'All good.' });
    const verdicts = await Promise.all(ids.map(async (id) => (await recordOf(id)).verdict));

    expect(answer.statusCode).toBe(409);
    expect(verdicts).toEqual(['published', 'spam', 'published', 'held']);
    expect(idsOn(answer)).toEqual([two]);
    expect(textOf(answer)).toContain('2 approved.');
    expect(textOf(answer)).toContain('Reader 1');
    expect(textOf(answer)).toContain('by ines@example.org');
    expect(await htmlFaults(answer.body ?? '')).toEqual([]);

    await pressUndo(answer);
    expect((await recordOf(one)).verdict).toBe('held');
    expect((await recordOf(three)).verdict).toBe('held');
    expect((await recordOf(four)).version).toBe(1);
  });

  it('are a hundred by one tick, and undone together', async () => {
    await sendMany(100);
    const page = await browser.get(`${QUEUE}?limit=100`);
    const all = /name="all" value="([^"]*)"/.exec(page.body ?? '')?.[1] ?? '';

    const answer = await pressTicked(page, [], 'reject', { all });
    const after = await follow(answer);
    const undone = await follow(await pressUndo(after));

    expect(answer.statusCode).toBe(303);
    expect(textOf(after)).toContain('100 rejected.');
    expect(textOf(undone)).toContain('100 undone.');
    expect(idsOn(undone)).toHaveLength(100);
  });

  it('are a hundred ticks, and no more', async () => {
    const ids = await sendMany(100);
    const page = await browser.get(`${QUEUE}?limit=100`);

    const most = await pressTicked(page, ids, 'spam');
    const more = await pressTicked(page, [], 'spam', {
      all: Array.from({ length: 101 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}:1`).join(' '),
    });

    expect([most.statusCode, more.statusCode]).toEqual([303, 422]);
  });

  it('are none without a tick, and nothing odd', async () => {
    const id = await ferry.held();
    const page = await browser.get(QUEUE);

    const none = await pressTicked(page, [], 'approve');
    const odd = await pressTicked(page, [], 'approve', { all: 'x:1' });
    const old = await pressTicked(page, [], 'approve', { [id]: 'first' });

    expect(textOf(await follow(none))).toContain('tick comments first');
    expect([odd.statusCode, old.statusCode, (await recordOf(id)).verdict]).toEqual([422, 422, 'held']);
  });
});

describe('a notice', () => {
  it('is shown only to the session that has decided', async () => {
    const id = await ferry.held();
    const { headers } = await press(await browser.get(QUEUE), id, 'approve');
    const other = desk.browser();
    await other.signIn('both');

    const mine = await browser.get(headers.location ?? '');
    const theirs = await other.get(headers.location ?? '');
    const forged = await browser.get(`${QUEUE}?${new URLSearchParams({ done: `x approve ${id}:2` })}`);

    expect(mine.body).toContain('class="notice"');
    expect([theirs.statusCode, forged.statusCode]).toEqual([200, 200]);
    expect(theirs.body).not.toContain('class="notice"');
    expect(forged.body).not.toContain('class="notice"');
  });
});

describe('a thread', () => {
  it('is closed and opened from the list of its article', async () => {
    await ferry.held();
    const page = await browser.get(`${QUEUE}?article=ferry`);
    const { action, fields } = formIn(page, '/desk/comments/threads/ferry');
    const set = (open: string) => browser.post(action, { ...valuesOf(fields), open });

    const closed = await follow(await set('no'));
    const refused = await ferry.send();
    const opened = await follow(await set('yes'));
    const taken = await ferry.send();

    expect(textOf(closed)).toContain('Closed to new comments.');
    expect(textOf(opened)).toContain('Open to new comments.');
    expect([refused.statusCode, taken.statusCode]).toEqual([403, 202]);
  });
});

describe('a branch', () => {
  it('is shown whole, with what readers do not see, and taken down from the comment on', async () => {
    const root = await ferry.published({ comment: 'The root.' });
    const one = await ferry.published({ parentId: root, comment: 'One.' });
    const under = await ferry.published({ parentId: one, comment: 'Under one.' });
    atMinute(5);
    const other = await ferry.published({ parentId: root, comment: 'The other.' });
    await ferry.published({ parentId: other, comment: 'Under the other.' });
    const held = await ferry.held({ parentId: one, comment: 'Waiting.' });
    await desk.app.moderation.decide(other, 'remove');

    const page = await browser.get(`${QUEUE}/${one}/branch`);
    const ofHeld = await browser.get(`${QUEUE}/${held}/branch`);
    const { action, fields, unticked } = formIn(page, '/desk/comments/decisions');
    const answer = await browser.post(action, { ...valuesOf(fields), act: 'remove' });
    const verdicts = await Promise.all([root, one, under, other, held].map(async (id) => (await recordOf(id)).verdict));

    expect(textOf(page)).toMatch(/The root\..*One\..*Under one\..*The other\..*Under the other\./);
    expect(textOf(ofHeld)).toMatch(/The root\..*One\..*Under one\..*Waiting\./);
    expect(unticked).toHaveLength(2);
    expect(answer.statusCode).toBe(303);
    expect(verdicts).toEqual(['published', 'removed', 'removed', 'removed', 'held']);
    expect(textOf(await follow(answer))).toContain('2 taken down.');
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
    expect((await browser.get(`${QUEUE}/00000000-0000-4000-8000-000000000000/branch`)).statusCode).toBe(404);
    expect(await ferry.disorder()).toEqual([]);
  });

  it('is one comment where none was ever published, and a hundred at most', async () => {
    const alone = await ferry.held();
    const root = await ferry.published();
    for (let count = 0; count < 101; count += 1) {
      atMinute(count);
      await desk.app.moderation.approve(await ferry.held({ parentId: root }));
    }

    const one = await ferry.moderate('GET', `/comments/${alone}/branch`);
    const many = await ferry.moderate('GET', `/comments/${root}/branch`);

    expect(one.json).toMatchObject({ items: [{ id: alone, depth: 0 }], more: false });
    expect([many.json.items.length, many.json.more]).toEqual([100, true]);
  });
});

describe('a person', () => {
  it('has a page with all of their comments, and since when', async () => {
    const first = await ferry.held({ comment: 'My first.' });
    await ferry.held({ email: 'kit@example.org', comment: 'Not mine.' });
    await desk.app.moderation.reject(first, 'ines@example.org');
    desk.setClock(LATER);
    await ferry.held({ comment: 'My second.' });

    const page = await browser.get(`${QUEUE}/people/${await desk.app.personOf('wren@example.org')}`);

    const text = textOf(page);
    expect(text).toMatch(
      /Comments by Wren Adeyemi.*Since Mon, 23 Nov 2026, 12:00 GMT.*My first\..*Rejected by ines@example.org.*My second\./,
    );
    expect(text).not.toContain('Not mine.');
    expect(await htmlFaults(page.body ?? '')).toEqual([]);
  });

  it('is nobody without comments', async () => {
    const page = await browser.get(`${QUEUE}/people/${'x'.repeat(22)}`);

    expect([page.statusCode, textOf(page).includes('There are no comments of theirs.')]).toEqual([200, true]);
  });
});

describe('who may decide', () => {
  it('is no editor: the page names the group', async () => {
    const id = await ferry.held();
    const editor = desk.browser();
    await editor.signIn('editor');

    const page = await editor.get(QUEUE);
    const decision = await editor.post(`${QUEUE}/${id}`, {
      token: DeskBrowser.tokenIn(page),
      act: 'approve',
      version: '1',
    });

    expect([page.statusCode, decision.statusCode]).toEqual([403, 403]);
    expect(page.body).toContain('moderators');
    expect((await recordOf(id)).verdict).toBe('held');
  });

  it('is nobody from another site, nor with a token of another session', async () => {
    const id = await ferry.held();
    const page = await browser.get(QUEUE);
    const { action, fields } = formIn(page, `/desk/comments/${id}`);
    const sent = { ...valuesOf(fields), act: 'approve' };

    const forged = await browser.post(action, sent, { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' });
    const stale = await browser.post(action, { ...sent, token: 'former' });
    const bulk = await browser.post(`${QUEUE}/decisions`, { token: 'former', act: 'approve', [id]: '1' });
    const again = formIn(stale, `/desk/comments/${id}`);
    const resent = await browser.post(again.action, valuesOf(again.fields));

    expect([forged.statusCode, stale.statusCode, bulk.statusCode]).toEqual([403, 403, 403]);
    expect((await recordOf(id)).history).toHaveLength(2);
    expect(resent.statusCode).toBe(303);
  });
});

describe('what it costs', () => {
  const requestsOf = () =>
    desk.app.logs.filter(({ message }) => message === 'request').map(({ data }) => data.dynamodb?.requests);

  it('is few requests: a decision, and the list after it', async () => {
    const ids = await sendMany(30);
    let page = await browser.get(QUEUE);
    desk.app.logs.length = 0;

    for (const id of ids.slice(0, 3)) page = await follow(await press(page, id, 'approve'));

    const counted = requestsOf();
    expect(counted.filter((_, index) => index % 2 === 0)).toEqual([4, 4, 4]);
    expect(Math.max(...counted.map((count) => count ?? 0))).toBeLessThanOrEqual(6);
  });

  it('is little to send: twenty comments of three lines', async () => {
    for (let count = 0; count < 20; count += 1) {
      await ferry.held({
        name: `Reader ${count}`,
        email: `reader${count}@example.org`,
        comment: `Number ${count}. ${'The late ferry waits for nobody but the tide, the tram and the council. '.repeat(4)}`,
      });
    }

    const page = await browser.get(QUEUE);

    expect(idsOn(page)).toHaveLength(20);
    expect(Buffer.byteLength(page.body ?? '')).toBeLessThanOrEqual(64 * 1024);
  });
});

describe('whatever was sent', () => {
  it('is shown as text', async () => {
    await ferry.change({ ...(await ferry.moderate('GET', '/settings')).json.settings, holdWords: ['alert', 'script'] });
    const ids: string[] = [];
    for (const [what, attack] of owasp) {
      for (const name of [attack.slice(0, 90), 'Wren']) {
        const { json } = await ferry.send({ name, comment: `${what}: ${attack}` });
        if (json.id) ids.push(json.id);
      }
    }
    expect(ids.length).toBeGreaterThan(50);
    const [id = ''] = ids;

    for (const path of [`${QUEUE}?limit=100`, `${QUEUE}/${id}`]) {
      const page = await browser.get(path);

      expect(page.statusCode).toBe(200);
      const own = (page.body ?? '').replace(
        /<\/?(mark|article|header|h[12]|bdi|label|input|button|form|span|strong|time|p|a|ul|li|ol|div|details|summary|nav|fieldset|legend|main|body|html|head|meta|title|link|blockquote|q)\b[^>]*>/g,
        '',
      );
      expect(own).not.toMatch(/<[a-z]/i);
    }
  });

  it.each(LANGUAGES)('has pages in %s', async (language) => {
    await open({ language });
    const long = 'كلمة'.repeat(15);
    const id = await ferry.held({ name: 'ليلى', comment: `${long} ${'w'.repeat(60)} ${'Text. '.repeat(1_600)}` });
    const answer = await press(await browser.get(QUEUE), id, 'reject');

    const pages = [
      await follow(answer),
      await browser.get(`${QUEUE}?queue=rejected`),
      await browser.get(`${QUEUE}/${id}`),
      await browser.get(`${QUEUE}/people/${await desk.app.personOf('wren@example.org')}`),
    ];

    for (const page of pages) {
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain(`<html lang="${language}"`);
      expect(page.body).not.toContain('undefined');
      expect(await htmlFaults(page.body ?? '')).toEqual([]);
    }
  });
});
