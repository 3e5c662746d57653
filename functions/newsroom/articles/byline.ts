import slugify from '@sindresorhus/slugify';
import type { Byline } from '../../articles/fields.ts';
import { Failure } from '../../shared/failure.ts';
import type { Say } from '../../words/en.ts';
import type { SentAuthor } from './fields.ts';
import { cutSlug, slugOf } from './slugOf.ts';

/** The authors with their slugs: the one that is given, or the one that the name makes. */
export const bylineOf = (authors: readonly SentAuthor[]): Byline[] =>
  authors.map((author) => (typeof author === 'string' ? { name: author, slug: slugOf(author) } : author));

/** The authors as they are sent: a name alone where it makes its slug. */
export const asSent = (authors: readonly SentAuthor[]): SentAuthor[] =>
  bylineOf(authors).map((author) => (slugOf(author.name) === author.slug ? author.name : author));

/** The authors of a revision that was stored when every script was spelt in Latin letters, with the addresses they have. */
export const formerByline = (authors: readonly SentAuthor[]): SentAuthor[] =>
  asSent(
    authors.map((author) =>
      typeof author === 'string'
        ? { name: author, slug: cutSlug(slugify(author, { decamelize: false })) || 'anonymous' }
        : author,
    ),
  );

/** Whether two names are one, however they are capitalised. */
export const isSameName = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string) => name.normalize('NFKC').toLowerCase();

/**
 * @throws Failure `field-invalid` for an author without an address of their own.
 */
export function requireAddresses(authors: readonly SentAuthor[]): void {
  const byline = bylineOf(authors);
  for (const [index, { name, slug }] of byline.entries()) {
    if (slug === '') throw unfit(index, ({ faults }) => faults.noAddress(name));
    const first = byline.findIndex((each) => each.slug === slug);
    if (first !== index) throw sharesAddress(index, slug, byline[first]?.name ?? '');
  }
}

/** The failure of a name that would share the address of another. */
export const sharesAddress = (index: number, slug: string, holder: string): Failure =>
  unfit(index, ({ faults }) => faults.sharesAddress(`/authors/${slug}`, holder));

const unfit = (index: number, detail: Say) =>
  new Failure('field-invalid', (words) => `${words.sentence('byline', detail(words))}.`, {
    faults: [{ pointer: `/byline/${index}`, detail }],
  });
