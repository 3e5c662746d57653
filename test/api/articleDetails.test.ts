import { beforeEach, describe, expect, it } from 'vitest';
import { type App, ORIGIN, startApp } from '../support/app.ts';
import { Editor, type Story, scan, violations } from '../support/newsroom.ts';

const welsh = { language: 'cy', url: 'https://cy.example.org/tramor/y-fferi' };
const irish = { language: 'ga', url: 'https://ga.example.org/an-bad-farantoireachta' };
const oneWidth = {
  url: 'https://img.example.org/boat.jpg',
  alt: 'A boat',
  caption: null,
  credit: null,
  width: 1200,
  height: 800,
};
const image = { ...oneWidth, sources: [{ url: 'https://img.example.org/boat-600.jpg', width: 600 }] };
const LISTINGS = ['', '/abroad', '/tags/harbour', '/authors/ines-calder'];

let app: App;
let editor: Editor;

beforeEach(async () => {
  app = await startApp();
  editor = new Editor(app);
});

const read = async (slug: string) => (await app.get(`/v1/articles/${slug}`)).json;
const page = async (slug: string) => (await app.get(`/abroad/${slug}`)).body ?? '';
const entries = async () => (await scan(app, 'published')).filter(({ type }) => type === 'entry');
/** What was changed in each revision, newest first. */
const changes = async (story: Story) =>
  (await editor.get(`${story.address}/revisions`)).json.items.map(({ changed }: { changed: string[] }) => changed);

describe('the translations of an article', () => {
  it('are on its working copy, on the article and on its page, which names itself among them', async () => {
    const story = await editor.publish({ slug: 'ferry', language: 'en-GB', translations: [welsh, irish] });

    const links = (await page('ferry')).match(/<link rel="alternate" hreflang[^>]*>/g);
    expect((await story.read()).json.translations).toEqual([welsh, irish]);
    expect((await editor.get(`${story.address}/preview`)).json.translations).toEqual([welsh, irish]);
    expect((await read('ferry')).translations).toEqual([welsh, irish]);
    expect(links).toEqual([
      `<link rel="alternate" hreflang="en-GB" href="${ORIGIN}/abroad/ferry"/>`,
      `<link rel="alternate" hreflang="cy" href="${welsh.url}"/>`,
      `<link rel="alternate" hreflang="ga" href="${irish.url}"/>`,
    ]);
  });

  it('may be none: then the page names no language', async () => {
    const story = await editor.publish({ slug: 'ferry' });

    expect((await story.read()).json.translations).toEqual([]);
    expect((await read('ferry')).translations).toEqual([]);
    expect(await page('ferry')).not.toContain('hreflang');
  });

  it('change with the article, and the revision says so', async () => {
    const story = await editor.publish({ slug: 'ferry', translations: [welsh] });

    await story.save({ translations: [irish] });
    const before = (await read('ferry')).translations;
    await story.publish();

    expect([before, (await read('ferry')).translations]).toEqual([[welsh], [irish]]);
    expect((await changes(story))[0]).toEqual(['translations']);
    expect(await violations(app)).toEqual([]);
  });
});

describe('the other widths of an image', () => {
  it('are on its working copy, on the article and on its page, with the image itself', async () => {
    const story = await editor.publish({ slug: 'ferry', image });

    const html = await page('ferry');
    expect((await story.read()).json.image).toEqual(image);
    expect((await read('ferry')).image).toEqual(image);
    expect(html).toContain(
      'srcset="https://img.example.org/boat.jpg 1200w, https://img.example.org/boat-600.jpg 600w"',
    );
    const [photograph] = /<img [^>]*width="1200" height="800"/.exec(html) ?? [];
    expect(photograph).toContain('sizes="min(56rem, 100vw - 2.5rem)"');
  });

  it('may be none', async () => {
    await editor.publish({ slug: 'ferry', image: oneWidth });

    expect((await read('ferry')).image).toEqual({ ...oneWidth, sources: [] });
    expect(await page('ferry')).not.toContain('srcset');
  });
});

describe('a listing', () => {
  it('grows by neither', async () => {
    await editor.publish({ slug: 'plain', image: oneWidth });
    const [plain] = await entries();
    await editor.publish({ slug: 'ferry', image, translations: [welsh] });

    const [entry] = (await entries()).filter(({ slug }) => slug === 'ferry');
    const { json } = await app.get('/v1/articles');
    expect(Object.keys(entry ?? {}).sort()).toEqual(Object.keys(plain ?? {}).sort());
    expect(entry?.image).toEqual(oneWidth);
    expect(json.items.map((card: { image: unknown }) => card.image)).toEqual([oneWidth, oneWidth]);
  });
});

describe('the description of an article without a standfirst', () => {
  const body = 'The night boat left *on time*.\n\n## Aboard\n\nIt smelt of paint.';
  const EXCERPT = 'The night boat left on time. It smelt of paint.';

  it('is the beginning of its text, wherever it is described', async () => {
    const story = await editor.publish({ slug: 'ferry', standfirst: '', body });

    const html = await page('ferry');
    const [{ description }] = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '');
    expect(await read('ferry')).toMatchObject({ standfirst: '', description: EXCERPT });
    expect((await editor.get(`${story.address}/preview`)).json.description).toBe(EXCERPT);
    expect(description).toBe(EXCERPT);
    expect(html).toContain(`<meta name="description" content="${EXCERPT}"/>`);
    expect(html).toContain(`<meta property="og:description" content="${EXCERPT}"/>`);
    expect(html).not.toContain('class="standfirst"');
    expect(await violations(app)).toEqual([]);
  });

  it.each([true, false])('is its summary in every feed, whether they have the text or not: %s', async (fullText) => {
    app = await startApp({ paper: { feeds: { fullText } } });
    await new Editor(app).publish({ slug: 'ferry', standfirst: '', body });

    for (const listing of LISTINGS) {
      const [rss, atom, json] = await Promise.all(
        ['rss', 'atom', 'json'].map((format) => app.get(`${listing}/feed.${format}`)),
      );
      expect(rss?.body).toContain(`<description>${EXCERPT}</description>`);
      expect(atom?.body).toContain(`<summary>${EXCERPT}</summary>`);
      expect(json?.json.items[0].summary).toBe(EXCERPT);
    }
  });

  it('goes once there is one', async () => {
    const story = await editor.publish({ slug: 'ferry', standfirst: '', body });

    await story.save({ standfirst: 'Back after eleven days.' });
    await story.publish();

    expect((await read('ferry')).description).toBe('Back after eleven days.');
    for (const item of await scan(app, 'published')) expect(item).not.toHaveProperty('excerpt');
  });
});
