import type { ArchiveStore } from '../articles/archiveStore.ts';
import { inPresentSections } from '../articles/inSections.ts';
import { siteAt, type Theme } from '../pages/site.ts';
import { pagesOut } from '../sections/ownPages.ts';
import type { SectionCatalogue } from '../sections/schema.ts';
import type { Operations } from '../shared/api/route.ts';
import { hasCome } from '../shared/data/reading.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import type { Log } from '../shared/log.ts';
import { type ManifestIcon, renderManifest } from './manifest.ts';
import { PART_LIMIT, parsePart, partsBetween } from './parts.ts';
import { renderRobots } from './robots.ts';
import type { sitemapRoutes } from './routes.ts';
import { renderSecurityText } from './securityText.ts';
import {
  NEWS_LIMIT,
  newsSince,
  renderNewsSitemap,
  renderSectionSitemap,
  renderSitemap,
  renderSitemapIndex,
  SECTIONS_FILE,
} from './sitemap.ts';

export interface SitemapReading {
  readonly archive: ArchiveStore;
  readonly sections: Pick<SectionCatalogue, 'all' | 'names' | 'pages'>;
  readonly theme: Theme;
  readonly clock: Clock;
  /** Whether search engines may index the site. */
  readonly indexed: boolean;
  readonly log: Pick<Log, 'warn'>;
}

/** Sitemaps, robots.txt, security.txt and the web app manifest. */
export function readSitemaps(reading: SitemapReading): Operations<typeof sitemapRoutes> {
  const { archive, sections, theme, clock, indexed, log } = reading;
  const { settings } = theme;
  const outline: ArchiveStore['outline'] = async (stretch, now) =>
    inPresentSections(archive.outline(stretch, now), sections);

  return {
    readSitemapIndex: async ({ request: { origin } }) => {
      const now = clock();
      const begin = await archive.begin(now);
      const parts = begin ? partsBetween(begin, now, settings.timeZone, () => settings.sitemaps.byDay) : [];
      return renderSitemapIndex(parts, siteAt(origin, theme));
    },

    readSitemap: async ({ params: { file }, request: { origin } }) => {
      const site = siteAt(origin, theme);
      const now = clock();
      if (file === SECTIONS_FILE) {
        return renderSectionSitemap(await sections.all(), pagesOut(await sections.pages(), now), site);
      }
      const part = parsePart(file, settings.timeZone);
      if (!part || !hasCome(part.from, now)) throw noFile();
      const { from, to } = part;
      const [begin, articles] = await Promise.all([
        archive.begin(now),
        outline({ from, to, most: PART_LIMIT + 1 }, now),
      ]);
      if (!begin || to <= begin) throw noFile();
      // A warning, because nothing else would show it: docs/runbook.md, "The sitemap".
      if (articles.length > PART_LIMIT) log.warn('sitemap file is full', { part: part.name });
      return renderSitemap(part, articles.slice(0, PART_LIMIT), site);
    },

    readNewsSitemap: async ({ request: { origin } }) => {
      const now = clock();
      const news = await outline({ from: newsSince(now), most: NEWS_LIMIT }, now);
      return renderNewsSitemap(news, siteAt(origin, theme), now);
    },

    readRobots: async ({ request: { origin } }) => renderRobots({ indexed }, siteAt(origin, theme)),

    readSecurityText: async ({ request: { origin } }) => {
      if (!settings.security) throw new Failure('address-not-found', ({ failures }) => failures.noContact);
      return renderSecurityText(settings.security, siteAt(origin, theme), clock());
    },

    readManifest: async ({ request: { origin } }) => {
      const { title, colours, icon } = settings;
      const { paper } = colours.light;
      const appearance = { shortTitle: title, themeColor: paper, backgroundColor: paper, icons: iconsOf(icon, theme) };
      return renderManifest(appearance, siteAt(origin, theme));
    },
  };
}

const noFile = () => new Failure('address-not-found', ({ failures }) => failures.noSitemap);

/** The SVG, and its PNG copies from `npm run icons`. */
const iconsOf = (drawing: string, { assetPath }: Theme): ManifestIcon[] => [
  { src: assetPath(drawing), sizes: 'any', type: 'image/svg+xml' },
  ...[192, 512].map((size) => ({
    src: assetPath(`icon-${size}.png`),
    sizes: `${size}x${size}`,
    type: 'image/png',
  })),
];
