/** Settings of the site, and the overrides of a section. */
export const settingsKey = (section?: string) => ({
  pk: 'SETTINGS',
  sk: section === undefined ? 'COMMENTS' : `COMMENTS#${section}`,
});
