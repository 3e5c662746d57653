import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ArticleSlug } from '../../functions/articles/schema.ts';
import { routes } from '../../functions/routes.ts';
import { RESERVED } from '../../functions/shared/reserved.ts';

/** What addresses begin with, parameters left out. */
const beginnings = new Set(
  Object.values(routes)
    .map(({ path }) => path.split('/')[1] ?? '')
    .filter((segment) => !segment.startsWith('{')),
);

describe('the reserved words', () => {
  it('have every word that an address of the site begins with and that could be a section’s name', () => {
    const names = [...beginnings].filter((segment) => z.safeParse(ArticleSlug, segment).success);

    expect(names).toContain('v1');
    expect(names.filter((name) => !RESERVED.has(name))).toEqual([]);
  });

  it('are names that could be had otherwise', () => {
    expect([...RESERVED].filter((word) => !z.safeParse(ArticleSlug, word).success)).toEqual([]);
  });
});
