export const SECTIONS_PARTITION = 'SECTIONS';

/** Sections sort by position, then name; positions are padded so that 10 follows 9. */
export const sectionKey = (position: number, name: string) => ({
  pk: SECTIONS_PARTITION,
  sk: `${String(position).padStart(4, '0')}#${name}`,
});

/** Says that a section's name is taken, wherever the section stands. */
export const sectionNameKey = (name: string) => ({ pk: `SECTION#${name}`, sk: 'NAME' });
