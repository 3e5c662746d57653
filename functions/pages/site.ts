import type { Section } from '../sections/schema.ts';
import type { Site as BareSite } from '../shared/site.ts';
import { assetPath } from './addresses.ts';
import { type Settings, settings } from './theme/settings.ts';
import type { Site } from './view.ts';

/** What the settings say of the site, at the origin it is known by. */
export const siteAt = (origin: string, given: Settings = settings): BareSite => ({
  origin,
  title: given.title,
  description: given.description,
  language: given.language,
  publisher: {
    name: given.publisher,
    logo: { url: assetPath(given.logo.file), width: given.logo.width, height: given.logo.height },
  },
  icon: assetPath('icon-512.png'),
  tagAuthority: given.tagAuthority,
});

/** The same for pages, which have a navigation. */
export const pageSite = (origin: string, sections: readonly Section[]): Site => ({
  ...siteAt(origin),
  settings,
  sections,
});
