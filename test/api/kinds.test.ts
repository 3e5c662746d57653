import { beforeAll, describe, expect, it } from 'vitest';
import { KINDS, type Kind } from '../../functions/articles/fields.ts';
import { type App, startApp } from '../support/app.ts';
import { type Content, Editor } from '../support/newsroom.ts';

const LABELS: Readonly<Record<Exclude<Kind, 'news'>, string>> = {
  analysis: 'Analysis',
  opinion: 'Opinion',
  review: 'Review',
  interview: 'Interview',
  obituary: 'Obituary',
  live: 'Live',
  brief: 'In brief',
  sponsored: 'Advertisement',
};
const TYPES: Partial<Readonly<Record<Kind, string>>> = {
  analysis: 'AnalysisNewsArticle',
  opinion: 'OpinionNewsArticle',
  review: 'ReviewNewsArticle',
  sponsored: 'AdvertiserContentArticle',
};

let app: App;
let editor: Editor;

beforeAll(async () => {
  app = await startApp();
  editor = new Editor(app);
  for (const kind of KINDS) {
    await editor.publish({ slug: kind, kind, headline: `About ${kind}`, tags: [kind], ...own[kind] });
  }
});

const LINKS =
  '[away](https://shop.example/) [again](https://shop.example/2 "Two") [near](/abroad/news) <a href="https://x.example/" rel="sponsored">x</a>';
const own: Partial<Readonly<Record<Kind, Content>>> = {
  sponsored: { body: LINKS, kicker: 'Boats', shortHeadline: 'Buy boats' },
  news: { body: LINKS, kicker: 'Harbour', shortHeadline: 'In short' },
};

const bodyOf = async (target: string) => (await app.get(target)).body ?? '';
const between = (body: string, start: string, end: string) => body.split(start)[1]?.split(end)[0] ?? '';

describe.each(KINDS.filter((kind) => kind !== 'news'))('a text of the kind %s', (kind) => {
  it('says so on its page and on its card, also where its section is not named', async () => {
    const page = await bodyOf(`/abroad/${kind}`);
    const listed = await bodyOf(`/tags/${kind}`);
    const inSection = await bodyOf('/abroad');

    for (const body of [page, listed, inSection]) expect(body).toContain(`<span class="kind">${LABELS[kind]}</span>`);
    expect(page).toContain(`<article class="article" data-kind="${kind}"`);
    expect(listed).toContain(`data-kind="${kind}"`);
  });

  it('is of the type of schema.org that search engines know', async () => {
    const page = await bodyOf(`/abroad/${kind}`);
    const type = TYPES[kind] ?? 'NewsArticle';

    expect(JSON.parse(between(page, '<script type="application/ld+json">', '</script>'))[0]['@type']).toBe(type);
    expect(page).toContain(`itemtype="https://schema.org/${type}"`);
  });

  it('is told in every feed', async () => {
    const [rss, atom, json] = await Promise.all(
      ['rss', 'atom', 'json'].map((format) => bodyOf(`/tags/${kind}/feed.${format}`)),
    );

    expect(rss).toContain(`<category>${LABELS[kind]}</category>`);
    expect(atom).toContain(`<category term="${LABELS[kind]}"`);
    expect(JSON.parse(json ?? '').items[0].tags).toContain(LABELS[kind]);
  });
});

describe('news', () => {
  it('has no label', async () => {
    expect(between(await bodyOf('/abroad/news'), '<article', '</article>')).not.toContain('class="kind"');
    expect(await bodyOf('/tags/news')).not.toContain('class="kind"');
  });

  it('has its kicker above its headline, and its short headline on cards', async () => {
    const page = await bodyOf('/abroad/news');
    const card = await bodyOf('/tags/news');

    expect(page).toMatch(/<p class="kicker">Harbour<\/p><h1>About news<\/h1>/);
    expect(page).toContain('"alternativeHeadline":"In short"');
    expect(card).toMatch(/<p class="kicker">Harbour<\/p><h2 class="card-headline"><a href="[^"]*">In short<\/a>/);
    expect(JSON.parse(await bodyOf('/tags/news/feed.json')).items[0].title).toBe('Harbour: About news');
  });

  it('has links that nobody pays for', async () => {
    expect((await app.get('/v1/articles/news')).json.body).toContain(
      '<a href="https://shop.example/" rel="noopener">away</a>',
    );
  });
});

describe('what is paid for', () => {
  it('says of its links to other sites that they are', async () => {
    const { json } = await app.get('/v1/articles/sponsored');

    expect(json.body).toContain('<a href="https://shop.example/" rel="noopener sponsored">away</a>');
    expect(json.body).toContain('<a href="https://shop.example/2" rel="noopener sponsored" title="Two">again</a>');
    expect(json.body).toContain('<a href="/abroad/news">near</a>');
    expect(json.body).toContain('<a href="https://x.example/" rel="noopener sponsored">x</a>');
  });

  it('is called so before its headline in feeds, whose readers may show no category', async () => {
    expect(JSON.parse(await bodyOf('/tags/sponsored/feed.json')).items[0].title).toBe('Advertisement: About sponsored');
  });

  it('is in the sitemap of its month, and not in that of the news', async () => {
    expect(await bodyOf('/sitemap-news.xml')).toContain('/abroad/opinion<');
    expect(await bodyOf('/sitemap-news.xml')).not.toContain('/abroad/sponsored<');
    expect(await bodyOf('/sitemaps/2026-11.xml')).toContain('/abroad/sponsored<');
  });
});
