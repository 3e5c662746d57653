import { gzipSync } from 'node:zlib';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderArticle, renderFront, renderListing, renderMessage } from '../../functions/pages/render.tsx';
import { type Colours, settings } from '../../functions/pages/theme/settings.ts';
import { collectAssets } from '../../infra/assets.ts';
import { htmlFaults } from '../support/html.ts';
import {
  articleView,
  failed,
  fullArticle,
  pages,
  removed,
  reply,
  root,
  textsOfMenus,
  underRemoved,
  views,
  withTexts,
} from '../support/pageViews.ts';
import { aCard, aComment, aForm, aFront, anArticleView, anImage, aSite, aThread } from '../support/views.ts';

type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a page, as a browser reads it. */
function elementsOf(html: string): readonly Element[] {
  const visit = (node: DefaultTreeAdapterTypes.Node): Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(visit) : []),
  ];
  return visit(parse(html));
}

const attribute = (element: Element | undefined, name: string) =>
  element?.attrs.find((each) => each.name === name)?.value;

function textOf(node: DefaultTreeAdapterTypes.Node | undefined): string {
  if (!node) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const byId = (html: string, id: string) => elementsOf(html).find((each) => attribute(each, 'id') === id);
const all = (html: string, tagName: string) => elementsOf(html).filter((each) => each.tagName === tagName);
const linksOf = (html: string) => all(html, 'a').map((each) => attribute(each, 'href'));
const titleOf = (html: string) => textOf(all(html, 'title')[0]);
const linkTo = (html: string, rel: string) =>
  attribute(
    all(html, 'link').find((each) => attribute(each, 'rel') === rel),
    'href',
  );

describe.each(pages())('the page %s', (_name, html) => {
  it('is valid HTML', async () => {
    expect(await htmlFaults(html)).toEqual([]);
  });

  it('holds nothing inline that a strict Content-Security-Policy forbids', () => {
    const inline = elementsOf(html).flatMap(({ tagName, attrs }) => {
      const names = attrs.map(({ name }) => name);
      const isData = attrs.some(({ value }) => value === 'application/ld+json');
      const code = (tagName === 'script' && !names.includes('src') && !isData) || tagName === 'style';
      return [...(code ? [tagName] : []), ...names.filter((name) => name === 'style' || name.startsWith('on'))];
    });

    expect(inline).toEqual([]);
  });

  it('refers to no id that it does not have', () => {
    const elements = elementsOf(html);
    const ids = new Set(elements.map((each) => attribute(each, 'id')));
    const referred = elements.flatMap((each) => [
      ...['for', 'aria-labelledby', 'aria-describedby'].flatMap((name) => attribute(each, name)?.split(' ') ?? []),
      ...(attribute(each, 'href')?.startsWith('#') ? [attribute(each, 'href')?.slice(1)] : []),
    ]);

    expect(referred.filter((each) => !ids.has(each))).toEqual([]);
  });
});

describe('a page of hostile texts', () => {
  const HOSTILE = `</title></textarea></script>"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const hostile = <View>(view: View): View => withTexts(view, HOSTILE);
  const site = { ...aSite, ...textsOfMenus(HOSTILE, HOSTILE) };

  it.each(pages(hostile, site))('shows them as text: %s', (_name, html) => {
    const elements = elementsOf(html);

    const foreign = elements.filter(
      (each) => attribute(each, 'src') === 'x' || (each.tagName === 'script' && textOf(each).includes('alert')),
    );
    expect(foreign).toEqual([]);
    expect(elements.flatMap(({ attrs }) => attrs.filter(({ name }) => name.startsWith('on')))).toEqual([]);
    expect(html).toContain('&lt;script>alert(1)');
  });
});

describe('the front page', () => {
  it('says so when there are no articles', () => {
    expect(renderFront(aFront(), aSite)).toContain('There are no articles yet.');
  });
});

describe('the first picture of a page', () => {
  const picture = '<figure><img src="https://i.example/a.png" alt="<img>" loading="lazy" decoding="async"></figure>';
  const withBody = (body: string, image: typeof anImage | null) =>
    renderArticle(
      anArticleView({ article: { ...articleView.article, body, image: image && { ...image, sources: [] } } }),
      aSite,
    );
  const card = (slug: string, image = false) => aCard({ slug, ...(image && { image: { ...anImage, sources: [] } }) });

  it.each([
    ['an article', withBody(picture + picture, anImage), ['eager', 'lazy', 'lazy']],
    [
      'an article whose picture is in its text',
      withBody(`<p>A < b</p>${picture}${picture}`, null),
      [undefined, 'lazy'],
    ],
    [
      'a listing',
      renderListing({ ...views.tag, cards: [card('one'), card('two', true), card('three', true)] }, aSite),
      ['eager', 'lazy'],
    ],
    [
      'a front page whose lead has none',
      renderFront(aFront({ lead: card('one'), second: [card('two', true), card('three', true)] }), aSite),
      ['eager', 'lazy'],
    ],
  ])('is loaded at once, and the others when they are looked at: %s', (_of, html, loading) => {
    expect(all(html, 'img').map((each) => attribute(each, 'loading'))).toEqual(loading);
  });
});

describe('dates', () => {
  it('are the paper’s, months too', () => {
    const settings = { ...aSite.settings, timeZone: 'Pacific/Auckland' };
    const publishedAt = '2026-10-31T23:30:00.000Z';
    const html = renderArticle(
      anArticleView({ article: { ...articleView.article, publishedAt }, related: [aCard({ slug: 'another' })] }),
      { ...aSite, settings },
    );

    expect(html).toContain('1 November 2026');
    expect(linksOf(html)).toContain('/archive/2026-11');
  });
});

describe('a listing', () => {
  it('links to its neighbours by cursor, in the page and in its head', () => {
    const html = renderListing({ ...views.section, next: 'older+1', previous: 'newer/1', cursor: 'here' }, aSite);

    expect(linksOf(html)).toEqual(expect.arrayContaining(['/abroad?cursor=newer%2F1', '/abroad?cursor=older%2B1']));
    expect(linkTo(html, 'next')).toBe('https://broadsheet.example/abroad?cursor=older%2B1');
    expect(linkTo(html, 'prev')).toBe('https://broadsheet.example/abroad?cursor=newer%2F1');
    expect(linkTo(html, 'canonical')).toBe('https://broadsheet.example/abroad?cursor=here');
  });

  it('links to no neighbour it does not have', () => {
    const html = renderListing({ subject: views.tag.subject, cards: [], next: null, previous: null }, aSite);

    expect(linksOf(html).filter((href) => href?.includes('cursor'))).toEqual([]);
    expect(linkTo(html, 'canonical')).toBe('https://broadsheet.example/tags/leap-second');
  });

  it('names its feeds', () => {
    const feeds = all(renderListing(views.author, aSite), 'link').filter(
      (each) => attribute(each, 'rel') === 'alternate',
    );

    expect(feeds.map((each) => attribute(each, 'href'))).toEqual(
      ['rss', 'atom', 'json'].map((format) => `/authors/ines/feed.${format}`),
    );
  });

  it('of a month without articles is no place to search engines', () => {
    const html = renderListing({ ...views.archive, cards: [] }, aSite);

    expect(html).toContain('<meta name="robots" content="noindex"');
    expect(linkTo(html, 'canonical')).toBeUndefined();
  });

  it('of a month links to the months beside it', () => {
    const html = renderListing(views.archive, aSite);

    expect(textOf(all(html, 'h1')[0])).toBe('November 2026');
    expect(linksOf(html)).toEqual(expect.arrayContaining(['/archive/2026-10', '/archive/2026-12']));
  });
});

describe('an article', () => {
  const html = renderArticle(fullArticle, aSite);

  it('is titled by headline, section and paper', () => {
    expect(titleOf(html)).toBe('The ferry sails again | Abroad | Broadsheet');
    expect(linkTo(html, 'canonical')).toBe('https://broadsheet.example/abroad/the-ferry-sails-again');
  });

  it('keeps the place of its image, and offers its widths', () => {
    const image = all(html, 'img')[0];

    expect([attribute(image, 'width'), attribute(image, 'height')]).toEqual(['1500', '1000']);
    expect(attribute(image, 'srcset')).toBe(
      'https://images.example/ferry.jpg 1500w, https://images.example/ferry-800.jpg 800w',
    );
    expect(attribute(image, 'sizes')).toBe('min(56rem, 100vw - 2.5rem)');
  });

  it('keeps a score of its headline on one line, here and in a listing', () => {
    const headline = 'Rovers 3–2 Pellby, 1961–2026 – at last';

    const page = renderArticle(
      anArticleView({ article: { ...articleView.article, headline }, related: [aCard({ headline })] }),
      aSite,
    );

    const joined = all(page, 'span').filter((each) => attribute(each, 'class') === 'joined');
    expect(joined.map(textOf)).toEqual(['3–2', '1961–2026', '3–2', '1961–2026']);
    expect(all(page, 'h1').map(textOf)).toEqual([headline]);
  });

  it('keeps apart the widths of an image whose addresses hold commas', () => {
    const image = {
      ...anImage,
      url: 'https://images.example/w_1500,q_80,',
      sources: [{ url: 'https://i.example/,,', width: 800 }],
    };

    const page = renderArticle(anArticleView({ article: { ...articleView.article, image } }), aSite);

    expect(attribute(all(page, 'img')[0], 'srcset')).toBe(
      'https://images.example/w_1500,q_80%2C 1500w, https://i.example/,%2C 800w',
    );
  });

  it('offers one width of an image that has no other', () => {
    const page = renderArticle(
      anArticleView({ article: { ...articleView.article, image: { ...anImage, sources: [] } } }),
      aSite,
    );

    expect(attribute(all(page, 'img')[0], 'srcset')).toBeUndefined();
  });

  it('links to its authors, tags, section and comments', () => {
    expect(linksOf(html)).toEqual(
      expect.arrayContaining(['/authors/ines-calder', '/tags/harbour', '/abroad', '#comments', '/archive/2026-11']),
    );
  });

  it('is marked with its language where that is not the paper’s', () => {
    const french = renderArticle(anArticleView({ article: { ...articleView.article, language: 'fr' } }), aSite);

    const languages = (page: string) => all(page, 'article').map((each) => attribute(each, 'lang'));
    expect(languages(french)).toEqual(['fr']);
    expect(languages(renderArticle(articleView, aSite))).toEqual([undefined]);
  });

  it('has no form where comments are closed, and no link to reply', () => {
    const closed = renderArticle({ ...fullArticle, form: null }, aSite);

    expect(all(closed, 'form')).toEqual([]);
    expect(closed).toContain('Comments are closed.');
    expect(linksOf(closed).filter((href) => href?.includes('replyTo'))).toEqual([]);
  });
});

describe('a thread', () => {
  const html = renderArticle(fullArticle, aSite);

  it('puts a reply within what it replies to, also where that was removed', () => {
    const within = (inner: string, outer: string) => {
      for (let node = byId(html, inner)?.parentNode; node && 'tagName' in node; node = node.parentNode) {
        if (node.tagName === 'li') {
          const own = node.childNodes.find((each) => 'tagName' in each);
          if (own && 'tagName' in own && attribute(own, 'id') === outer) return true;
        }
      }
      return false;
    };

    expect(within(`comment-${reply.id}`, `comment-${root.id}`)).toBe(true);
    expect(within(`comment-${underRemoved.id}`, `comment-${removed.id}`)).toBe(true);
    expect(within(`comment-${removed.id}`, `comment-${root.id}`)).toBe(false);
    expect(textOf(byId(html, `comment-${removed.id}`))).toBe('This comment was removed.');
  });

  it('shows a reply whose parent is on another page by itself', () => {
    const orphan = aComment(9, { parentId: aComment(8).id, depth: 1 });
    const page = renderArticle({ ...articleView, thread: aThread({ comments: [orphan] }) }, aSite);

    expect(byId(page, `comment-${orphan.id}`)).toBeDefined();
  });

  it('links to replying, to each comment, to the other order and to its neighbours', () => {
    const article = '/abroad/the-ferry-sails-again';

    expect(linksOf(html)).toEqual(
      expect.arrayContaining([
        `${article}?replyTo=${root.id}#reply`,
        root.url,
        `${article}#comments`,
        `${article}?order=newest#comments`,
        `${article}?cursor=next#comments`,
        `${article}?cursor=previous#comments`,
      ]),
    );
  });

  it('stays in its order from page to page', () => {
    const thread = aThread({ comments: [root], order: 'newest', next: 'n' });
    const page = renderArticle({ ...articleView, thread }, aSite);

    const older = all(page, 'a').find((each) => attribute(each, 'href')?.includes('cursor=n'));
    expect(attribute(older, 'href')).toBe('/abroad/the-ferry-sails-again?order=newest&cursor=n#comments');
    expect(textOf(older)).toContain('Older comments');
  });
});

describe('the reply form', () => {
  const field = (html: string, name: string) => elementsOf(html).find((each) => attribute(each, 'name') === name);

  it('asks what people know to be asked', () => {
    const html = renderArticle(articleView, aSite);

    expect(textOf(byId(html, 'page-reply'))).toBe('Leave a Reply');
    expect(textOf(byId(html, 'reply'))).toContain(
      'Your email address will not be published. Required fields are marked *',
    );
    expect(attribute(field(html, 'email'), 'aria-describedby')).toBe('page-email-note');
    expect(textOf(all(html, 'button')[0])).toBe('Post Comment');
    expect(elementsOf(html).filter((each) => attribute(each, 'autofocus') !== undefined)).toEqual([]);
  });

  it('replies to a comment until that is cancelled', () => {
    const form = aForm({ replyTo: { id: root.id, name: 'Reader 1' } });
    const html = renderArticle({ ...articleView, form }, aSite);

    expect(textOf(byId(html, 'page-reply'))).toBe('Leave a Reply to Reader 1');
    expect(attribute(field(html, 'parentId'), 'value')).toBe(root.id);
    expect(all(html, 'a').some((each) => textOf(each) === 'Cancel reply')).toBe(true);
  });

  it('keeps what was sent, to the letter', () => {
    const comment = '\n\n  Two blank lines, then </textarea><b>';
    const html = renderArticle({ ...articleView, form: { ...failed, values: { ...failed.values, comment } } }, aSite);

    expect(textOf(field(html, 'comment'))).toBe(comment);
    expect(attribute(field(html, 'email'), 'value')).toBe('nobody');
    expect(attribute(field(html, 'remember'), 'checked')).toBeDefined();
    expect(attribute(field(html, 'notify'), 'checked')).toBeUndefined();
  });

  it('tells what is wrong beside each field, and starts at the first', () => {
    const html = renderArticle({ ...articleView, form: failed }, aSite);
    const [name, email] = [field(html, 'name'), field(html, 'email')];

    expect(titleOf(html)).toMatch(/^Not sent: /);
    expect(attribute(name, 'aria-invalid')).toBe('true');
    expect(textOf(byId(html, attribute(name, 'aria-describedby') ?? ''))).toBe('Name is required.');
    expect(attribute(email, 'aria-describedby')).toBe('page-email-note page-email-fault');
    expect(attribute(name, 'autofocus')).toBeDefined();
    expect(attribute(email, 'autofocus')).toBeUndefined();
    expect(linksOf(html).filter((href) => href === '#page-name' || href === '#page-email')).toEqual([
      '#page-name',
      '#page-email',
    ]);
  });

  it.each([false, true])('has a field that only a program fills in; a website is asked for: %s', (offersWebsite) => {
    const html = renderArticle({ ...articleView, form: aForm({ offersWebsite }) }, aSite);
    const trap = field(html, 'remarks');

    expect(attribute(trap, 'tabindex')).toBe('-1');
    expect(attribute(trap?.parentNode as Element, 'aria-hidden')).toBe('true');
    expect(attribute(trap, 'value')).toBe('');
    // Chrome and Firefox; 1Password, Bitwarden, Dashlane and LastPass.
    expect(attribute(trap, 'autocomplete')).toBe('off');
    expect(['1p-ignore', 'bwignore', 'form-type', 'lpignore'].map((name) => attribute(trap, `data-${name}`))).toEqual([
      'true',
      'true',
      'other',
      'true',
    ]);
  });

  it('leaves out keys that a page for everybody does not have', () => {
    const { rendered: _rendered, ...form } = aForm();
    const html = renderArticle({ ...articleView, form }, aSite);

    expect(all(html, 'input').filter((each) => attribute(each, 'type') === 'hidden')).toEqual([]);
  });
});

describe('a message', () => {
  it.each([
    [404, 'Page not found'],
    [410, 'This article has been withdrawn'],
    [403, 'Comments are closed'],
    [429, 'Too many at once'],
    [500, 'Something went wrong'],
    [503, 'Something went wrong'],
  ])('has words for %i, and is no place to search engines', (status, title) => {
    const html = renderMessage({ status }, aSite);

    expect(textOf(all(html, 'h1')[0])).toBe(title);
    expect(html).toContain('noindex');
    expect(linkTo(html, 'canonical')).toBeUndefined();
  });
});

describe('the colours', () => {
  /** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
      const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const text = ['ink', 'faded', 'accent', 'fault'] as const;
  const parts = ['edge', 'focus'] as const;
  const pairs = (['light', 'dark'] as const).flatMap((scheme) =>
    (['paper', 'wash'] as const).flatMap((ground) => [
      ...text.map((name) => [scheme, name, ground, 4.5] as const),
      ...parts.map((name) => [scheme, name, ground, 3] as const),
    ]),
  );

  it.each(pairs)('in %s: %s on %s has a contrast of %d', (scheme, name, ground, least) => {
    const colours: Colours = settings.colours[scheme];

    expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(least);
  });
});

describe('the assets', () => {
  const { names, files } = collectAssets();
  const css = String(files.get(names['theme.css'] ?? ''));

  it('are all that pages and the CSS name', () => {
    const named = [
      ...pages().flatMap(([, html]) => [...html.matchAll(/"\/assets\/([^"]+)"/g)].map(([, file]) => file)),
      ...[...css.matchAll(/url\(([^)]+)\)/g)].map(([, file]) => file),
    ];

    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((file) => !files.has(file ?? ''))).toEqual([]);
  });

  it('change their names with their content only', () => {
    expect(collectAssets().names).toEqual(names);
    expect(names['theme.css']).toMatch(/^theme\.[0-9a-f]{10}\.css$/);
  });

  it('bring an article with 50 comments in at most 60 KB, compressed', () => {
    const words = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => `word${((from + index) * 7919) % 10_000}`).join(' ');
    const comments = Array.from({ length: 50 }, (_, index) =>
      aComment(index, { body: `<p>${words(30, index * 30)}</p>` }),
    );
    const body = words(900, 5_000);
    const view = { ...fullArticle, article: { ...fullArticle.article, body }, thread: aThread({ comments }) };
    // The faces of Latin letters; those of other characters are loaded where a text has them.
    const latin = settings.fonts.faces.filter(({ characters }) => characters === 'latin').map(({ file }) => file);
    const fonts = [...new Set(latin)].map((file) => files.get(names[file.replace(/^.*\//, '')] ?? '')?.length ?? 0);

    const bytes = [renderArticle(view, aSite), css].map((text) => gzipSync(text).length).concat(fonts);
    expect(bytes.every((each) => each > 0)).toBe(true);
    expect(bytes.reduce((sum, each) => sum + each)).toBeLessThanOrEqual(60 * 1024);
  });
});
