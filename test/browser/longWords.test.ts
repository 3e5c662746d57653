import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toHtml } from '../../functions/comments/threads/markup.ts';
import { renderBody } from '../../functions/newsroom/body/render.ts';
import { renderArticle } from '../../functions/pages/render.tsx';
import { row } from '../support/longTexts.ts';
import { openPageShower, type PageShower } from '../support/pageShower.ts';
import { articleView, pages, textsOfMenus, withTexts } from '../support/pageViews.ts';
import { aComment, aSite, aThread } from '../support/views.ts';

/*
 * Every kind of page with nothing but long words in all of its texts: none of them may be wider than its window.
 */

// Hundreds of layouts.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const WIDTHS = [320, 375, 768, 1024, 1280, 1600];
/** As long as a headline may be. */
const LONGEST = 200;
/** As many marks on a letter as a name may have. */
const MARKS = 8;

/** Words that are as long as they may be, each of another kind. */
const WORDS = [
  row('a')(LONGEST),
  row('W')(LONGEST),
  row('Donaudampfschifffahrtsgesellschaftskapitän')(LONGEST),
  row('harbour\u00a0')(LONGEST),
  `https://broadsheet.example/${row('a/b?c=d&')(LONGEST)}`,
  row('1234–5678')(LONGEST),
  row('a\u2060')(LONGEST),
  row('بحر')(LONGEST),
  row(`a${'\u0301'.repeat(MARKS)}`)(LONGEST),
].join(' ');

const blocks = (word: string) => `
## ${word}

${word} **${word}** [${word}](https://a.example/) \`${word}\`[^1]

- ${word}
  1. ${word}

> ${word}

| ${word} | b |
|---|--:|
| c | ${word} |

\`\`\`
${word}
\`\`\`

![${word}](https://pictures.example/a.png "${word}. Credit: ${word}")

<details><summary>${word}</summary><dl><dt>${word}</dt><dd>${word}</dd></dl></details>
<table><caption>${word}</caption><tr><td>${word}</td></tr></table>
<p>${word} <math><mrow>${'<mi>aaaaaaaa</mi><mo>+</mo>'.repeat(30)}</mrow></math></p>
<div><math><mtext>${word}</mtext></math></div>
<p><kbd>${word}</kbd> <ruby>${word}<rt>${word}</rt></ruby></p>

${'> - '.repeat(14)}${word}

[^1]: ${word}
`;

/** A view whose every text is one, its HTML too. */
const filledWith = (text: string) => {
  const body = renderBody(blocks(text), 'markdown').html;
  const comment = toHtml(`${text}\n\n> > > ${text} *${text}* \`${text}\` [${text}](https://a.example/)`);
  const visit = <Value>(value: Value): Value => {
    if (Array.isArray(value)) return value.map(visit) as Value;
    if (value === null || typeof value !== 'object') return value;
    const changed = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, visit(each)]));
    return ('body' in value ? { ...changed, body: 'parentId' in value ? comment : body } : changed) as Value;
  };
  return <View>(view: View): View => visit(withTexts(view, text));
};

const siteFilledWith = (word: string) => {
  const { title, publisher, description } = withTexts(aSite.settings, word);
  return {
    ...aSite,
    title,
    description,
    settings: { ...aSite.settings, title, publisher, description },
    ...textsOfMenus(word, word),
  };
};

let shower: PageShower;
let page: Page;

beforeAll(async () => {
  shower = await openPageShower();
  page = shower.page;
});

afterAll(() => shower?.close());

describe('long words in every text', () => {
  it.each(pages(filledWith(WORDS), siteFilledWith(WORDS)))(
    'leave the page %s as wide as its window',
    async (_, html) => {
      await shower.show(html);

      expect(await tooWide()).toEqual([]);
    },
  );
});

describe('marks heaped on the letters of a comment', () => {
  it('are not drawn over the comments beside it', async () => {
    const heaped = `a${'\u0301'.repeat(40)}${'\u0323'.repeat(40)}`;
    const [above, below] = [aComment(1), aComment(3)];
    const between = aComment(2, { author: { name: heaped, website: null }, body: `<p>${heaped}</p>` });
    const around = async (html: string) => {
      await shower.show(html);
      const boxes = [above, below].map(({ id }) => page.locator(`#comment-${id}`).boundingBox());
      const shots = (await Promise.all(boxes)).map((clip) => (clip ? page.screenshot({ clip, fullPage: true }) : null));
      return (await Promise.all(shots)).map((shot) => shot?.toString('base64'));
    };
    const withMiddle = (middle: typeof between) =>
      renderArticle({ ...articleView, thread: aThread({ comments: [above, middle, below] }) }, aSite);

    const plain = await around(withMiddle({ ...between, author: { name: 'a', website: null }, body: '<p>a</p>' }));
    const withMarks = await around(withMiddle(between));

    expect(withMarks).toEqual(plain);
  });
});

/** What is wider than the window, at each width. What scrolls by itself is not, nor is what is in it. */
async function tooWide(): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const over = await page.evaluate(() => {
      const { scrollWidth = 0, clientWidth = 0 } = document.scrollingElement ?? {};
      const wide = [...document.querySelectorAll('body *')].filter(
        (each) =>
          !each.closest('table, math, :has(> ruby), .sr-only, .trap') &&
          // On a phone, the sections are one line that can be moved.
          !(clientWidth < 640 && each.closest('.sections > *')) &&
          each.getBoundingClientRect().right > clientWidth + 1,
      );
      const names = wide.slice(-3).map(({ tagName, className }) => `${tagName}.${className}`);
      return scrollWidth > clientWidth || wide.length > 0 ? `${scrollWidth} of ${clientWidth} px: ${names}` : undefined;
    });
    if (over) found.push(over);
  }
  return found;
}
