import { describe, expect, it } from 'vitest';
import { nearestName } from '../../functions/shared/api/nearestName.ts';

const KNOWN = ['headline', 'standfirst', 'tags', 'byline', 'commentsOpen', 'at', 'language', 'holdWords', 'spamWords'];

describe('the nearest name', () => {
  it.each([
    ['Headline', 'headline'],
    ['stand_first', 'standfirst'],
    ['STANDFIRST', 'standfirst'],
    ['standfrist', 'standfirst'],
    ['tag', 'tags'],
    ['bylines', 'byline'],
    ['by-line', 'byline'],
    ['comments', 'commentsOpen'],
    ['openComments', 'commentsOpen'],
    ['publish at', 'at'],
    ['publishAt', 'at'],
    ['holdword', 'holdWords'],
    ['spam_words', 'spamWords'],
    ['lang', 'language'],
    ['langugae', 'language'],
    ['atgs', 'tags'],
    ['head', 'headline'],
    ['he', undefined],
    ['ids', undefined],
    ['title', undefined],
    ['xy', undefined],
    ['', undefined],
    ['__proto__', undefined],
    ['🚢', undefined],
  ])('to %j is %j', (name, nearest) => {
    expect(nearestName(name, KNOWN)).toBe(nearest);
  });

  it('of a short one is at most a letter away', () => {
    expect([nearestName('widht', ['width']), nearestName('idx', ['ids']), nearestName('xyz', ['ids'])]).toEqual([
      'width',
      'ids',
      undefined,
    ]);
  });

  it('is looked for in the beginning of a long name', () => {
    expect(nearestName('x'.repeat(10_000_000), KNOWN)).toBeUndefined();
  });
});
