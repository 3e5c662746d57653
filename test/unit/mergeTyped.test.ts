import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyArticle, MOST_ASKED, type TypedArticle } from '../../functions/desk/articles/form.ts';
import { mergeTyped } from '../../functions/desk/articles/mergeTyped.ts';

const typed = (changes: Partial<TypedArticle> = {}): TypedArticle => ({
  ...emptyArticle('en'),
  headline: 'A ferry',
  body: 'One.\n\nTwo.\n\nThree.',
  byline: 'Ines Calder\nAda Quill',
  tags: 'fog, harbour',
  ...changes,
});

/** Texts of few lines, so that two of them often share some and change the same. */
const lines = fc.array(fc.constantFrom('', 'One.', 'Two.', 'Three.', 'Four.', '# A', '- b'), { maxLength: 12 });
const article = fc
  .record({
    body: lines.map((each) => each.join('\n')),
    headline: fc.constantFrom('A', 'B', 'C'),
    byline: fc.uniqueArray(fc.constantFrom('Ines', 'Ada', 'Oscar')).map((each) => each.join('\n')),
    tags: fc.uniqueArray(fc.constantFrom('fog', 'sea', 'port')).map((each) => each.join(', ')),
    picture: fc.constantFrom('', 'one', 'two'),
    pictureAlt: fc.constantFrom('', 'Fog', 'Sea'),
  })
  .map(typed);

describe('two articles made from one', () => {
  it('are what one person typed, when the other changed nothing', () => {
    fc.assert(
      fc.property(article, article, (base, mine) => {
        expect(mergeTyped(base, mine, base).resolved([])).toEqual(mine);
        expect(mergeTyped(base, base, mine).resolved([])).toEqual(mine);
        expect(mergeTyped(base, mine, mine).resolved([])).toEqual(mine);
      }),
      { numRuns: 1_000 },
    );
  });

  it('have every word that anybody typed somewhere, and no more questions than a form holds', () => {
    fc.assert(
      fc.property(article, article, article, (base, mine, theirs) => {
        const merging = mergeTyped(base, mine, theirs);
        const { conflicts } = merging;
        const choose = (choice: 'mine' | 'theirs') =>
          merging.resolved(conflicts.map(() => choice))?.body.split('\n') ?? [];
        const added = (side: TypedArticle) =>
          side.body.split('\n').filter((line) => !base.body.split('\n').includes(line));

        expect(conflicts.length).toBeLessThanOrEqual(MOST_ASKED);
        expect(choose('mine')).toEqual(expect.arrayContaining(added(mine)));
        expect(choose('theirs')).toEqual(expect.arrayContaining(added(theirs)));
        if (conflicts.length > 0) expect(merging.resolved([])).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('ask about a picture and its texts as one, and about any other field alone', () => {
    const mine = typed({ picture: 'one', pictureAlt: 'Fog', headline: 'Hers', commentsOpen: '' });
    const theirs = typed({ picture: 'two', pictureAlt: 'Sea', headline: 'His' });

    const { conflicts, resolved } = mergeTyped(typed(), mine, theirs);

    expect(conflicts.map(({ field, canBoth }) => [field, canBoth])).toEqual([
      ['headline', false],
      ['picture', false],
    ]);
    expect(resolved(['mine', 'theirs'])).toMatchObject({
      headline: 'Hers',
      picture: 'two',
      pictureAlt: 'Sea',
      commentsOpen: '',
    });
  });

  it('join names that were added and taken away apart', () => {
    const mine = typed({ byline: 'Ines Calder\nAda Quill\nOscar', tags: 'fog,harbour , sea' });
    const theirs = typed({ byline: 'Ada Quill', tags: 'harbour' });

    expect(mergeTyped(typed(), mine, theirs).resolved([])).toMatchObject({
      byline: 'Ada Quill\nOscar',
      tags: 'harbour, sea',
    });
  });

  it('hold both texts, one after the other, where both are wanted', () => {
    const merging = mergeTyped(
      typed(),
      typed({ body: 'One.\n\nHers.\n\nThree.' }),
      typed({ body: 'One.\n\nHis.\n\nThree.' }),
    );

    expect(merging.resolved(['both'])?.body).toBe('One.\n\nHers.\n\nHis.\n\nThree.');
  });

  it('take linear time where they have nothing in common', () => {
    const many = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}`).join('\n');
    const started = performance.now();

    const { conflicts } = mergeTyped(
      typed({ body: many('a') }),
      typed({ body: many('b') }),
      typed({ body: many('c') }),
    );

    expect(conflicts).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
