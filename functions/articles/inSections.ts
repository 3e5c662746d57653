import type { SectionCatalogue } from '../sections/schema.ts';
import type { SlugStore } from './slugStore.ts';

type Sections = Pick<SectionCatalogue, 'names'>;

/** What is stored with the id of its section. */
interface Placed {
  readonly section: string;
}

/** The same things with the present names of their sections, which are read beside them. */
export const inPresentSections = async <Thing extends Placed>(
  reading: Promise<readonly Thing[]>,
  sections: Sections,
): Promise<Thing[]> => {
  const [things, { present }] = await Promise.all([reading, sections.names()]);
  return things.map((thing) => ({ ...thing, section: present(thing.section) }));
};

/** Articles by slug, with the present names of their sections. */
export const inSections = <Article extends Placed>(
  articles: SlugStore<Article>,
  sections: Sections,
): SlugStore<Article> => ({
  read: async (slug, now) => {
    const [visible, { present }] = await Promise.all([articles.read(slug, now), sections.names()]);
    return { ...visible, article: { ...visible.article, section: present(visible.article.section) } };
  },
});
