import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bylineOf } from '../../functions/newsroom/articles/byline.ts';
import { Content } from '../../functions/newsroom/articles/fields.ts';
import { renderBody } from '../../functions/newsroom/body/render.ts';
import { FileFault } from '../../infra/cli/fileFault.ts';
import { parseArticle } from '../../seeds/article.ts';
import { readSeeds, type SeedSet } from '../../seeds/load.ts';
import { NOON } from '../support/builders.ts';
import { defaultsOf } from '../support/defaultsOf.ts';

const FILE = 'seeds/articles/high-water.md';

describe('parseArticle', () => {
  it('reads an article from front matter and Markdown', () => {
    const text = aSeed();

    const seed = parseArticle(FILE, text);

    expect(seed).toEqual({
      content: {
        ...defaultsOf(Content.shape),
        slug: 'high-water',
        headline: 'High water: why it comes late',
        standfirst: 'The moon is overhead; the sea takes its time.',
        section: 'science',
        tags: ['tides', 'the-moon'],
        byline: ['Søren Halvorsen', 'Zoë Lindqvist'],
        body: '## The moon\n\nIt *pulls*.\n',
        format: 'markdown',
        language: 'en-GB',
        translations: [],
        image: null,
        commentsOpen: true,
      },
      publishedAt: '2026-11-20T06:30:00.000Z',
      updatedAt: undefined,
      corrections: [],
      movedFrom: [],
      withdrawnAt: undefined,
    });
  });

  it('reads what an article may have besides', () => {
    const text = aSeed({
      updatedAt: '2026-11-20T08:00:00+01:00',
      corrections: '\n  - at: 2026-11-20T07:00:00Z\n    note: The harbour is in the north.',
      comments: 'closed',
      image: '\n  url: https://img.example/quay.jpg\n  alt: A quay\n  width: 1600\n  height: 900',
      movedFrom: '[low-water, slack-water]',
      withdrawn: '2026-11-21T12:00:00Z',
    });

    const seed = parseArticle(FILE, text);

    expect(seed).toMatchObject({
      content: {
        commentsOpen: false,
        image: { url: 'https://img.example/quay.jpg', alt: 'A quay', caption: null, width: 1600, sources: [] },
      },
      publishedAt: '2026-11-20T06:30:00.000Z',
      updatedAt: '2026-11-20T07:00:00.000Z',
      corrections: [{ at: '2026-11-20T07:00:00.000Z', note: 'The harbour is in the north.' }],
      movedFrom: ['low-water', 'slack-water'],
      withdrawnAt: '2026-11-21T12:00:00.000Z',
    });
  });

  it('reads a file with the line ends of Windows as any other', () => {
    const text = aSeed();

    const seed = parseArticle(FILE.replaceAll('/', '\\'), text.replaceAll('\n', '\r\n'));

    expect(seed).toEqual(parseArticle(FILE, text));
  });

  it.each<[string, Partial<Record<string, string | undefined>>, number, RegExp]>([
    ['a missing field', { headline: undefined }, 1, /^headline is required/],
    ['a missing instant', { publishedAt: undefined }, 1, /^publishedAt is required/],
    ['a field of another type', { standfirst: '[a, list]' }, 3, /^standfirst must be one line of text/],
    ['an empty text', { headline: "''" }, 2, /^headline must not be empty/],
    ['a text that is too long', { headline: 'h'.repeat(201) }, 2, /^headline must be at most 200 characters/],
    ['an unknown field', { headlines: 'Two' }, 9, /^there is no field "headlines"/],
    ['a section that is not a slug', { section: 'Abroad' }, 4, /^section must be lower-case/],
    ['a tag that is not a slug', { tags: '\n  - tides\n  - The Moon' }, 8, /^tags\.1 must be lower-case/],
    ['nobody who wrote it', { byline: '[]' }, 7, /^byline must hold at least 1/],
    ['a word for an instant', { publishedAt: 'tomorrow' }, 8, /^publishedAt must be an RFC 3339 date-time/],
    ['a day that no calendar has', { publishedAt: '2026-02-30T06:30:00Z' }, 8, /^publishedAt must be an RFC 3339/],
    [
      'a correction before it is out',
      { corrections: '\n  - at: 2026-11-20T06:00:00Z\n    note: N.' },
      10,
      /^corrections must not be before publishedAt/,
    ],
    [
      'a withdrawal before it is out',
      { withdrawn: '2026-11-20T06:00:00Z' },
      9,
      /^withdrawn must not be before publishedAt/,
    ],
    ['an author who is there twice', { byline: '[Ada Quill, Ada Quill]' }, 7, /^byline must not name an author twice/],
    ['a wrong word for a choice', { comments: 'maybe' }, 9, /^comments must be open or closed/],
    [
      'a fault within a list',
      { corrections: '\n  - at: 2026-11-20T07:00:00Z\n    note: One.\n  - at: now\n    note: Two.' },
      12,
      /^corrections\.1\.at must be an RFC 3339 date-time/,
    ],
    ['a picture of the library by no id', { image: 'media:quay' }, 9, /^image\.media must be the id of a file/],
    ['an image without a text', { image: '\n  url: https://img.example/a.jpg' }, 10, /^image\.alt is required/],
    ['a revision, of which a seed has none', { revision: '7' }, 9, /^revision is only for broadsheet edit/],
    ['a colon that YAML takes for its own', { headline: 'High water: why: late' }, 2, /^(?!.* line \d)/],
    ['a list that is not closed', { tags: '[tides' }, 7, /^(?!.* line \d)/],
    ['a field that is there twice', { 'headline ': 'Again' }, 9, /^Map keys must be unique(?!.* line \d)/],
  ])('tells the line of %s', (_, changes, line, message) => {
    const text = aSeed(changes);

    const fault = faultOf(FILE, text);

    expect(fault).toMatch(/^seeds\/articles\/high-water\.md:\d+: /);
    expect(Number(fault.split(':')[1])).toBe(line);
    expect(fault.slice(`${FILE}:${line}: `.length)).toMatch(message);
  });

  it.each([
    ['no front matter', FILE, 'Only text.\n', 1, 'the file must begin with front matter between two lines of ---'],
    ['front matter that does not end', FILE, '---\nheadline: High water\n', 1, 'the file must begin with front matter'],
    ['a blank line before it', FILE, `\n${aSeed()}`, 1, 'the file must begin with front matter'],
    ['nothing at all', FILE, '', 1, 'the file must begin with front matter'],
    ['front matter that is a text', FILE, '---\nHigh water\n---\nText.\n', 2, 'the front matter must be a list of'],
    ['a file name that is no slug', 'a/High Water.md', aSeed(), 1, 'the file name "High Water" is not a slug'],
  ])('tells of %s', (_, file, text, line, message) => {
    const fault = faultOf(file, text);

    expect(fault).toContain(`${file}:${line}: ${message}`);
  });
});

const aPage = (field = 'language: en-GB') =>
  `---\nheadline: Imprint\n${field}\npublishedAt: 2026-11-23T09:00:00Z\n---\nWho publishes this.\n`;

describe('readSeeds', () => {
  it.each<[string, string, string]>([
    ['front matter', 'articles/high-water.md', aSeed({ tags: 'none' })],
    ['a section that there is not', 'articles/high-water.md', aSeed({ section: 'scence' })],
    ['JSON', 'sections.json', '[{ "name": "science", }]'],
    ['a section without a description', 'sections.json', '[{ "name": "science", "title": "Science" }]'],
    ['JSON', 'comments.json', '['],
    ['an article that there is not', 'comments.json', JSON.stringify([aComment({ article: 'high-watr' })])],
    ['an instant', 'comments.json', JSON.stringify([aComment({ at: 'yesterday' })])],
    ['a name', 'comments.json', JSON.stringify([aComment({ name: '' })])],
    ['an email address', 'comments.json', JSON.stringify([aComment({ email: 'maud' })])],
    ['a page with a byline', 'pages/imprint.md', aPage('byline: [Ada]')],
    ['a page without an instant', 'pages/imprint.md', '---\nheadline: Imprint\n---\nText.'],
    ['a page that was corrected', 'pages/imprint.md', aPage('withdrawn: 2026-11-23T10:00:00Z')],
    ['a reply', 'comments.json', JSON.stringify([aComment({ replies: [{ name: 'Kit' }] })])],
  ])('names the file of a fault in %s (%s)', async (_, file, content) => {
    const directory = await mkdtemp(join(tmpdir(), 'broadsheet-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const sections = [{ name: 'science', title: 'Science', description: 'How the world works.' }];
    const files = {
      'sections.json': JSON.stringify(sections),
      'articles/high-water.md': aSeed(),
      'pages/imprint.md': aPage(),
      'comments.json': JSON.stringify([aComment()]),
    };
    for (const folder of ['articles', 'pages']) await mkdir(join(directory, folder));
    const write = async (set: Record<string, string>) => {
      for (const [name, text] of Object.entries(set)) await writeFile(join(directory, name), text);
    };

    await write(files);
    const good = await readSeeds(directory);
    await write({ [file]: content });
    const fault = await readSeeds(directory).catch((error) => error);

    expect(good.articles).toHaveLength(1);
    expect(fault).toBeInstanceOf(FileFault);
    expect(fault.message).toContain(`${relative(process.cwd(), join(directory, file))}:`);
  });
});

describe('seeds/', () => {
  let sections: SeedSet['sections'];
  let articles: SeedSet['articles'];
  let comments: SeedSet['comments'];

  beforeAll(async () => {
    ({ sections, articles, comments } = await readSeeds(join(import.meta.dirname, '../../seeds')));
  });

  it('has six sections, all of them in use, and no article outside of them', () => {
    const names = sections.map(({ name }) => name);

    const used = new Set(articles.map(({ content }) => content.section));

    expect(names).toHaveLength(6);
    expect([...used].sort()).toEqual(names.toSorted());
  });

  it('has articles enough for a second page: some to come, one moved, one withdrawn', () => {
    const toCome = articles.filter(({ publishedAt }) => publishedAt > NOON);
    const moved = articles.filter(({ movedFrom }) => movedFrom.length > 0);
    const withdrawn = articles.filter(({ withdrawnAt }) => withdrawnAt);

    expect(articles.length).toBeGreaterThanOrEqual(30);
    expect([toCome.length, moved.length, withdrawn.length]).toEqual([3, 1, 1]);
  });

  it('has the pages that papers need, one of them with the corrections', async () => {
    const { pages } = await readSeeds(join(import.meta.dirname, '../../seeds'));

    expect(pages.map(({ content: { slug, lists } }) => [slug, lists ?? null])).toEqual([
      ['about', null],
      ['accessibility', null],
      ['contact', null],
      ['corrections', 'corrections'],
      ['imprint', null],
      ['privacy', null],
    ]);
  });

  it('has articles of 250 to 900 words', () => {
    const lengths = articles.map(({ content: { slug, body, format } }) => ({
      slug,
      words: renderBody(body, format).wordCount,
    }));

    const others = lengths.filter(({ words }) => words < 250 || words > 900);

    expect(others).toEqual([]);
  });

  it('has names for every slug: no two articles, and no two authors of one slug', () => {
    const slugs = articles.flatMap(({ content, movedFrom }) => [content.slug, ...movedFrom]);
    const names = new Set(articles.flatMap(({ content }) => content.byline));

    const authorSlugs = bylineOf([...names]).map(({ slug }) => slug);

    expect(slugs).toEqual([...new Set(slugs)]);
    expect(authorSlugs).toEqual([...new Set(authorSlugs)]);
    expect(authorSlugs.filter((slug) => !/^[a-z]+(-[a-z]+)*$/.test(slug))).toEqual([]);
  });

  it('has a thread of comments with replies, under articles that are out and before now', () => {
    const out = new Map(articles.map(({ content, publishedAt }) => [content.slug, publishedAt]));

    const early = comments.filter(({ article, at }) => {
      const publishedAt = out.get(article);
      return !publishedAt || Date.parse(at) < Date.parse(publishedAt) || Date.parse(at) > Date.parse(NOON);
    });
    const replies = comments.flatMap((comment) => comment.replies ?? []);

    expect(comments.length).toBeGreaterThan(5);
    expect(early).toEqual([]);
    expect(replies.some((reply) => (reply.replies ?? []).length > 0)).toBe(true);
  });

  it('has the report on the call of 30 December 2021 with its New year message', () => {
    const slug = 'biden-and-putin-speak-by-telephone';

    const report = articles.find(({ content }) => content.slug === slug);

    expect(report).toMatchObject({
      content: { section: 'abroad', body: expect.stringContaining('\n## New year message\n') },
      publishedAt: expect.stringMatching(/^2021-12-31T/),
    });
  });
});

/** A good seed's text, with some fields changed, added, or (undefined) left out. */
function aSeed(changes: Partial<Record<string, string | undefined>> = {}): string {
  const fields = {
    headline: "'High water: why it comes late'",
    standfirst: 'The moon is overhead; the sea takes its time.',
    section: 'science',
    language: 'en-GB',
    tags: '[tides, the-moon]',
    byline: '[Søren Halvorsen, Zoë Lindqvist]',
    publishedAt: '2026-11-20T06:30:00Z',
    ...changes,
  };
  const lines = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return `---\n${lines.join('\n')}\n---\n## The moon\n\nIt *pulls*.\n`;
}

function aComment(changes: Record<string, unknown> = {}) {
  const by = (name: string, at: string) => ({ name, email: 'maud@example.com', at, comment: 'I was there.' });
  const replies = [by('Kit', '2026-11-20T09:00:00Z')];
  return { article: 'high-water', ...by('Maud', '2026-11-20T08:00:00Z'), replies, ...changes };
}

function faultOf(file: string, text: string): string {
  try {
    parseArticle(file, text);
  } catch (error) {
    if (error instanceof FileFault) return error.message;
    throw error;
  }
  return 'no fault';
}
