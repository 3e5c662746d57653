import type { Site } from '../shared/site.ts';

/** The site's look among installed applications. */
export interface Appearance {
  readonly shortTitle: string;
  readonly themeColor: string;
  readonly backgroundColor: string;
  readonly icons: readonly ManifestIcon[];
}

export interface ManifestIcon {
  readonly src: string;
  /** Such as `512x512`, or `any` for a vector image. */
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: 'any' | 'maskable' | 'monochrome';
}

/** `manifest.webmanifest`: https://www.w3.org/TR/appmanifest/ */
export const renderManifest = (appearance: Appearance, site: Site): string =>
  JSON.stringify({
    id: '/',
    name: site.title,
    short_name: appearance.shortTitle,
    description: site.description,
    lang: site.language,
    start_url: '/',
    scope: '/',
    display: 'browser',
    theme_color: appearance.themeColor,
    background_color: appearance.backgroundColor,
    icons: appearance.icons,
  });
