/** The rules of the site, and what a section has instead. */
export const settingsKey = (section?: string) => ({
  pk: 'SETTINGS',
  sk: section === undefined ? 'COMMENTS' : `COMMENTS#${section}`,
});
