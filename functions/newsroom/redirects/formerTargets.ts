import type { EntryStore } from '../../articles/entryStore.ts';
import { articleUrl } from '../../articles/schema.ts';
import { authorPath, sectionPath } from '../../pages/addresses.ts';
import { pageUrl } from '../../sections/ownPages.ts';
import type { SectionCatalogue } from '../../sections/schema.ts';
import type { MovedAuthors } from '../articles/presentNames.ts';
import type { StoredCopy } from '../articles/schema.ts';
import type { CopyStore } from '../articles/store.ts';
import type { FormerAddress } from '../formerAddresses.ts';

export interface FormerOwners {
  readonly copies: Pick<CopyStore, 'readAll'>;
  /** With the present names of their sections. */
  readonly entries: EntryStore;
  readonly authors: MovedAuthors;
  readonly sections: Pick<SectionCatalogue, 'names'>;
}

/**
 * Where former addresses lead now, in one hop: `null` for what was withdrawn, undefined for what is not there. At most three
 * requests, whatever their number.
 * @param all at most 100.
 */
export type FormerTargets = (all: readonly FormerAddress[]) => Promise<readonly (string | null | undefined)[]>;

export function createFormerTargets({ copies, entries, authors, sections }: FormerOwners): FormerTargets {
  /** The working copies that have addresses, by id, and the sections of the articles among them as readers see them. */
  const readCopies = async (all: readonly FormerAddress[]) => {
    const ids = all.filter(({ kind }) => kind === 'article' || kind === 'page').map(({ owner }) => owner);
    const found = ids.length === 0 ? [] : await copies.readAll([...new Set(ids)]);
    const places = found.flatMap(({ document, releasedSlug: slug, publishedAt }) =>
      document === undefined && slug !== null && publishedAt !== null ? [{ slug, publishedAt }] : [],
    );
    const shown = new Map((await entries.read(places)).map((entry) => [entry.slug, entry]));
    return { found: new Map(found.map((copy) => [copy.id, copy])), shown };
  };

  return async (all) => {
    const slugs = all.filter(({ kind }) => kind === 'author').map(({ owner }) => owner);
    const [{ found, shown }, moved, names] = await Promise.all([
      readCopies(all),
      slugs.length === 0 ? new Map<string, string>() : authors.movedFrom(slugs),
      sections.names(),
    ]);
    const ofCopy = ({ phase, document, releasedSlug }: StoredCopy) => {
      if (phase !== 'released' || releasedSlug === null) return null;
      if (document === 'page') return pageUrl(releasedSlug);
      const article = shown.get(releasedSlug);
      return article ? articleUrl(article) : null;
    };
    return all.map(({ kind, owner }) => {
      if (kind === 'section') {
        const section = names.find(owner);
        return section && sectionPath(section.name);
      }
      if (kind === 'author') {
        const slug = moved.get(owner);
        return slug === undefined ? undefined : authorPath(slug);
      }
      const copy = found.get(owner);
      return copy && ofCopy(copy);
    });
  };
}
