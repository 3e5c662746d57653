import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from '../../infra/commands/browser.ts';
import { type App, ORIGIN, startApp } from '../support/app.ts';
import { aMedia, aRecording, mediaId, putRecord } from '../support/media.ts';
import { Editor } from '../support/newsroom.ts';

/*
 * What is said of pictures, as somebody would say it who wants a reader's browser to run something. The pages' policy is
 * taken away, so that nothing but their own escaping keeps it from running.
 */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** They all call `harm`. Most are of OWASP's list and of PortSwigger's. */
const vectors = [
  '<script>harm()</script>',
  '"><script>harm()</script>',
  `'"><img src=x onerror=harm()>`,
  '" onmouseover="harm()" x="',
  "' onfocus='harm()' autofocus='",
  '" onload="harm()',
  '<svg onload=harm()>',
  '<svg><script>harm()</script></svg>',
  '<svg><animate onbegin=harm() attributeName=x dur=1s>',
  '<iframe srcdoc="<script>parent.harm()</script>">',
  '<details open ontoggle=harm()>',
  '<input autofocus onfocus=harm()>',
  '<video><source onerror=harm()></video>',
  '<body onpageshow=harm()>',
  '<math><mtext><img src=x onerror=harm()></mtext></math>',
  '<a href="javascript:harm()">harbour</a>',
  '[harbour](javascript:harm())',
  '</script><script>harm()</script>',
  '</title><script>harm()</script>',
  '</figcaption></figure><script>harm()</script>',
  '--><script>harm()</script>',
  ']]><script xmlns="http://www.w3.org/1999/xhtml">harm()</script>',
  '<![CDATA[<script>harm()</script>]]>',
  '<script xmlns="http://www.w3.org/1999/xhtml">harm()</script>',
  '&lt;script&gt;harm()&lt;/script&gt;',
  '&#60;img src=x onerror=harm()&#62;',
  '\\u003cscript\\u003eharm()\\u003c/script\\u003e',
  '<noscript><p title="</noscript><img src=x onerror=harm()>">',
  '<template><script>harm()</script></template><img src=x onerror=harm()>',
  '" style="background:url(javascript:harm())',
  'x, javascript:harm() 2x',
  `\${harm()}{{constructor.constructor("harm()")()}}`,
  '<base href="javascript:/a/-harm()//">',
  '<meta http-equiv="refresh" content="0;url=javascript:harm()">',
];

let app: App;
let browser: Awaited<ReturnType<typeof launchBrowser>>;

const nth = (index: number, kind = 0) => mediaId(1 + 10 * index + kind);
const addresses = vectors.map((_, index) => `/abroad/vector-${index}`);

beforeAll(async () => {
  app = await startApp();
  browser = await launchBrowser();
  const editor = new Editor(app);
  for (const [index, text] of vectors.entries()) {
    const said = {
      title: text,
      alt: text,
      caption: text,
      credit: text,
      copyright: text,
      source: text,
      restrictions: text,
      people: [text],
      keywords: [text],
      place: text,
      fileName: text,
      license: { name: text, url: `https://example.org/?"${text}` },
    };
    for (const kind of [0, 1, 2]) await putRecord(app, aMedia({ id: nth(index, kind), ...said }));
    await putRecord(app, aRecording({ id: nth(index, 3), ...said, fileName: `${text.replaceAll('/', '')}.mp3` }));
    const own = text.replaceAll('"', '&quot;');
    const [lead, one, two, talk] = [0, 1, 2, 3].map((kind) => `media:${nth(index, kind)}`);
    const body = [
      `![${text}](${lead} "${own}")`,
      `![](${one})\n![${text}](${two})`,
      `<figure><img src="${one}" alt="${own}"><figcaption>${text}</figcaption></figure>`,
      `[${text}](${talk})`,
      `<audio src="${talk}" controls></audio>`,
    ].join('\n\n');
    const image = { media: nth(index), ...(index % 2 ? { alt: text, caption: text, credit: text } : {}) };
    await editor.publish({ slug: `vector-${index}`, body, image });
  }
});

afterAll(() => browser?.close());

/** A page that asks the app, without its policy, and tells whether anything ran. */
async function openPage() {
  const context = await browser.newContext({ baseURL: ORIGIN });
  const ran: string[] = [];
  await context.exposeFunction('harm', () => void ran.push(page.url()));
  await context.route('**', async (route) => {
    const { pathname, search, origin } = new URL(route.request().url());
    if (origin !== ORIGIN || pathname.startsWith('/media/')) return route.abort();
    const { statusCode: status = 200, headers, body = '', isBase64Encoded } = await app.get(`${pathname}${search}`);
    const { 'content-security-policy': _policy, ...others } = headers as Record<string, string>;
    // A browser that shows a feed as the XML that it is.
    if (/\.(rss|atom)$/.test(pathname)) others['content-type'] = 'application/xml';
    return route.fulfill({ status, headers: others, body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') });
  });
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.dismiss());
  return { page, ran };
}

/** Does to everything on a page what readers do with a pointer and a keyboard. */
function touch() {
  for (const element of document.querySelectorAll('*')) {
    for (const type of ['mouseover', 'focus', 'load', 'error', 'toggle']) element.dispatchEvent(new Event(type));
    if (element instanceof HTMLAnchorElement && element.protocol === 'javascript:') element.click();
  }
}

describe(`${vectors.length} texts of pictures that would run`, () => {
  it('do run where they are not escaped', async () => {
    const { page, ran } = await openPage();

    for (const text of vectors) await page.setContent(`<p title="${text}">${text}</p>`);

    expect(ran.length).toBeGreaterThan(10);
  });

  it('run on no page', async () => {
    const { page, ran } = await openPage();

    for (const address of ['/', '/abroad', ...addresses]) {
      expect((await page.goto(address))?.status(), address).toBe(200);
      await page.evaluate(touch);
      expect(await page.locator('script:not([src])').allTextContents(), address).toSatisfy((scripts: string[]) =>
        scripts.every((script) => JSON.parse(script) !== null),
      );
    }

    expect(ran).toEqual([]);
  });

  it('run in no feed, nor where a reader of feeds shows its texts as HTML', async () => {
    const { page, ran } = await openPage();

    for (const address of ['/feed.rss', '/feed.atom', '/abroad/feed.rss', '/feed.json']) {
      const { statusCode, body = '' } = await app.get(address);
      expect([address, statusCode]).toEqual([address, 200]);
      await page.goto(address);
      await page.evaluate(touch).catch(() => {});
      const texts = address.endsWith('.json')
        ? JSON.parse(body).items.map((item: { content_html?: string }) => item.content_html ?? '')
        : await page.evaluate((source) => {
            const xml = new DOMParser().parseFromString(source, 'application/xml');
            return Array.from(
              xml.querySelectorAll('content, description, summary, encoded'),
              (each) => each.textContent ?? '',
            );
          }, body);
      expect(texts.length).toBeGreaterThan(10);
      await page.goto('about:blank');
      await page.setContent(texts.join('\n'));
      await page.evaluate(touch);
    }

    expect(ran).toEqual([]);
  });
});
