import { beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type App, READ_ANEW, startApp } from '../support/app.ts';
import { NOON } from '../support/builders.ts';
import { Editor, EVENING } from '../support/newsroom.ts';

const MENUS = '/v1/newsroom/menus';

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const read = (place: string) => editor.get(`${MENUS}/${place}`);
const save = (place: string, items: unknown, version = 0, who = editor) =>
  who.send('PUT', `${MENUS}/${place}`, { body: { items }, headers: { 'if-match': `"${version}"` } });
const outcome = ({ statusCode, json }: Answer) => [statusCode, json.code, json.errors];
const page = async (slug: string, headline: string, at?: string) => {
  const { json } = await editor.send('POST', '/v1/newsroom/pages', { body: { headline, slug, body: 'Words.' } });
  const headers = { 'if-match': '"1"' };
  return editor.send('POST', `/v1/newsroom/pages/${json.id}/publish`, { body: at ? { at } : {}, headers });
};
const show = async (path = '/') => (await app.get(path, READ_ANEW)).body ?? '';
/** The links of a part of a page: each with its words. */
const linksIn = (html: string, from: string, to: string): string[] => {
  const part = html.slice(html.indexOf(from), html.indexOf(to, html.indexOf(from)));
  return [...part.matchAll(/<a[^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g)].map(([, href, label]) => `${label}: ${href}`);
};
const headerOf = (html: string) => linksIn(html, '<nav class="menu"', '</nav>');
const footerOf = (html: string) => linksIn(html, '<footer', '</footer>');

describe('the menus of an untouched paper', () => {
  it('are its sections, its feeds and its API', async () => {
    const [header, more, footer, social] = await Promise.all(['header', 'more', 'footer', 'social'].map(read));
    const html = await show();

    expect(header?.json).toEqual({
      place: 'header',
      items: [{ section: 'abroad' }, { section: 'home' }],
      usual: true,
      version: 0,
    });
    expect([more?.json.items, social?.json.items]).toEqual([[], []]);
    expect(footer?.json.items[1]).toEqual({ address: '/feed.rss', label: 'RSS' });
    expect(headerOf(html)).toEqual(['Abroad: /abroad', 'Home: /home']);
    expect(footerOf(html)).toEqual([
      'Broadsheet: /',
      'RSS: /feed.rss',
      'Atom: /feed.atom',
      'JSON Feed: /feed.json',
      'API: /docs',
      'Back to top: #top',
    ]);
    expect(html).not.toContain('<details');
  });
});

describe('a menu that editors change', () => {
  it('leads to sections, pages, tags, paths, other sites and mailboxes, in its order', async () => {
    await page('imprint', 'Imprint');
    const items = [
      { page: 'imprint' },
      { section: 'home', label: 'The city' },
      { section: 'abroad' },
      { tag: 'leap-second' },
      { address: '/archive/2026-11', label: 'Archive' },
      { address: 'https://shop.example/?a=1', label: 'Shop' },
      { address: 'mailto:desk@example.org', label: 'Write to us' },
    ];

    const saved = await save('header', items);

    expect([saved.statusCode, saved.json]).toEqual([200, { place: 'header', items, usual: false, version: 1 }]);
    expect(headerOf(await show())).toEqual([
      'Imprint: /imprint',
      'The city: /home',
      'Abroad: /abroad',
      'leap second: /tags/leap-second',
      'Archive: /archive/2026-11',
      'Shop: https://shop.example/?a=1',
      'Write to us: mailto:desk@example.org',
    ]);
    expect(await show('/imprint')).toContain('<a href="/imprint" aria-current="page">');
    expect(await show('/home')).toContain('<a href="/home" aria-current="true">The city</a>');
  });

  it('has more behind a word, accounts elsewhere, and a footer of its own', async () => {
    await page('imprint', 'Imprint');
    await editor.publish();
    await save('more', [{ tag: 'harbour', label: 'The harbour' }]);
    await save('footer', [{ page: 'imprint' }]);
    await save('social', [
      { address: 'https://x.com/broadsheet', label: 'X' },
      { address: 'https://social.example/@paper', label: 'Mastodon' },
    ]);

    const html = await show('/abroad/the-ferry-sails-again');

    expect(html).toMatch(/<summary>More<\/summary><ul><li><a href="\/tags\/harbour">The harbour<\/a>/);
    expect(footerOf(html)).toEqual([
      'Imprint: /imprint',
      'X: https://x.com/broadsheet',
      'Mastodon: https://social.example/@paper',
      'Back to top: #top',
    ]);
    expect(html).toContain('<a rel="me noopener" href="https://social.example/@paper">');
    expect(html).toContain('<meta name="twitter:site" content="@broadsheet"/>');
    expect(html).toContain('"sameAs":["https://x.com/broadsheet","https://social.example/@paper"]');
    expect(await show()).toContain('<meta name="twitter:site" content="@broadsheet"/>');
  });

  it('shows a page from its very millisecond on, and not once it is withdrawn', async () => {
    const planned = await page('imprint', 'Imprint', EVENING);
    await save('footer', [{ page: 'imprint' }, { address: '/docs', label: 'API' }]);
    const before = footerOf((await app.get('/abroad')).body ?? '');
    app.setClock(EVENING);
    const after = footerOf((await app.get('/abroad')).body ?? '');
    const headers = { 'if-match': `"${planned.json.version}"` };
    await editor.send('POST', `/v1/newsroom/pages/${planned.json.id}/withdraw`, { body: {}, headers });

    expect([before[0], after[0]]).toEqual(['API: /docs', 'Imprint: /imprint']);
    expect(footerOf(await show('/abroad'))[0]).toBe('API: /docs');
  });

  it('goes back to what an untouched paper has', async () => {
    await save('header', [{ section: 'home' }]);

    const back = await save('header', null, 1);

    expect([back.json.usual, back.json.version]).toEqual([true, 2]);
    expect(headerOf(await show())).toEqual(['Abroad: /abroad', 'Home: /home']);
  });

  it('may be empty', async () => {
    await save('footer', []);

    expect(footerOf(await show())).toEqual(['Back to top: #top']);
  });

  it('costs no request beside those of a section front', async () => {
    await save('more', [{ tag: 'harbour' }]);
    await show('/abroad');
    await show('/abroad');

    const { dynamodb } = app.logs.findLast(({ message }) => message === 'request')?.data ?? {};
    expect(dynamodb?.requests).toBe(2);
  });

  it('keeps two editors apart, and who did what', async () => {
    await save('footer', [{ section: 'home' }]);

    const stale = await save('footer', [], 0, new Editor(app, 'tobias@example.org'));
    const acts = await editor.get(`/v1/newsroom/acts?day=${NOON.slice(0, 10)}`);

    expect([stale.statusCode, stale.json.code, stale.json.detail]).toEqual([
      412,
      'version-stale',
      'ines@example.org has changed the menu since; nothing was overwritten.',
    ]);
    expect(acts.json.items).toEqual([
      {
        kind: 'menu',
        article: null,
        name: 'footer',
        at: NOON,
        by: 'ines@example.org',
        act: 'save',
        version: 1,
        headline: null,
        detail: 'home',
      },
    ]);
  });

  it.each<[string, string, object, string, string]>([
    ['a script', 'footer', { address: 'javascript:alert(1)', label: 'x' }, '/items/0/address', 'must be a path of'],
    [
      'a script in capitals',
      'footer',
      { address: 'JaVaScRiPt:alert(1)', label: 'x' },
      '/items/0/address',
      'must be a path',
    ],
    ['data', 'footer', { address: 'data:text/html,x', label: 'x' }, '/items/0/address', 'must be a path'],
    ['http', 'footer', { address: 'http://example.org/', label: 'x' }, '/items/0/address', 'must be a path'],
    [
      'another host by slashes',
      'footer',
      { address: '//evil.example', label: 'x' },
      '/items/0/address',
      'must be a path',
    ],
    ['a backslash', 'footer', { address: '/\\evil.example', label: 'x' }, '/items/0/address', 'must be a path'],
    ['credentials', 'footer', { address: 'https://a:b@example.org', label: 'x' }, '/items/0/address', 'must be a path'],
    ['a line break', 'footer', { address: '/a\nb', label: 'x' }, '/items/0/address', 'must be a path'],
    [
      'a mailbox with headers',
      'footer',
      { address: 'mailto:a@b.org?bcc=c@d.org', label: 'x' },
      '/items/0/address',
      'must be a path',
    ],
    ['no words', 'footer', { address: '/docs' }, '/items/0/label', 'is required'],
    ['nothing', 'footer', { label: 'x' }, '/items/0', 'must name one of'],
    ['two things', 'footer', { section: 'home', tag: 'harbour' }, '/items/0', 'must name one of'],
    ['an unknown section', 'header', { section: 'nowhere' }, '/items/0/section', 'is not a section'],
    ['an unknown page', 'header', { page: 'nowhere' }, '/items/0/page', 'is not a page'],
    ['an unknown name', 'header', { section: 'home', link: '/' }, '/items/0/link', 'is not a field here'],
    ['no account', 'social', { section: 'home' }, '/items/0', 'must be the https address'],
    [
      'a mailbox as an account',
      'social',
      { address: 'mailto:a@b.org', label: 'x' },
      '/items/0',
      'must be the https address',
    ],
  ])('is refused with %s', async (_, place, item, pointer, detail) => {
    const answer = await save(place, [item]);

    expect(outcome(answer)).toEqual([
      422,
      'field-invalid',
      [expect.objectContaining({ pointer, detail: expect.stringContaining(detail) })],
    ]);
    expect((await read(place)).json.version).toBe(0);
  });

  it('is refused with one place twice, and with more than forty', async () => {
    const many = Array.from({ length: 41 }, (_, index) => ({ tag: `tag-${index}` }));

    const answers = [
      await save('footer', [{ section: 'home' }, { section: 'home', label: 'Again' }]),
      await save('footer', many),
    ];

    expect(answers.map(({ json }) => json.errors.map(({ pointer }: { pointer: string }) => pointer))).toEqual([
      ['/items'],
      ['/items'],
    ]);
  });

  it('is refused at another place', async () => {
    expect((await save('sidebar', [])).statusCode).toBe(404);
  });
});
