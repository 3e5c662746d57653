import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  articleKey,
  articlePartition,
  goneKey,
  listingCeiling,
  listingFloor,
  listingKey,
  listingSortKey,
  listingsOf,
  movedKey,
  parseListingSortKey,
  publishedSortKey,
  tallyKey,
} from '../../functions/articles/keys.ts';
import {
  commentKey,
  commentSortKey,
  endOfRoot,
  isReplyKey,
  isThreadPosition,
  replySortKey,
  rootOf,
  rootSortKey,
  threadCeiling,
} from '../../functions/comments/threads/keys.ts';
import { editionKey, editionSortKey, parseEditionKey } from '../../functions/fronts/keys.ts';
import { sectionKey } from '../../functions/sections/keys.ts';
import { anArticle, MORNING, NOON } from '../support/builders.ts';

const instant = fc
  .date({ min: new Date('0000-01-01T00:00:00.000Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/);
const id = fc.uuid();

const byText = (one: string, other: string) => (one < other ? -1 : 1);

describe('the keys of a slug', () => {
  it('read downwards from now: what is out, its tally, where it moved, that it is gone', () => {
    const future = articleKey('ferry', '2026-11-23T12:00:00.001Z');
    const out = articleKey('ferry', MORNING);
    const keys = [goneKey('ferry'), out, tallyKey('ferry'), future, movedKey('ferry')];

    const read = keys
      .filter(({ sk }) => sk <= publishedSortKey(NOON))
      .toSorted((one, other) => byText(other.sk, one.sk));

    expect(read).toEqual([out, tallyKey('ferry'), movedKey('ferry'), goneKey('ferry')]);
  });

  it('stand in one partition', () => {
    const keys = [articleKey('ferry', NOON), tallyKey('ferry'), movedKey('ferry'), goneKey('ferry')];

    expect(new Set(keys.map(({ pk }) => pk))).toEqual(new Set([articlePartition('ferry')]));
  });
});

describe('the keys of a listing', () => {
  it('come apart into what they were made of', () => {
    const roundTrip = fc.property(instant, slug, (publishedAt, name) => {
      expect(parseListingSortKey(listingSortKey(publishedAt, name))).toEqual({ publishedAt, slug: name });
    });

    fc.assert(roundTrip);
  });

  it.each([
    ['nothing', ''],
    ['an instant alone', NOON],
    ['an instant and no slug', `${NOON}#`],
    ['no instant', '#ferry'],
    ['a third part', `${NOON}#ferry#sails`],
    ['another form of the instant', '2026-11-23T12:00:00Z#ferry'],
    ['a day that does not exist', '2026-02-30T12:00:00.000Z#ferry'],
    ['a slug in capitals', `${NOON}#Ferry`],
    ['the ceiling', listingCeiling(NOON)],
    ['the floor', listingFloor(NOON)],
  ])('do not come apart when they are %s', (_what, key) => {
    const parts = parseListingSortKey(key);

    expect(parts).toBeUndefined();
  });

  it('sort by instant, then by slug', () => {
    const order = fc.property(instant, instant, slug, slug, (at, later, one, other) => {
      const inOrder = at < later || (at === later && one <= other);
      expect(listingSortKey(at, one) <= listingSortKey(later, other)).toBe(inOrder);
    });

    fc.assert(order);
  });

  it('lie between the floor and the ceiling of their instant, and of no other', () => {
    const bounds = fc.property(instant, instant, slug, (publishedAt, now, name) => {
      const key = listingSortKey(publishedAt, name);
      expect(key <= listingCeiling(now)).toBe(publishedAt <= now);
      expect(key >= listingFloor(now)).toBe(publishedAt >= now);
    });

    fc.assert(bounds);
  });

  it('are one for each listing the article belongs to', () => {
    const byline = [
      { name: 'Ines Calder', slug: 'ines-calder' },
      { name: 'Bo Lund', slug: 'bo-lund' },
    ];

    const listings = listingsOf(anArticle({ section: 'home', tags: ['harbour', 'boats'], byline }));

    expect(listings).toEqual([
      'latest',
      'section/home',
      'tag/harbour',
      'tag/boats',
      'author/ines-calder',
      'author/bo-lund',
    ]);
    expect(listingKey('tag/boats', NOON, 'ferry')).toEqual({ pk: 'LISTING#tag/boats', sk: `${NOON}#ferry` });
  });
});

describe('the keys of a section', () => {
  it('sort as numbers do', () => {
    const positions = [1, 2, 9, 10, 11, 99, 100, 1000, 9999];

    const keys = positions.map((position) => sectionKey(position, 'abroad').sk);

    expect(keys.toSorted()).toEqual(keys);
  });
});

describe('the keys of a thread', () => {
  const root = fc.tuple(instant, id).map(([at, name]) => rootSortKey(at, name));
  const reply = fc.tuple(root, instant, id).map(([under, at, name]) => replySortKey(under, at, name));

  it('are positions: a root, a reply, a whole conversation', () => {
    const positions = fc.property(root, reply, (one, other) => {
      expect([one, other, `${one}/`].map(isThreadPosition)).toEqual([true, true, true]);
    });

    fc.assert(positions);
  });

  const aRoot = rootSortKey(NOON, '00000000-0000-4000-8000-000000000001');

  it.each([
    ['nothing', ''],
    ['a slash', '/'],
    ['an instant alone', NOON],
    ['an id that is none', rootSortKey(NOON, 'comment-1')],
    ['an instant that is none', rootSortKey('yesterday', '00000000-0000-4000-8000-000000000001')],
    ['a reply without its root', `/${aRoot}`],
    ['a reply to a reply', `${aRoot}/${aRoot}/${aRoot}`],
    ['a reply that is none', `${aRoot}/~`],
    ['a ceiling', threadCeiling(NOON)],
    ['a listing entry', listingSortKey(NOON, 'ferry')],
  ])('are no position when they are %s', (_what, key) => {
    const verdict = isThreadPosition(key);

    expect(verdict).toBe(false);
  });

  it('tell a reply from a root, and the root of both', () => {
    const belongs = fc.property(root, instant, id, (key, at, name) => {
      const under = replySortKey(key, at, name);
      expect([key, under].map(isReplyKey)).toEqual([false, true]);
      expect([key, under, `${key}/`].map(rootOf)).toEqual([key, key, key]);
    });

    fc.assert(belongs);
  });

  it('keep a conversation together: above its root and below its end, and no other root between', () => {
    const together = fc.property(root, root, instant, id, (key, stranger, at, name) => {
      const under = replySortKey(key, at, name);
      expect(key < under && under < endOfRoot(key)).toBe(true);
      expect(stranger > key && stranger < endOfRoot(key)).toBe(false);
    });

    fc.assert(together);
  });

  it('lie below the ceiling of now exactly when the conversation has begun', () => {
    const begun = fc.property(instant, instant, instant, id, (at, answered, now, name) => {
      const key = rootSortKey(at, name);
      expect(key <= threadCeiling(now)).toBe(at <= now);
      expect(replySortKey(key, answered, name) <= threadCeiling(now)).toBe(at <= now);
    });

    fc.assert(begun);
  });

  it('are made from the comment itself', () => {
    const comment = { thread: 'ferry', publishedAt: NOON, id: '00000000-0000-4000-8000-000000000002' };

    const [first, answer] = [
      { ...comment, root: null },
      { ...comment, root: aRoot },
    ];

    expect(commentKey(first)).toEqual({ pk: 'COMMENTS#ferry', sk: rootSortKey(NOON, comment.id) });
    expect(commentKey(answer)).toEqual({ pk: 'COMMENTS#ferry', sk: replySortKey(aRoot, NOON, comment.id) });
    expect(commentSortKey(answer)).toBe(commentKey(answer).sk);
  });
});

describe('the keys of fronts', () => {
  it('read downwards from now: the edition that holds, and none to come', () => {
    const keys = [editionSortKey(MORNING), editionSortKey(NOON)].toSorted(byText);

    expect(keys).toEqual([`AT#${MORNING}`, `AT#${NOON}`]);
    expect(parseEditionKey(editionKey('abroad', NOON))).toEqual({ front: 'abroad', from: NOON });
  });

  it.each([
    ['of another item', { pk: 'SECTIONS', sk: `AT#${NOON}` }],
    ['of the version', { pk: 'FRONT#abroad', sk: 'HEAD' }],
    ['without an instant', { pk: 'FRONT#abroad', sk: 'AT#tomorrow' }],
  ])('are told from one %s', (_what, key) => {
    expect(parseEditionKey(key)).toBeUndefined();
  });
});
