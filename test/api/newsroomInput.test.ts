import { beforeAll, describe, expect, it } from 'vitest';
import { type App, startApp } from '../support/app.ts';
import { denseTexts } from '../support/denseTexts.ts';
import { ARTICLES, aText, aWholeText, type Content, Editor, EVENING, type Story, scan } from '../support/newsroom.ts';

const KIB = 1024;

let app: App;
let editor: Editor;
let story: Story;
/** The editor of another paper, for large texts: the tests of refusals read all that is stored, twice each. */
let large: Editor;

beforeAll(async () => {
  app = await startApp();
  // A function has ten seconds for a request, in which a busy machine may not get to render half a megabyte.
  large = new Editor(await startApp({ functionMilliseconds: 60_000 }));
  editor = new Editor(app);
  story = await editor.create({ slug: 'there' });
});

const begin = (body: unknown) => editor.send('POST', ARTICLES, { body });
const everything = async () => [await scan(app, 'published'), await scan(app, 'newsroom')];
const many = (word: string, count: number) => Array.from({ length: count }, (_, index) => `${word}-${index}`);

describe('a field of an article', () => {
  const image = { url: 'https://img.example.org/boat.jpg', alt: 'A boat', width: 1200, height: 800 };
  const small = { url: 'https://img.example.org/boat-600.jpg', width: 600 };
  const withSources = (sources: unknown) => ({ image: { ...image, sources } });
  const widths = (count: number) => Array.from({ length: count }, (_, index) => ({ ...small, width: index + 1 }));
  const welsh = { language: 'cy', url: 'https://cy.example.org/tramor/y-fferi' };
  const languages = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...welsh, language: `en-${index + 10}` }));
  const long = (length: number) => 'https://example.org/'.padEnd(length, 'x');

  it.each<[string, Content, string]>([
    ['a headline that is missing', { headline: undefined }, '/headline'],
    ['a headline that is empty', { headline: ' \t ' }, '/headline'],
    ['a headline that is a number', { headline: 7 }, '/headline'],
    ['a headline that is null', { headline: null }, '/headline'],
    ['a headline of two lines', { headline: 'One\nTwo' }, '/headline'],
    ['a headline of 201 characters', { headline: 'x'.repeat(201) }, '/headline'],
    ['a headline nobody can see', { headline: '\u200b\u200b' }, '/headline'],
    ['a kicker of 61 characters', { kicker: 'x'.repeat(61) }, '/kicker'],
    ['a short headline of 101 characters', { shortHeadline: 'x'.repeat(101) }, '/shortHeadline'],
    ['a kind that is none', { kind: 'column' }, '/kind'],
    ['a label that is none', { label: 'urgent' }, '/label'],
    ['an importance of 0', { importance: 0 }, '/importance'],
    ['an importance of 4', { importance: 4 }, '/importance'],
    ['an importance of one and a half', { importance: 1.5 }, '/importance'],
    ['a front that is a text', { keptOffFronts: 'yes' }, '/keptOffFronts'],
    ['a standfirst of 501 characters', { standfirst: 'x'.repeat(501) }, '/standfirst'],
    ['a section that is not there', { section: 'nowhere' }, '/section'],
    ['a section that is a list', { section: ['home'] }, '/section'],
    ['a section that is an address', { section: '../home' }, '/section'],
    ['81 tags', { tags: many('tag', 81) }, '/tags'],
    ['a tag twice', { tags: ['boats', 'boats'] }, '/tags'],
    ['a tag in capitals', { tags: ['Boats'] }, '/tags/0'],
    ['tags that are a text', { tags: 'boats' }, '/tags'],
    ['a tag that would be another listing', { tags: ['x#latest'] }, '/tags/0'],
    ['a tag of 61 characters', { tags: ['x'.repeat(61)] }, '/tags/0'],
    ['no author', { byline: [] }, '/byline'],
    ['11 authors', { byline: many('Author', 11) }, '/byline'],
    ['an author twice', { byline: ['Ines', 'Ines'] }, '/byline'],
    ['an author without a name', { byline: [''] }, '/byline/0'],
    ['a slug with a slash', { slug: 'a/b' }, '/slug'],
    ['a slug in capitals', { slug: 'The-Ferry' }, '/slug'],
    ['a slug with a hash', { slug: 'a#b' }, '/slug'],
    ['a slug of 121 characters', { slug: 'x'.repeat(121) }, '/slug'],
    ['a slug that is empty', { slug: '' }, '/slug'],
    ['a slug that is null', { slug: null }, '/slug'],
    ['a slug that is reserved', { slug: 'sitemap' }, '/slug'],
    ['a body that is missing', { body: undefined }, '/body'],
    ['a body that is an object', { body: {} }, '/body'],
    ['a body with a lone surrogate', { body: '\ud800' }, '/body'],
    ['a body with a null character', { body: 'a\u0000b' }, '/body'],
    ['a format nobody renders', { format: 'latex' }, '/format'],
    ['a language that is none', { language: 'English!' }, '/language'],
    ['comments open for some', { commentsOpen: 'yes' }, '/commentsOpen'],
    ['an image over http', { image: { ...image, url: 'http://img.example.org/boat.jpg' } }, '/image/url'],
    ['an image at no address at all', { image: { ...image, url: 'https://[' } }, '/image/url'],
    ['an image at half a character', { image: { ...image, url: 'https://a.example/\ud800' } }, '/image/url'],
    ['an image whose address turns about', { image: { ...image, url: 'https://a.example/\u202e' } }, '/image/url'],
    ['an image at no port', { image: { ...image, url: 'https://a.example:99999/' } }, '/image/url'],
    ['an image that is a script', { image: { ...image, url: 'javascript:alert(1)' } }, '/image/url'],
    ['an image without a text', { image: { ...image, alt: undefined } }, '/image/alt'],
    ['an image of half a pixel', { image: { ...image, width: 0.5 } }, '/image/width'],
    ['an image that is a text', { image: 'boat.jpg' }, '/image'],
    ['widths that are a text', withSources('wide'), '/image/sources'],
    ['9 other widths', withSources(widths(9)), '/image/sources'],
    ['a width twice', withSources([small, small]), '/image/sources'],
    ['another width that is the image’s own', withSources([{ ...small, width: 1200 }]), '/image/sources'],
    [
      'another width over http',
      withSources([{ ...small, url: 'http://img.example.org/s.jpg' }]),
      '/image/sources/0/url',
    ],
    ['another width at no address at all', withSources([{ ...small, url: 'https://%' }]), '/image/sources/0/url'],
    [
      'another width at an address of 1,001 characters',
      withSources([{ ...small, url: long(1_001) }]),
      '/image/sources/0/url',
    ],
    [
      'another width at an address with a blank',
      withSources([{ ...small, url: 'https://a 2x' }]),
      '/image/sources/0/url',
    ],
    ['another width without an address', withSources([{ width: 600 }]), '/image/sources/0/url'],
    ['another width of no pixel', withSources([{ ...small, width: 0 }]), '/image/sources/0/width'],
    ['another width of 20,001 pixels', withSources([{ ...small, width: 20_001 }]), '/image/sources/0/width'],
    ['another width that is a text', withSources([{ ...small, width: '600' }]), '/image/sources/0/width'],
    ['translations that are none', { translations: null }, '/translations'],
    ['translations by language', { translations: { cy: welsh.url } }, '/translations'],
    ['21 translations', { translations: languages(21) }, '/translations'],
    ['a translation twice', { translations: [welsh, welsh] }, '/translations'],
    [
      'a translation twice, once in capitals',
      {
        translations: [
          { ...welsh, language: 'zh-tw' },
          { ...welsh, language: 'zh-TW' },
        ],
      },
      '/translations',
    ],
    ['a translation into its own language', { language: 'cy', translations: [welsh] }, '/translations'],
    [
      'a translation into the language it has unless it says so',
      { translations: [{ ...welsh, language: 'en-GB' }] },
      '/translations',
    ],
    [
      'a translation into no language',
      { translations: [{ ...welsh, language: 'Welsh!' }] },
      '/translations/0/language',
    ],
    ['a translation without a language', { translations: [{ url: welsh.url }] }, '/translations/0/language'],
    ['a translation over http', { translations: [{ ...welsh, url: 'http://cy.example.org/' }] }, '/translations/0/url'],
    ['a translation at a path', { translations: [{ ...welsh, url: '/tramor/y-fferi' }] }, '/translations/0/url'],
    [
      'a translation that is a script',
      { translations: [{ ...welsh, url: 'javascript:alert(1)' }] },
      '/translations/0/url',
    ],
    ['a translation at no address at all', { translations: [{ ...welsh, url: 'https://[::' }] }, '/translations/0/url'],
    [
      'a translation at an address of 501 characters',
      { translations: [{ ...welsh, url: long(501) }] },
      '/translations/0/url',
    ],
  ])('that is %s is named, and nothing is written', async (_what, changes, pointer) => {
    const before = await everything();

    const begun = await begin(aText(changes));
    const saved = await story.save(changes);

    for (const { statusCode, json } of [begun, saved].slice(0, pointer === '/slug' && changes.slug === '' ? 1 : 2)) {
      expect([statusCode, json.code]).toEqual([422, 'field-invalid']);
      expect(json.errors[0].pointer).toBe(pointer);
    }
    expect(await everything()).toEqual(before);
  });

  it.each<[string, Content, string, string]>([
    ['an author who is a number', { byline: [7] }, '/byline/0', 'must be a text'],
    ['an author without a slug', { byline: [{ name: 'Ines' }] }, '/byline/0/slug', 'is required'],
    ['an author whose name is a number', { byline: [{ name: 7, slug: 'ines' }] }, '/byline/0/name', 'must be a text'],
    ['an author of 101 characters', { byline: ['x'.repeat(101)] }, '/byline/0', 'must be at most 100 characters long'],
    ['a standfirst of 501', { standfirst: 'x'.repeat(501) }, '/standfirst', 'must be at most 500 characters long'],
    ['a standfirst that is a number', { standfirst: 7 }, '/standfirst', 'must be a text'],
    ['tags that are a text', { tags: 'boats' }, '/tags', 'must be a list'],
    ['a width that is broken', { image: { ...image, width: 1.5 } }, '/image/width', 'must be a whole number'],
  ])('that is %s is told in words', async (_what, changes, pointer, detail) => {
    const { json } = await begin(aText(changes));

    expect(json.errors).toEqual([{ pointer, detail }]);
  });

  it('may hold all there may be', async () => {
    const answer = await large.send('POST', ARTICLES, {
      body: aText({
        kicker: '語'.repeat(60),
        headline: '語'.repeat(200),
        shortHeadline: '語'.repeat(100),
        standfirst: '語'.repeat(500),
        tags: many('tag', 20),
        byline: many('Author', 10),
        slug: 'x'.repeat(120),
        body: 'x'.repeat(300 * KIB - 7),
        image: {
          ...image,
          alt: '語'.repeat(500),
          caption: '語'.repeat(500),
          credit: '語'.repeat(200),
          sources: widths(8).map((each) => ({ ...each, url: long(1_000) })),
        },
        translations: languages(20).map((each) => ({ ...each, url: long(500) })),
      }),
    });
    const published = await large.send('POST', `${ARTICLES}/${answer.json.id}/publish`, {
      body: {},
      headers: { 'if-match': '"1"' },
    });

    expect([answer.statusCode, published.statusCode]).toEqual([201, 200]);
  });
});

describe('a body that is too large', () => {
  it.each([
    ['by a byte', 'x'.repeat(300 * KIB + 1)],
    ['in bytes, not in characters', '語'.repeat(100 * KIB + 1)],
    ['for the function to read at all', 'x'.repeat(3_000 * KIB)],
  ])('%s is refused before anything is written: 413', async (_how, body) => {
    const before = await everything();

    const answers = [await begin(aText({ body })), await story.save({ body })];

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
      Array(2).fill([413, 'body-too-large']),
    );
    expect(await everything()).toEqual(before);
  });
});

describe('the size of a body', () => {
  /** JSON with escapes where a careful or an old program writes them, and for every x. */
  const escaped = (content: object) =>
    JSON.stringify(content).replace(
      /x|[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );

  it.each([
    ['Latin letters', 'x', 300 * KIB],
    ['Cyrillic letters', 'ж', 150 * KIB],
    ['line breaks between words', 'x\n', 150 * KIB],
    ['quotation marks in HTML', '"', 300 * KIB],
  ])('is that of the text, and not of its escapes in JSON: %s', async (_what, unit, count) => {
    const body = escaped(aText({ body: unit.repeat(count).trim(), format: 'html' }));
    const headers = { 'content-type': 'application/json' };

    const { statusCode, json } = await large.send('POST', ARTICLES, { body: Buffer.from(body), headers });

    expect([statusCode, json.code, json.detail]).toEqual([201, undefined, undefined]);
  });

  it('is told in numbers that its author can count', async () => {
    const { statusCode, json } = await begin(aText({ body: '語'.repeat(100 * KIB + 1) }));

    expect([statusCode, json.detail]).toEqual([
      413,
      'The text is 102401 characters long, 307203 bytes in UTF-8; an article holds at most 307200 bytes.',
    ]);
  });

  it.each(Object.entries(denseTexts(300 * KIB)))(
    'is that of the text, however much markup adds: %s',
    async (_kind, { body, format }) => {
      const story = await large.publish({ body, format });

      const { statusCode, json } = await large.app.get(`/v1/articles/${story.slug}`);

      expect([statusCode, Buffer.byteLength(json.body) > Buffer.byteLength(body)]).toEqual([200, true]);
    },
  );
});

describe('a body that cannot be read', () => {
  it.each([
    ['nothing', '', 400],
    ['half of JSON', '{"headline": ', 400],
    ['a list', '[]', 422],
    ['a number', '7', 422],
    ['a key twice', '{"headline":"a","headline":"b"}', 400],
    ['__proto__', '{"__proto__":{"headline":"a"}}', 400],
    ['a deep nest', '['.repeat(1_000) + ']'.repeat(1_000), 400],
  ])('for it is %s is refused by every route that reads one', async (_what, body, status) => {
    const { 'if-match': version } = story.ifMatch;
    const headers = { 'if-match': version, 'content-type': 'application/json' };
    const targets = [
      ['POST', ARTICLES],
      ['PUT', story.address],
      ...['publish', 'correct', 'withdraw', 'unschedule', 'restore', 'revisions/1/restore'].map((step) => [
        'POST',
        `${story.address}/${step}`,
      ]),
      ['POST', '/v1/newsroom/sections'],
      ['PATCH', story.address],
      ['PUT', '/v1/newsroom/sections'],
      ['PUT', '/v1/newsroom/sections/home'],
      ['PUT', '/v1/newsroom/authors/ines-calder'],
      ['PATCH', '/v1/newsroom/sections/home'],
      ['PATCH', '/v1/newsroom/authors/ines-calder'],
    ] as const;

    const answers = await Promise.all(
      targets.map(([method = '', target = '']) => editor.send(method, target, { body: Buffer.from(body), headers })),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(targets.map(() => status));
  });

  it('for it says it is XML is refused: 415', async () => {
    const answer = await editor.send('POST', ARTICLES, { body: '<a/>', headers: { 'content-type': 'text/xml' } });

    expect([answer.statusCode, answer.json.code]).toEqual([415, 'media-type-unsupported']);
  });
});

describe('what comes with an act', () => {
  it.each<[string, unknown, string]>([
    ['publish', { at: 'tomorrow' }, '/at'],
    ['publish', { at: 1_800_000_000 }, '/at'],
    ['publish', { at: null }, '/at'],
    ['publish', { at: '2026-11-24' }, '/at'],
    ['publish', { at: '2026-11-24T09:00:00' }, '/at'],
    ['publish', { at: '2026-02-30T09:00:00Z' }, '/at'],
    ['publish', { at: '2026-11-24T25:00:00Z' }, '/at'],
    ['publish', { at: '0000-01-01T00:00:00Z' }, '/at'],
    ['correct', {}, '/note'],
    ['correct', { note: '' }, '/note'],
    ['correct', { note: 'x'.repeat(1_001) }, '/note'],
    ['correct', { note: ['Wrong.'] }, '/note'],
  ])('%s with %o is refused, naming the field', async (step, body, pointer) => {
    const answer = await editor.send('POST', `${story.address}/${step}`, { body, headers: story.ifMatch });

    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors[0].pointer).toBe(pointer);
  });

  it.each<[string, string, Content, string]>([
    ['POST', 'sections', { name: 'Culture', title: 'Culture' }, '/name'],
    ['POST', 'sections', { name: 'a#b', title: 'Culture' }, '/name'],
    ['POST', 'sections', { title: 'Culture' }, '/name'],
    ['POST', 'sections', { name: 'x'.repeat(41), title: 'Culture' }, '/name'],
    ['POST', 'sections', { name: 'culture' }, '/title'],
    ['PUT', 'sections/home', { title: '' }, '/title'],
    ['PUT', 'sections/home', { title: 'x'.repeat(101) }, '/title'],
    ['PUT', 'sections/home', { title: 'Home', description: '', open: 'no' }, '/open'],
    ['PUT', 'sections/home', { title: 'Home', description: 'x'.repeat(501) }, '/description'],
    ['PUT', 'sections', { names: 'home' }, '/names'],
    ['PUT', 'authors/ines-calder', { name: 'Ines' }, '/biography'],
    [
      'PUT',
      'authors/ines-calder',
      { name: 'Ines', biography: 'x'.repeat(1_001), role: '', portrait: null, contact: null, links: [] },
      '/biography',
    ],
    [
      'PUT',
      'authors/ines-calder',
      { name: '', biography: 'Writes.', role: '', portrait: null, contact: null, links: [] },
      '/name',
    ],
  ])('%s %s with %o is refused, naming the field', async (method, path, body, pointer) => {
    const before = await everything();

    const answer = await editor.send(method, `/v1/newsroom/${path}`, { body });

    expect([answer.statusCode, answer.json.code, answer.json.errors[0].pointer]).toEqual([
      422,
      'field-invalid',
      pointer,
    ]);
    expect(await everything()).toEqual(before);
  });
});

describe('an address that is not one of ours', () => {
  const HOSTILE = [
    'x',
    '0',
    'null',
    '__proto__',
    'constructor',
    '%00',
    '%2e%2e',
    '..%5c..',
    'ARTICLE%23x',
    '%27%20OR%201=1',
    '{id}',
    '%F0%9F%9A%A2',
    '%ff',
    '00000000-0000-4000-8000-00000000000G',
    '00000000-0000-4000-8000-000000000000%0a',
    'B04C7EEB-1A39-4A4B-B163-49FEF93C9628',
    'a'.repeat(2_000),
  ];
  const routesOf = (id: string) =>
    [
      ['GET', `${ARTICLES}/${id}`],
      ['PUT', `${ARTICLES}/${id}`],
      ['PATCH', `${ARTICLES}/${id}`],
      ['DELETE', `${ARTICLES}/${id}`],
      ['GET', `${ARTICLES}/${id}/preview`],
      ['GET', `${ARTICLES}/${id}/preview.html`],
      ...['publish', 'unschedule', 'correct', 'withdraw', 'restore'].map((step) => [
        'POST',
        `${ARTICLES}/${id}/${step}`,
      ]),
      ['GET', `${ARTICLES}/${id}/revisions`],
      ['GET', `${ARTICLES}/${id}/revisions/1`],
      ['GET', `${ARTICLES}/${id}/revisions/1/comparison?with=1`],
      ['POST', `${ARTICLES}/${id}/revisions/1/restore`],
      ['GET', `${ARTICLES}/${id}/acts`],
    ] as [string, string][];
  const bodyOf = (method: string, target: string) => {
    if (method === 'PUT') return aWholeText();
    if (method === 'GET' || method === 'DELETE') return undefined;
    return target.endsWith('correct') ? { note: 'Wrong.' } : {};
  };

  it.each(HOSTILE)('for its id is %s is unknown to every route', async (id) => {
    const answers = await Promise.all(
      routesOf(id).map(([method, target]) =>
        editor.send(method, target, { body: bodyOf(method, target), headers: { 'if-match': '"1"' } }),
      ),
    );

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
      answers.map(() => [404, 'parameter-invalid']),
    );
  });

  it.each(HOSTILE)('for its revision is %s is unknown to every route', async (revision) => {
    const of = `${story.address}/revisions/${revision}`;
    const answers = await Promise.all([
      editor.get(of),
      editor.get(`${of}/comparison?with=1`),
      editor.send('POST', `${of}/restore`, { body: {}, headers: story.ifMatch }),
    ]);

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
  });

  it.each(['__proto__', '%00', 'A', 'x%23y', '..%5c', 'a'.repeat(200)])(
    'for its section or author is %s is unknown',
    async (name) => {
      const answers = await Promise.all([
        editor.send('PUT', `/v1/newsroom/sections/${name}`, { body: { title: 'X' } }),
        editor.send('PUT', `/v1/newsroom/authors/${name}`, {
          body: { name: 'X', biography: 'X', role: '', portrait: null, contact: null, links: [] },
        }),
        app.get(`/v1/authors/${name}`),
      ]);

      expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
    },
  );

  it('for its article or revision is not there is unknown', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const answers = await Promise.all(
      [...routesOf(unknown), ['GET', `${story.address}/revisions/999999`] as [string, string]]
        .filter(([, target]) => !target.endsWith('/acts'))
        .map(([method, target]) =>
          editor.send(method, target, { body: bodyOf(method, target), headers: { 'if-match': '"1"' } }),
        ),
    );

    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 404));
    expect(answers.every(({ json }) => /^(article|revision)-not-found$/.test(json.code))).toBe(true);
  });
});

describe('a query of the newsroom', () => {
  it.each([
    [`${ARTICLES}`, 'state'],
    [`${ARTICLES}?state=all`, 'state'],
    [`${ARTICLES}?state=draft&limit=0`, 'limit'],
    [`${ARTICLES}?state=draft&limit=101`, 'limit'],
    [`${ARTICLES}?state=draft&limit=1e1`, 'limit'],
    [`${ARTICLES}?state=draft&limit=-1`, 'limit'],
    ['/v1/newsroom/acts', 'day'],
    ['/v1/newsroom/acts?day=today', 'day'],
    ['/v1/newsroom/acts?day=2026-02-30', 'day'],
    ['/v1/newsroom/acts?day=2026-11-23T00:00:00Z', 'day'],
    ['/v1/newsroom/acts?day=20261123', 'day'],
  ])('%s is refused, naming %s', async (target, parameter) => {
    const answer = await editor.get(target);

    expect([answer.statusCode, answer.json.code, answer.json.errors[0].parameter]).toEqual([
      400,
      'query-invalid',
      parameter,
    ]);
  });

  const encoded = (...payload: unknown[]) => Buffer.from(JSON.stringify(payload)).toString('base64url');
  const lists = () => [
    [`${ARTICLES}?state=draft&`, 'copies/draft'],
    [`${story.address}/revisions?`, `revisions/${story.id}`],
    [`${story.address}/acts?`, `acts/${story.id}`],
    ['/v1/newsroom/acts?day=2026-11-23&', 'acts/2026-11-23'],
  ];

  it.each([
    ['no base64url', () => '!!!'],
    ['no JSON', () => Buffer.from('nonsense').toString('base64url')],
    ['of another list', () => encoded(1, 'latest', 'after', '2026-11-23T12:00:00.000Z#x')],
    ['of another version', (list: string) => encoded(2, list, 'after', 'x')],
    ['at no position', (list: string) => encoded(1, list, 'after', 'REVISION#LATEST')],
    ['above everything', (list: string) => encoded(1, list, 'before', '~')],
    ['too long', (list: string) => encoded(1, list, 'after', 'x'.repeat(1_000))],
  ])('with a cursor that is %s is refused by every list', async (_what, forge) => {
    const answers = await Promise.all(
      lists().map(([target = '', list = '']) => editor.get(`${target}cursor=${encodeURIComponent(forge(list))}`)),
    );

    expect(answers.map(({ statusCode, json }) => [statusCode, json.code])).toEqual(
      lists().map(() => [400, 'cursor-invalid']),
    );
  });

  it('with a cursor of one state is refused by the list of another', async () => {
    await editor.create();
    const { json } = await editor.get(`${ARTICLES}?state=draft&limit=1`);

    const answer = await editor.get(`${ARTICLES}?state=withdrawn&cursor=${json.next}`);

    expect([answer.statusCode, answer.json.code]).toEqual([400, 'cursor-invalid']);
  });

  it.each(['', '0', 'x', '1.5', '-1'])('comparing with the revision "%s" is refused', async (number) => {
    const answer = await editor.get(`${story.address}/revisions/1/comparison?with=${number}`);

    expect([answer.statusCode, answer.json.errors[0].parameter]).toEqual([400, 'with']);
  });
});

/** Whatever an article is asked to do and by what field names the asking goes wrong. */
describe('a name nobody knows', () => {
  const image = { url: 'https://img.example.org/boat.jpg', alt: 'A boat', width: 1200, height: 800 };

  it.each<[string, Content, string, string | undefined]>([
    ['the singular', { tag: ['boats'] }, '/tag', 'tags'],
    ['a capital', { standFirst: 'Back.' }, '/standFirst', 'standfirst'],
    ['half a name', { comments: false }, '/comments', 'commentsOpen'],
    ['an underscore', { comments_open: false }, '/comments_open', 'commentsOpen'],
    ['a hyphen', { 'comments-open': false }, '/comments-open', 'commentsOpen'],
    ['capitals throughout', { HEADLINE: 'x' }, '/HEADLINE', 'headline'],
    ['a slip', { langauge: 'cy' }, '/langauge', 'language'],
    ['a letter too few', { sectio: 'home' }, '/sectio', 'section'],
    ['a field of the answer', { publishedAt: '2020-01-01T00:00:00.000Z' }, '/publishedAt', undefined],
    ['a name of objects', { constructor: 1 }, '/constructor', undefined],
    ['signs of pointers', { 'a/b~c': 1 }, '/a~1b~0c', undefined],
    ['no letter at all', { '': 1 }, '/', undefined],
    [
      'two letters swapped',
      { image: { ...image, sources: [{ url: image.url, width: 600, widht: 1 }] } },
      '/image/sources/0/widht',
      'width',
    ],
    ['a field of an author', { byline: [{ name: 'Ines', slug: 'ines', slugs: 'x' }] }, '/byline/0/slugs', 'slug'],
    ['a field of an image', { image: { ...image, captoin: 'Fog' } }, '/image/captoin', 'caption'],
    [
      'a field of another width',
      { image: { ...image, sources: [{ url: image.url, width: 600, type: 'webp' }] } },
      '/image/sources/0/type',
      undefined,
    ],
    [
      'a field of a translation',
      { translations: [{ language: 'cy', url: 'https://cy.example.org/y', lang: 'cy' }] },
      '/translations/0/lang',
      'language',
    ],
  ])('as %s is refused where it stands, with the one that is near', async (_what, changes, pointer, nearest) => {
    const before = await everything();

    const answers = [await begin(aText(changes)), await story.save(changes)];

    const hint = nearest ? ` (did you mean "${nearest}"?)` : '';
    for (const { statusCode, json } of answers) {
      expect([statusCode, json.code]).toEqual([422, 'field-invalid']);
      expect(json.errors).toEqual([{ pointer, detail: `is not a field here${hint}` }]);
    }
    expect(await everything()).toEqual(before);
  });

  it('is told together with everything else that is wrong', async () => {
    const { json } = await begin(aText({ headline: '', tag: [], image: { ...image, width: 0, hight: 1 } }));

    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/tag',
      '/image/hight',
      '/headline',
      '/image/width',
    ]);
    expect(json.detail).toContain('tag is not a field here (did you mean "tags"?); image/hight');
  });

  it('is told fifty times, and how many more there are', async () => {
    const names = Object.fromEntries(many('name', 9_000).map((name) => [name, 1]));

    const { json, body } = await begin(aText(names));

    expect(json.errors).toHaveLength(50);
    expect(json.detail).toMatch(/; and 8950 more\.$/);
    expect(body?.length).toBeLessThan(10_000);
  });

  it('of great length is not sent back', async () => {
    const { json, body } = await begin(aText({ image: { ...image, ['x'.repeat(60_000)]: 1 } }));

    expect(json.errors).toEqual([
      { pointer: '/image', detail: 'holds a name of 60000 characters, which is no field here' },
    ]);
    expect(body?.length).toBeLessThan(1_000);
  });

  it.each([
    ['draft', 'publish', { publishAt: EVENING }, '/publishAt', 'at'],
    ['draft', 'publish', { At: EVENING }, '/At', 'at'],
    ['draft', 'publish', { scheduled_at: EVENING }, '/scheduled_at', 'at'],
    ['draft', 'publish', { when: EVENING }, '/when', undefined],
    ['draft', 'publish', { at: EVENING, embargo: true }, '/embargo', undefined],
    ['published', 'correct', { note: 'Wrong.', at: EVENING }, '/at', undefined],
    ['published', 'withdraw', { at: EVENING }, '/at', undefined],
    ['withdrawn', 'restore', { at: EVENING }, '/at', undefined],
    ['scheduled', 'unschedule', { reason: 'no' }, '/reason', undefined],
    ['draft', 'revisions/1/restore', { publish: true }, '/publish', undefined],
  ] as const)('of an article that is %s makes no step of %s with %o', async (state, step, body, pointer, nearest) => {
    const article = await editor.story(state);
    const before = await everything();

    const answer = await editor.send('POST', `${article.address}/${step}`, { body, headers: article.ifMatch });

    const hint = nearest ? ` (did you mean "${nearest}"?)` : '';
    expect([answer.statusCode, answer.json.code]).toEqual([422, 'field-invalid']);
    expect(answer.json.errors).toEqual([{ pointer, detail: `is not a field here${hint}` }]);
    expect(await everything()).toEqual(before);
  });

  it('is refused where no body is read at all', async () => {
    const draft = await editor.create();

    const refused = await editor.send('DELETE', draft.address, { body: { dryRun: true }, headers: draft.ifMatch });
    const deleted = await editor.send('DELETE', draft.address, { body: {}, headers: draft.ifMatch });

    expect([refused.statusCode, refused.json.errors]).toEqual([
      422,
      [{ pointer: '/dryRun', detail: 'is not a field here' }],
    ]);
    expect(deleted.statusCode).toBe(200);
  });

  it.each([
    ['POST', 'sections', { name: 'culture', title: 'Culture', slug: 'culture' }, '/slug'],
    ['PUT', 'sections/home', { title: 'Home', opn: false }, '/opn'],
    ['PUT', 'sections', { names: ['home', 'abroad'], order: 1 }, '/order'],
    [
      'PUT',
      'authors/ines-calder',
      { name: 'Ines', biography: 'Writes.', role: '', portrait: null, contact: null, links: [], bio: 'x' },
      '/bio',
    ],
  ])('is refused by %s %s with %o', async (method, path, body, pointer) => {
    const before = await everything();

    const answer = await editor.send(method, `/v1/newsroom/${path}`, { body });

    expect([answer.statusCode, answer.json.errors[0].pointer]).toEqual([422, pointer]);
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['GET', `${ARTICLES}?state=draft&order=newest`, 'order', undefined],
    ['GET', `${ARTICLES}?state=draft&Limit=5`, 'Limit', 'limit'],
    ['GET', '/v1/newsroom/sections?state=open', 'state', undefined],
    ['POST', `${ARTICLES}?publish=true`, 'publish', undefined],
  ])('is refused in the query of %s %s', async (method, target, parameter, nearest) => {
    const before = await everything();

    const answer = await editor.send(method, target, method === 'POST' ? { body: aText() } : {});

    const hint = nearest ? ` (did you mean "${nearest}"?)` : '';
    expect([answer.statusCode, answer.json.code]).toEqual([400, 'query-invalid']);
    expect(answer.json.errors).toEqual([{ parameter, detail: `is not a parameter here${hint}` }]);
    expect(await everything()).toEqual(before);
  });
});

describe("a section's name", () => {
  it('is kept: another one in the body is refused', async () => {
    const { etag = '' } = (await editor.get('/v1/newsroom/sections/home')).headers;
    const headers = { 'if-match': etag };
    const before = await everything();

    const answer = await editor.send('PUT', '/v1/newsroom/sections/home', {
      body: { name: 'abroad', title: 'Abroad', description: '', open: true },
      headers,
    });

    expect([answer.statusCode, answer.json.code, answer.json.errors[0].pointer]).toEqual([
      422,
      'field-invalid',
      '/name',
    ]);
    expect(await everything()).toEqual(before);
  });

  it('may be said', async () => {
    const body = { name: 'home', title: 'Home', description: '', open: true };
    const answer = await editor.change('/v1/newsroom/sections/home', body);

    expect([answer.statusCode, answer.json.name]).toEqual([200, 'home']);
  });
});
