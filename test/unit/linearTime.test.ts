import { describe, expect, it } from 'vitest';
import { linksIn } from '../../functions/comments/judging/links.ts';
import { findListed, looksOf, readWords } from '../../functions/comments/judging/wordMatcher.ts';
import { toHtml } from '../../functions/comments/threads/markup.ts';
import { renderBody } from '../../functions/newsroom/body/render.ts';
import { depthFault } from '../../functions/shared/api/json.ts';
import { nearestName } from '../../functions/shared/api/nearestName.ts';
import { line, paragraphs } from '../../functions/shared/text.ts';
import { growthOf, TWICE } from '../support/growth.ts';
import { longTexts } from '../support/longTexts.ts';

const KIB = 1024;
const LISTED = ['casino', 'cheap pills', 'a b c', '*aa*bb*', 'a?a*a'];
const [name, text] = [line(100), paragraphs(10_000)];

/** A body may be refused, but not late. */
const rendered = (format: 'markdown' | 'html') => (source: string) => {
  try {
    return renderBody(source, format);
  } catch {
    return undefined;
  }
};

describe.each<[string, readonly [number, number], (text: string) => unknown]>([
  ['the brackets of a body', [64 * KIB, 256 * KIB], depthFault],
  ['a name', [64 * KIB, 256 * KIB], (sent) => name.safeParse(sent)],
  ['a text', [64 * KIB, 256 * KIB], (sent) => text.safeParse(sent)],
  ['the nearest name', [64 * KIB, 256 * KIB], (sent) => nearestName(sent, ['headline', 'tags'])],
  // A comment has 10,000 characters at most.
  ['a comment as HTML', [10_000, 40_000], toHtml],
  ['the links of a comment', [10_000, 40_000], linksIn],
  ['the words of a comment', [10_000, 40_000], (sent) => findListed(LISTED, readWords(sent, 'en-GB'))],
  ['the looks of a name', [10_000, 40_000], (sent) => looksOf(sent, 'en-GB')],
  ['an article in Markdown', [75_000, 300_000], rendered('markdown')],
  ['an article in HTML', [75_000, 300_000], rendered('html')],
])('%s', (_what, lengths, work) => {
  it.each(longTexts)('is read in time that grows with it: %s', async (_of, make) => {
    expect(await growthOf(make, lengths, work)).toBeLessThanOrEqual(TWICE);
  });
});
