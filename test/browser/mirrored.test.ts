import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openPageShower, type PageShower } from '../support/pageShower.ts';
import { pages } from '../support/pageViews.ts';
import { aSite } from '../support/views.ts';

/*
 * Every kind of page is laid out from right to left as the mirror image of the same page from left to right.
 */

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let shower: PageShower;

beforeAll(async () => {
  shower = await openPageShower();
});

afterAll(() => shower?.close());

describe.each([390, 1280])('at a width of %i pixels', (width) => {
  it.each(pages((view) => view, aSite))('the page %s is mirrored', async (_, html) => {
    await shower.page.setViewportSize({ width, height: 900 });
    await shower.show(html);
    const left = await boxes();
    await shower.page.evaluate(() => {
      document.documentElement.dir = 'rtl';
    });
    const right = await boxes();

    expect(left.length).toBeGreaterThan(5);
    const differing = left.flatMap((box, index) => {
      const mirrored = right[index];
      const isMirrored =
        mirrored !== undefined &&
        Math.abs(box.start - (width - mirrored.end)) < 1.5 &&
        Math.abs(box.end - (width - mirrored.start)) < 1.5;
      return isMirrored ? [] : [{ ...box, mirrored }];
    });
    expect(differing).toEqual([]);
  });
});

/** Where every box of the page begins and ends from its left edge, but for boxes of text, whose order its script decides. */
function boxes(): Promise<{ name: string; start: number; end: number }[]> {
  return shower.page.evaluate(() => {
    // What an author has aligned keeps its side; what has an own direction is not turned.
    const stays = 'body [dir], body [dir] *, [align], svg *, .sr-only, .skip, .arrow, pre, code';
    return [...document.querySelectorAll('body *')]
      .filter((element) => !getComputedStyle(element).display.startsWith('inline') && !element.matches(stays))
      .map((element) => {
        const { left, right } = element.getBoundingClientRect();
        return { name: `${element.localName}.${element.className}`, start: left, end: right };
      })
      .filter(({ start, end }) => end > start);
  });
}
