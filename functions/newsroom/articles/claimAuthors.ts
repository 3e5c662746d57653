import type { Byline } from '../../articles/fields.ts';
import type { Writes } from '../../shared/data/transaction.ts';
import { Failure } from '../../shared/failure.ts';
import { bylineOf, isSameName, sharesAddress } from './byline.ts';
import type { SentAuthor } from './fields.ts';
import { authorClaimKey } from './keys.ts';
import type { Publication } from './publication.ts';
import type { StoredCopy } from './schema.ts';
import type { AuthorClaim, CopyStore } from './store.ts';

interface Claiming {
  readonly copies: Pick<CopyStore, 'authorsAt' | 'claimAuthor' | 'read'>;
  readonly publication: Pick<Publication, 'readAuthor'>;
}

/**
 * The claims of an article's new authors on their slugs, so that two names share an address only where an editor has said
 * so, by naming the slug.
 * @param id the article's.
 * @param before the authors that the article had.
 * @throws Failure `field-invalid` for a name whose slug is that of another.
 */
export async function claimAuthors(
  { copies, publication }: Claiming,
  id: string,
  sent: readonly SentAuthor[],
  before: readonly SentAuthor[] = [],
): Promise<Writes> {
  const [all, had] = [bylineOf(sent), bylineOf(before)];
  const isNew = ({ name, slug }: Byline) => !had.some((each) => each.name === name && each.slug === slug);
  const authors = [...all.entries()].filter(([, author]) => isNew(author));
  if (authors.length === 0) return {};
  const held = await copies.authorsAt(authors.map(([, { slug }]) => slug));

  /** Whether no byline has the claimed name any more: its article was deleted, or its byline was changed. */
  const isVoid = async (claim: AuthorClaim) => {
    if (claim.article === id) return true;
    try {
      const { byline } = await copies.read(claim.article);
      return !byline.some(({ name, slug }) => name === claim.name && slug === claim.slug);
    } catch (error) {
      if (error instanceof Failure && error.code === 'article-not-found') return true;
      throw error;
    }
  };
  const claim = async (index: number, { name, slug }: Byline) => {
    const former = held.get(slug);
    if (former && isSameName(former.name, name)) return undefined;
    // What readers see decides, also where it was published before slugs were claimed.
    const signed = await publication.readAuthor(slug);
    const holder = signed ?? (former && !(await isVoid(former)) ? former.name : undefined);
    const isGiven = typeof sent[index] !== 'string';
    if (holder !== undefined && !isSameName(holder, name) && !isGiven) throw sharesAddress(index, slug, holder);
    return holder === undefined || isSameName(holder, name)
      ? copies.claimAuthor({ slug, name, article: id }, former)
      : undefined;
  };
  const claims = await Promise.all(
    authors.map(async ([index, author]) => [`author ${author.slug}`, await claim(index, author)] as const),
  );
  return Object.fromEntries(claims);
}

/** Gives up the claims of an article that is deleted. */
export async function unclaimAuthors(
  copies: Pick<CopyStore, 'authorsAt' | 'unclaim'>,
  { id, byline }: Pick<StoredCopy, 'id' | 'byline'>,
): Promise<Writes> {
  const held = await copies.authorsAt(byline.map(({ slug }) => slug));
  const own = [...held.values()].filter(({ article }) => article === id);
  return Object.fromEntries(own.map(({ slug }) => [`author ${slug}`, copies.unclaim(authorClaimKey(slug), id)]));
}
