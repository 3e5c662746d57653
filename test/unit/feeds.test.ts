import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import type { Comment } from '../../functions/comments/threads/schema.ts';
import { absoluteLinks } from '../../functions/feeds/absoluteLinks.ts';
import { renderFeed } from '../../functions/feeds/feed.ts';
import { renderCommentFeed } from '../../functions/feeds/rss.ts';
import { type CommentFeedView, type FeedView, feedFormats } from '../../functions/feeds/schema.ts';
import { cleanHtml } from '../../functions/newsroom/body/markup.ts';
import { paperWords } from '../../functions/words/words.ts';
import { aFeed, aFeedItem, aSite } from '../support/bareSite.ts';
import { syntaxFaults } from '../support/xml.ts';

const ARTICLE = 'https://broadsheet.example/abroad/the-ferry-sails-again';
const ID = 'tag:broadsheet.example,2026:article/the-ferry-sails-again';

const rss = (feed: FeedView) => renderFeed('rss', feed, aSite);
const atom = (feed: FeedView) => renderFeed('atom', feed, aSite);
const json = (feed: FeedView) => renderFeed('json', feed, aSite);

/** One reader of RSS and Atom, built on xml2js; the other, feedsmith, is built on fast-xml-parser. */
const reader = new RssParser({
  customFields: {
    item: ['content:encoded', 'wfw:commentRss', 'comments', ['dc:creator', 'creators', { keepArray: true }]],
  },
});

/** Every kind of text that has broken a feed before. What XML cannot hold at all stands between `<x>` and `</x>`. */
const HOSTILE = 'A]]> & <b>"bold"</b> ’n’ &amp; 🚢 שלום <x>\u0000\u0008\u000b\u001f\ufffe\uffff\ud800</x> end';
const SURVIVING = 'A]]> & <b>"bold"</b> ’n’ &amp; 🚢 שלום <x></x> end';

const image = {
  url: 'https://images.example/ferry.jpg?w=1&h=2',
  alt: 'A ferry',
  caption: null,
  credit: null,
  width: 1200,
  height: 800,
};

const aFullFeed = () =>
  aFeed({
    cursor: 'here',
    next: 'there+/=',
    items: [
      aFeedItem(
        {
          tags: ['harbour', 'night-boat'],
          byline: [
            { name: 'Ines Calder', slug: 'ines-calder' },
            { name: 'Tom Reid', slug: 'tom-reid' },
          ],
          updatedAt: '2026-11-24T10:00:00.000Z',
          image,
        },
        { body: '<p>See <a href="/at-home/tides">tides</a>.</p>' },
      ),
    ],
  });

describe('renderFeed as RSS', () => {
  it('is read by two independent parsers alike', async () => {
    const xml = rss(aFullFeed());

    const [one, other] = [await reader.parseString(xml), parseRssFeed(xml)];

    expect(one).toMatchObject({
      title: 'Abroad | Broadsheet',
      link: 'https://broadsheet.example/abroad',
      description: 'From elsewhere.',
      language: 'en-GB',
      lastBuildDate: 'Tue, 24 Nov 2026 10:00:00 GMT',
      items: [
        {
          title: 'The ferry sails again',
          link: ARTICLE,
          guid: ID,
          isoDate: '2026-11-23T09:00:00.000Z',
          creators: ['Ines Calder', 'Tom Reid'],
          categories: ['Abroad', 'harbour', 'night-boat'],
          content: 'After eleven days in dock the night boat is back.',
          'content:encoded': '<p>See <a href="https://broadsheet.example/at-home/tides">tides</a>.</p>',
          comments: `${ARTICLE}#comments`,
          'wfw:commentRss': `${ARTICLE}/comments.rss`,
        },
      ],
    });
    expect(other).toMatchObject({
      title: 'Abroad | Broadsheet',
      link: 'https://broadsheet.example/abroad',
      language: 'en-GB',
      lastBuildDate: 'Tue, 24 Nov 2026 10:00:00 GMT',
      items: [
        {
          title: 'The ferry sails again',
          guid: { value: ID, isPermaLink: false },
          pubDate: 'Mon, 23 Nov 2026 09:00:00 GMT',
          dc: { creators: ['Ines Calder', 'Tom Reid'] },
          categories: [{ name: 'Abroad' }, { name: 'harbour' }, { name: 'night-boat' }],
          content: { encoded: '<p>See <a href="https://broadsheet.example/at-home/tides">tides</a>.</p>' },
          comments: `${ARTICLE}#comments`,
          wfw: { commentRss: `${ARTICLE}/comments.rss` },
          media: { contents: [{ url: image.url, medium: 'image', width: 1200, height: 800 }] },
        },
      ],
    });
  });

  it('says nothing of what it does not know', () => {
    const [item] = parseRssFeed(rss(aFeed({ items: [aFeedItem({ standfirst: '' })] }))).items ?? [];

    expect(item).toHaveProperty('title');
    expect(item).not.toHaveProperty('description');
    expect(item).not.toHaveProperty('content');
    expect(item).not.toHaveProperty('media');
  });

  it('gives a description as the HTML that it is read as', () => {
    const xml = rss(aFeed({ items: [aFeedItem({ standfirst: 'Fish & <chips>, "hot"' })] }));

    expect(parseRssFeed(xml).items?.[0]?.description).toBe('Fish &amp; &lt;chips>, "hot"');
  });
});

describe('renderFeed as Atom', () => {
  it('is read by two independent parsers alike', async () => {
    const xml = atom(aFullFeed());

    const [one, other] = [await reader.parseString(xml), parseAtomFeed(xml)];

    expect(one).toMatchObject({
      title: 'Abroad | Broadsheet',
      link: 'https://broadsheet.example/abroad',
      items: [
        {
          id: ID,
          title: 'The ferry sails again',
          link: ARTICLE,
          author: 'Ines Calder',
          isoDate: '2026-11-23T09:00:00.000Z',
          summary: 'After eleven days in dock the night boat is back.',
          content: '<p>See <a href="https://broadsheet.example/at-home/tides">tides</a>.</p>',
        },
      ],
    });
    expect(other).toMatchObject({
      id: 'tag:broadsheet.example,2026:feed/abroad',
      updated: '2026-11-24T10:00:00.000Z',
      authors: [{ name: 'The Broadsheet' }],
      entries: [
        {
          id: ID,
          title: { value: 'The ferry sails again' },
          published: '2026-11-23T09:00:00.000Z',
          updated: '2026-11-24T10:00:00.000Z',
          authors: [
            { name: 'Ines Calder', uri: 'https://broadsheet.example/authors/ines-calder' },
            { name: 'Tom Reid' },
          ],
          categories: [{ term: 'abroad', label: 'Abroad' }, { term: 'harbour' }, { term: 'night-boat' }],
          content: { value: '<p>See <a href="https://broadsheet.example/at-home/tides">tides</a>.</p>', type: 'html' },
          xml: { lang: 'en-GB' },
        },
      ],
    });
  });

  it('has an update, as the standard demands, even without entries', () => {
    expect(parseAtomFeed(atom(aFeed({ items: [] }))).updated).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('renderFeed as JSON Feed', () => {
  it('is a feed of version 1.1', () => {
    expect(parseJsonFeed(json(aFullFeed()))).toMatchObject({ title: 'Abroad | Broadsheet', language: 'en-GB' });
    expect(JSON.parse(json(aFullFeed()))).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Abroad | Broadsheet',
      home_page_url: 'https://broadsheet.example/abroad',
      feed_url: 'https://broadsheet.example/abroad/feed.json?cursor=here',
      description: 'From elsewhere.',
      next_url: 'https://broadsheet.example/abroad/feed.json?cursor=there%2B%2F%3D',
      authors: [{ name: 'The Broadsheet', url: 'https://broadsheet.example/' }],
      language: 'en-GB',
      items: [
        {
          id: ID,
          url: ARTICLE,
          title: 'The ferry sails again',
          summary: 'After eleven days in dock the night boat is back.',
          content_html: '<p>See <a href="https://broadsheet.example/at-home/tides">tides</a>.</p>',
          image: image.url,
          date_published: '2026-11-23T09:00:00.000Z',
          date_modified: '2026-11-24T10:00:00.000Z',
          authors: [
            { name: 'Ines Calder', url: 'https://broadsheet.example/authors/ines-calder' },
            { name: 'Tom Reid', url: 'https://broadsheet.example/authors/tom-reid' },
          ],
          tags: ['Abroad', 'harbour', 'night-boat'],
          language: 'en-GB',
        },
      ],
    });
  });

  it('gives each item a content, which the standard demands, whatever the article lacks', () => {
    const items = [aFeedItem(), aFeedItem({ standfirst: '' })];

    expect(JSON.parse(json(aFeed({ items }))).items).toMatchObject([
      { content_text: 'After eleven days in dock the night boat is back.' },
      { content_text: 'The ferry sails again' },
    ]);
  });
});

/** Ids, titles and pages as feedsmith reads them from any of the formats. */
function read(format: (typeof feedFormats)[number], feed: FeedView) {
  const text = renderFeed(format, feed, aSite);
  if (format === 'json') {
    const { items, feed_url, next_url } = parseJsonFeed(text);
    return {
      ids: items?.map(({ id }) => id),
      titles: items?.map(({ title }) => title),
      self: feed_url,
      next: next_url,
    };
  }
  const { ids, titles, links } =
    format === 'rss'
      ? (({ items, atom }) => ({
          ids: items?.map(({ guid }) => guid?.value),
          titles: items?.map(({ title }) => title),
          links: atom?.links,
        }))(parseRssFeed(text))
      : (({ entries, links }) => ({
          ids: entries?.map(({ id }) => id),
          titles: entries?.map(({ title }) => title?.value),
          links,
        }))(parseAtomFeed(text));
  const link = (rel: string) => links?.find((each) => each.rel === rel)?.href;
  return { ids, titles, self: link('self'), next: link('next') };
}

describe.each(feedFormats)('renderFeed as %s', (format) => {
  it('links to itself and to the next page', () => {
    expect(read(format, aFeed({ cursor: 'here', next: 'there+/=' }))).toMatchObject({
      self: `https://broadsheet.example/abroad/feed.${format}?cursor=here`,
      next: `https://broadsheet.example/abroad/feed.${format}?cursor=there%2B%2F%3D`,
    });
  });

  it('ends with a page that names no next one; the site’s own is at the root', () => {
    expect(read(format, aFeed({ page: '/' }))).toMatchObject({
      self: `https://broadsheet.example/feed.${format}`,
      next: undefined,
    });
  });

  it('keeps an article’s id when its slug, its section and the site’s domain change', () => {
    const moved = aFeedItem({ slug: 'ferry-back', section: 'at-home', thread: 'the-ferry-sails-again' });
    const elsewhere = { ...aSite, origin: 'https://news.example' };

    expect(read(format, aFeed({ items: [moved] })).ids).toEqual([ID]);
    expect(renderFeed(format, aFeed({ items: [moved] }), elsewhere)).toContain(ID);
  });

  it('is the same text each time', () => {
    expect(renderFeed(format, aFullFeed(), aSite)).toBe(renderFeed(format, aFullFeed(), aSite));
  });
});

describe.each(['rss', 'atom'] as const)('renderFeed as %s, of hostile text,', (format) => {
  const feed = aFeed({
    title: HOSTILE,
    items: [
      aFeedItem(
        { headline: HOSTILE, standfirst: HOSTILE, tags: [HOSTILE], byline: [{ name: HOSTILE, slug: 'x' }] },
        { body: `<p>${HOSTILE}</p>` },
      ),
    ],
  });

  it('is well-formed', async () => {
    expect(await syntaxFaults(renderFeed(format, feed, aSite))).toEqual([]);
  });

  it('gives the text back but for what XML cannot hold', async () => {
    const parsed = await reader.parseString(renderFeed(format, feed, aSite));

    expect(parsed.title).toBe(SURVIVING);
    expect(parsed.items[0]?.title).toBe(SURVIVING);
    expect(parsed.items[0]?.['content:encoded'] ?? parsed.items[0]?.content).toBe(`<p>${SURVIVING}</p>`);
  });

  it('is well-formed whatever the text', async () => {
    const piece = fc.constantFrom(']', '>', '<', '&', '"', '-', '\ufffe', '\u0001', '\ud83d');
    const text = fc.string({ unit: fc.oneof(piece, fc.string({ unit: 'binary', minLength: 1 })) });

    // Many texts in each document: most of the time goes into starting the parser.
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 40, maxLength: 40 }), async (texts) => {
        const items = texts.map((headline) =>
          aFeedItem({ headline, tags: [headline], byline: [{ name: headline, slug: 'x' }] }, { body: headline }),
        );
        expect(await syntaxFaults(renderFeed(format, aFeed({ items }), aSite))).toEqual([]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

describe('renderFeed as JSON, of hostile text,', () => {
  it('gives all of it back', () => {
    expect(read('json', aFeed({ items: [aFeedItem({ headline: `${HOSTILE}` })] })).titles).toEqual([HOSTILE]);
  });
});

describe('renderCommentFeed', () => {
  const comment = (changes: Partial<Comment> = {}): Comment => ({
    id: '0193a1b2-0000-7000-8000-000000000001',
    author: { name: 'Wren Adeyemi', website: null },
    publishedAt: '2026-11-23T10:00:00.000Z',
    editedAt: null,
    body: '<p>Paint.</p>',
    parentId: null,
    depth: 0,
    url: '/abroad/the-ferry-sails-again#comment-0193a1b2-0000-7000-8000-000000000001',
    removed: false,
    waiting: false,
    ...changes,
  });
  const feed = (changes: Partial<CommentFeedView> = {}) =>
    renderCommentFeed(
      { article: aFeedItem(), comments: [comment()], words: paperWords('en-GB').feed, ...changes },
      aSite,
    );

  it('is read by two independent parsers alike', async () => {
    const [one, other] = [await reader.parseString(feed()), parseRssFeed(feed())];

    expect(one).toMatchObject({
      title: 'Comments on The ferry sails again',
      link: ARTICLE,
      items: [
        {
          title: 'By Wren Adeyemi',
          creators: ['Wren Adeyemi'],
          content: '<p>Paint.</p>',
          link: `${ARTICLE}#comment-0193a1b2-0000-7000-8000-000000000001`,
        },
      ],
    });
    expect(other).toMatchObject({
      items: [
        {
          guid: {
            value: 'tag:broadsheet.example,2026:comment/0193a1b2-0000-7000-8000-000000000001',
            isPermaLink: false,
          },
          pubDate: 'Mon, 23 Nov 2026 10:00:00 GMT',
          description: '<p>Paint.</p>',
        },
      ],
      atom: {
        links: [{ rel: 'self', href: `${ARTICLE}/comments.rss` }],
      },
    });
  });

  it('is as old as the last comment written or edited', () => {
    const comments = [comment(), comment({ editedAt: '2026-11-23T11:00:00.000Z' })];

    expect(parseRssFeed(feed({ comments })).lastBuildDate).toBe('Mon, 23 Nov 2026 11:00:00 GMT');
  });

  it('is well-formed of hostile text, and of none', async () => {
    const hostile = feed({ comments: [comment({ author: { name: HOSTILE, website: null }, body: HOSTILE })] });

    expect(await syntaxFaults(hostile)).toEqual([]);
    expect(await syntaxFaults(feed({ comments: [] }))).toEqual([]);
  });
});

describe('absoluteLinks', () => {
  const absolute = (html: string) => absoluteLinks(cleanHtml(html, paperWords('en').article).html, ARTICLE);

  it('completes a path and a place in the page, whatever other attributes there are', () => {
    expect(
      absolute('<p id="x"><a href="/tags/a?b=1&c" title="x > y">path</a> <a title="t" href="#x">place</a></p>'),
    ).toBe(
      `<p id="text-x"><a href="https://broadsheet.example/tags/a?b=1&#x26;c" title="x > y">path</a> <a href="${ARTICLE}#text-x" title="t">place</a></p>`,
    );
    expect(absoluteLinks('<a title="t" hidden lang="en" href="/a">a</a>', ARTICLE)).toBe(
      '<a title="t" hidden lang="en" href="https://broadsheet.example/a">a</a>',
    );
  });

  it('leaves other addresses and all text as they are', () => {
    const body = cleanHtml(
      '<p><a href="https://a.example/#b">a</a> <a href="mailto:a@b.example">m</a> <code>&lt;a href="/x"></code></p><p title=\'<a href="/x">\'>&lt;a href="#y"</p>',
      paperWords('en').article,
    ).html;

    expect(absoluteLinks(body, ARTICLE)).toBe(body);
  });

  it('leaves no relative link and changes nothing else, whatever the body', () => {
    const fragment = fc.constantFrom(
      ...[
        '<a href="/p">',
        '<a title=\'"<a href="\' href="#q">',
        '</a>',
        '<p lang="en">',
        '<p title=\'<a href="/r">\'>',
      ],
      ...[
        '<code>',
        '</code>',
        'href="/s"',
        '&lt;a href="/t">',
        '"',
        "'",
        '>',
        '&',
        ' ',
        '<b title="<a ">',
        '<img src="https://a.example/b" alt=\'<a href="#u"\'>',
      ],
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (parts) => {
        const body = cleanHtml(parts.join(''), paperWords('en').article).html;
        const before = outline(body);
        const after = outline(absoluteLinks(body, ARTICLE));

        expect(after).toEqual(
          before.map((piece) =>
            piece.replace(/^href=(?=#)/, `href=${ARTICLE}`).replace(/^href=(?=\/)/, 'href=https://broadsheet.example'),
          ),
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** All that HTML holds, in order: elements, attributes, texts. */
function outline(html: string): string[] {
  const visit = (node: DefaultTreeAdapterMap['node']): string[] => [
    node.nodeName,
    ...('attrs' in node ? node.attrs.map(({ name, value }) => `${name}=${value}`) : []),
    ...('value' in node ? [`text ${node.value}`] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(visit) : []),
  ];
  return visit(parseFragment(html));
}
