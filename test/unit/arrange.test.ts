import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../functions/articles/fields.ts';
import { type Arranged, type Automatic, arrange, articlesOn, type Candidate } from '../../functions/fronts/arrange.ts';
import { type Arrangement, AUTOMATIC, type Slot } from '../../functions/fronts/schema.ts';

const HOUR = 60 * 60 * 1_000;
const NOON = Date.parse('2026-11-23T12:00:00.000Z');

/** An article that is so many hours old. */
const story = (slug: string, hours: number, changes: Partial<Candidate> = {}): Candidate => ({
  slug,
  publishedAt: new Date(NOON - hours * HOUR).toISOString(),
  section: 'home',
  tags: [],
  kind: 'news',
  importance: 2,
  keptOffFronts: false,
  ...changes,
});

const SECTIONS = ['home', 'abroad'].map((name) => ({ name, title: name }));
const HOME: Automatic = { second: 3, opinion: 4, briefs: 6, rows: SECTIONS };

const slugs = (articles: readonly Candidate[]) => articles.map(({ slug }) => slug);
const leadOf = ({ lead }: Arranged<Candidate>) => lead?.slug;
const byHand = (slug: string): Slot => ({ slug, publishedAt: '2026-11-23T09:00:00.000Z' });
const arranged = (changes: Partial<Arrangement>, found: readonly Candidate[], automatic = HOME) =>
  arrange({ ...AUTOMATIC, ...changes }, found, automatic);

describe('a front that nobody arranges', () => {
  it('leads with the newest of equal importance', () => {
    expect(leadOf(arranged({}, [story('new', 1), story('old', 2)]))).toBe('new');
  });

  it('leads for a day with what is important, and then with what is newer', () => {
    const important = { importance: 3 };

    expect(leadOf(arranged({}, [story('new', 0), story('great', 23, important)]))).toBe('great');
    expect(leadOf(arranged({}, [story('new', 0), story('great', 25, important)]))).toBe('new');
  });

  it('puts what matters less into the briefs', () => {
    const found = [story('small', 0, { importance: 1 }), story('short', 1, { kind: 'brief' }), story('news', 9)];
    const { briefs, lead } = arranged({}, found);

    expect(lead?.slug).toBe('news');
    expect(slugs(briefs)).toEqual(['short', 'small']);
  });

  it('never leads with what is paid for, not even alone', () => {
    const paid = story('paid', 0, { kind: 'sponsored', importance: 3 });
    const front = arranged({}, [paid]);

    expect([front.lead, front.second, front.briefs]).toEqual([null, [], []]);
    expect(slugs(front.rows.flatMap(({ articles }) => articles))).toEqual(['paid']);
  });

  it('has no article that is kept off fronts', () => {
    expect(articlesOn(arranged({}, [story('hidden', 0, { keptOffFronts: true, importance: 3 })]))).toEqual([]);
  });

  it('has opinions in a row of their own where there are two', () => {
    const [one, two] = [story('one', 1, { kind: 'opinion' }), story('two', 2, { kind: 'opinion' })];

    expect(slugs(arranged({}, [one, two, story('news', 9)]).opinion)).toEqual(['one', 'two']);
    expect(arranged({}, [one, story('news', 9)]).opinion).toEqual([]);
  });

  it('has a row for each section that has something left', () => {
    const found = Array.from({ length: 12 }, (_, hours) => story(`s${hours}`, hours));

    expect(arranged({}, found).rows.map(({ section, articles }) => [section, articles.length])).toEqual([['home', 4]]);
  });

  it('is the same at any time, as long as nothing is published', () => {
    const found = [story('a', 1), story('b', 30, { importance: 3 }), story('c', 5, { importance: 1 })];
    const later = found.map((each) => ({
      ...each,
      publishedAt: new Date(Date.parse(each.publishedAt) - HOUR * 99).toISOString(),
    }));

    expect(slugs(articlesOn(arranged({}, found)))).toEqual(slugs(articlesOn(arranged({}, later))));
  });
});

describe('a front by hand', () => {
  const found = [story('one', 1), story('two', 2), story('three', 3), story('four', 4, { section: 'abroad' })];

  it('has each article where it was put, and nowhere else', () => {
    const front = arranged({ briefs: [byHand('one')], lead: [byHand('four')] }, found);

    expect(leadOf(front)).toBe('four');
    expect(slugs(front.briefs)).toEqual(['one']);
    expect(slugs(articlesOn(front)).toSorted()).toEqual(['four', 'one', 'three', 'two']);
  });

  it('has the best that is left where an article is not there, and says where', () => {
    const front = arranged({ lead: [byHand('gone')], second: [byHand('two'), byHand('lost')] }, found);

    expect(leadOf(front)).toBe('one');
    expect(slugs(front.second)).toEqual(['two', 'three']);
    expect(front.displaced).toEqual(['/lead/0', '/second/1']);
  });

  it('has no article that was kept off fronts since, and leads with none that is paid for', () => {
    const hidden = story('hidden', 0, { keptOffFronts: true });
    const paid = story('paid', 0, { kind: 'sponsored' });
    const front = arranged({ lead: [byHand('paid')], second: [byHand('hidden')] }, [hidden, paid, ...found]);

    expect([leadOf(front), slugs(front.second)]).toEqual(['one', ['two']]);
    expect(front.displaced).toEqual(['/lead/0', '/second/0']);
  });

  it('never leads with what is paid for because it is further down by hand too', () => {
    const paid = story('paid', 0, { kind: 'sponsored' });
    const front = arranged({ second: [byHand('paid')], opinion: [byHand('paid')] }, [paid, ...found]);

    expect(slugs(front.second)).not.toContain('paid');
    expect([slugs(front.opinion), front.displaced]).toEqual([['paid'], ['/second/0']]);
  });

  it('has the newest that fits a rule, by section, tag and kind', () => {
    const more = [story('tagged', 8, { tags: ['storm'] }), story('view', 9, { kind: 'opinion' })];
    const front = arranged(
      {
        lead: [{ newest: { section: 'abroad' } }],
        second: [{ newest: { tag: 'storm' } }, { newest: {} }],
        opinion: [{ newest: { kind: 'opinion' } }],
      },
      [...found, ...more],
    );

    expect([leadOf(front), slugs(front.second), slugs(front.opinion)]).toEqual(['four', ['tagged', 'one'], ['view']]);
  });

  it('says which slots have nothing that fits, and which of these are empty', () => {
    const rule = (section: string) => ({ newest: { section } });
    const front = arranged(
      {
        lead: [rule('sport')],
        rows: [
          { title: '', section: 'home', slots: [rule('home'), rule('home')] },
          { title: '', section: 'sport', slots: [rule('sport')] },
        ],
      },
      [story('match', 9, { section: 'home' }), ...found],
    );

    expect(leadOf(front)).toBe('one');
    expect(front.rows.map(({ section }) => section)).toEqual(['home']);
    expect(front.displaced).toEqual(['/lead/0', '/rows/0/slots/1', '/rows/1/slots/0']);
    expect(front.empty).toEqual(['/rows/0/slots/1', '/rows/1/slots/0']);
  });

  it('leaves out what is an empty list', () => {
    const front = arranged({ second: [], rows: [], briefs: [], opinion: [] }, found);

    expect(slugs(articlesOn(front))).toEqual(['one']);
    expect(leadOf(arranged({ lead: [] }, found))).toBeUndefined();
  });

  it('has its own rows, under a title or that of a section', () => {
    const rows = [
      { title: 'The storm', section: null, slots: [byHand('three'), { newest: {} }] },
      { title: '', section: 'abroad', slots: [{ newest: {} }, byHand('four')] },
    ];

    expect(arranged({ lead: [byHand('two')], second: [], rows }, found).rows).toMatchObject([
      { title: 'The storm', articles: [{ slug: 'three' }, { slug: 'one' }] },
      { section: 'abroad', articles: [{ slug: 'four' }] },
    ]);
  });
});

it('has no article twice, whatever is arranged of whatever there is', () => {
  const candidate = fc.record({
    hours: fc.nat(200),
    section: fc.constantFrom('home', 'abroad', 'sport'),
    kind: fc.constantFrom(...KINDS),
    importance: fc.constantFrom(1, 2, 3),
    keptOffFronts: fc.boolean(),
  });
  const slot = fc.oneof(
    fc.nat(30).map((n) => byHand(`s${n}`)),
    fc.record({
      newest: fc.record({ section: fc.constantFrom(undefined, 'home'), kind: fc.constantFrom(undefined, ...KINDS) }),
    }),
  );
  const slots = fc.option(fc.array(slot, { maxLength: 5 }));
  const rows = fc.option(
    fc.array(fc.record({ title: fc.constant(''), section: fc.constantFrom(null, 'home'), slots: fc.array(slot) }), {
      maxLength: 3,
    }),
  );
  const arrangement = fc.record({
    lead: fc.option(fc.array(slot, { maxLength: 1 })),
    second: slots,
    opinion: slots,
    rows,
    briefs: slots,
  });

  fc.assert(
    fc.property(fc.array(candidate, { maxLength: 30 }), arrangement, (candidates, given) => {
      const found = candidates
        .map(({ hours, ...changes }, index) => story(`s${index}`, hours, changes))
        .sort((one, other) => (one.publishedAt < other.publishedAt ? 1 : -1));
      const front = arrange(given, found, HOME);
      const shown = articlesOn(front);

      expect(new Set(slugs(shown)).size).toBe(shown.length);
      expect(shown.every(({ keptOffFronts }) => !keptOffFronts)).toBe(true);
      expect([...(front.lead ? [front.lead] : []), ...front.second].every(({ kind }) => kind !== 'sponsored')).toBe(
        true,
      );
    }),
  );
});
