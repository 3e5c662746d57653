export const SECTIONS_PARTITION = 'SECTIONS';

/** Sections sort by position, then name; positions are padded so that 10 follows 9. */
export const sectionKey = (position: number, name: string) => ({
  pk: SECTIONS_PARTITION,
  sk: `${String(position).padStart(4, '0')}#${name}`,
});

/** Says that a section's name is taken, wherever the section stands. */
export const sectionNameKey = (name: string) => ({ pk: `SECTION#${name}`, sk: 'NAME' });

/** Rules of the paper, or of one section, that readers are to know; beside the sections, so that they are read with them. */
export const paperKey = (section?: string) => ({
  pk: SECTIONS_PARTITION,
  sk: section === undefined ? 'RULES' : `RULES#${section}`,
});
