export const SECTIONS_PARTITION = 'SECTIONS';

/** Sections sort by position, then name; positions are padded so that 10 follows 9. */
export const sectionKey = (position: number, name: string) => ({
  pk: SECTIONS_PARTITION,
  sk: `${String(position).padStart(4, '0')}#${name}`,
});

/** Reserves a section's name, whatever its position. */
export const sectionNameKey = (name: string) => ({ pk: `SECTION#${name}`, sk: 'NAME' });

/** What is known of a page that is not an article, beside the sections. */
export const ownPageKey = (slug: string) => ({ pk: SECTIONS_PARTITION, sk: `PAGE#${slug}` });

/** A menu of the paper, beside the sections. */
export const menuKey = (place: string) => ({ pk: SECTIONS_PARTITION, sk: `MENU#${place}` });

/** What editors have set of the paper, beside the sections. */
export const paperSettingsKey = () => ({ pk: SECTIONS_PARTITION, sk: 'PAPER' });

/** Public rules of the site or of one section, stored beside the sections so that one Query reads both. */
export const publicRulesKey = (section?: string) => ({
  pk: SECTIONS_PARTITION,
  sk: section === undefined ? 'RULES' : `RULES#${section}`,
});
