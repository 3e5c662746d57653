import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { changedFields } from '../../functions/newsroom/articles/content.ts';
import { Content } from '../../functions/newsroom/articles/fields.ts';

const content: Content = z.parse(Content, {
  slug: 'ferry',
  headline: 'The ferry sails',
  standfirst: '',
  section: 'home',
  tags: [],
  byline: ['Ines Calder'],
  body: 'It left.',
  format: 'markdown',
  language: 'en',
  commentsOpen: true,
  translations: [{ language: 'cy', url: 'https://cy.example.org/' }],
  image: { url: 'https://i.example/', alt: 'A boat', caption: null, credit: null, width: 2, height: 1, sources: [] },
});

/** The same, each object's fields in the opposite order. */
function reversed<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed) as Value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, each]) => [name, reversed(each)]),
  ) as Value;
}

describe('changedFields', () => {
  it('are all that a first revision has', () => {
    expect(changedFields({}, content)).toEqual(Object.keys(content));
  });

  it('are those that differ', () => {
    expect(changedFields(content, { ...content, headline: 'It sailed', translations: [] })).toEqual([
      'headline',
      'translations',
    ]);
  });

  it('are none where only the order of fields differs, of which DynamoDB keeps none', () => {
    expect(changedFields(reversed(content), content)).toEqual([]);
  });
});
