import type { ComponentChildren } from 'preact';
import { directionOf, scriptOf } from '../../words/languages.ts';
import { feedPaths } from '../addresses.ts';
import type { MenuLink } from '../menuLinks.ts';
import { type Alternate, accountOnX, type Meta, type ShareImage } from '../metadata.ts';
import type { Site } from '../view.ts';

/** The metadata of a page. */
export interface Head {
  /** The title with its parents: `headline | section | paper`. */
  readonly title: string;
  readonly description?: string;
  /** Path and query of the canonical address. A page without one is not indexed. */
  readonly path?: string;
  readonly feeds?: readonly { readonly title: string; readonly href: string; readonly type: FeedType }[];
  /** Paths of the neighbouring pages of a listing. */
  readonly next?: string | undefined;
  readonly previous?: string | undefined;
  readonly image?: ShareImage | null;
  /** An article's metadata, instead of the general one. */
  readonly meta?: readonly Meta[];
  readonly alternates?: readonly Alternate[];
  readonly jsonLd?: string | undefined;
  /** What the script of kept texts finds on the page: a form, or that a form was taken. */
  readonly keeps?: 'form' | 'taken' | undefined;
}

export type FeedType = 'application/rss+xml' | 'application/atom+xml' | 'application/feed+json';

/** Links to the feeds of a listing, for {@link Head}. */
export function listingFeeds(title: string, listing: string): NonNullable<Head['feeds']> {
  const { rss, atom, json } = feedPaths(listing);
  return [
    { title: `${title} (RSS)`, href: rss, type: 'application/rss+xml' },
    { title: `${title} (Atom)`, href: atom, type: 'application/atom+xml' },
    { title: `${title} (JSON Feed)`, href: json, type: 'application/feed+json' },
  ];
}

interface DocumentProps {
  readonly site: Site;
  readonly head: Head;
  /** The name of the page's section. */
  readonly section?: string;
  /** Whether the masthead is the page's main heading. */
  readonly front?: boolean;
  readonly children: ComponentChildren;
}

/** The shell of every page. */
export function Document({ site, head, section, front = false, children }: DocumentProps) {
  const { settings, words } = site;
  return (
    <html lang={settings.language} dir={directionOf(settings.language)}>
      <Metadata site={site} head={head} front={front} />
      <body id="top" class={front ? 'front' : undefined}>
        <a class="skip" href="#begin_">
          {words.page.skip}
        </a>
        <Masthead site={site} section={section} path={head.path} front={front} />
        {/* Readability would take a short article's whole page for its text if this were `main` or `page-main`. */}
        <main id="begin_">{children}</main>
        <Footer site={site} />
        {settings.pixel && head.path !== undefined && <Pixel address={settings.pixel} path={head.path} />}
      </body>
    </html>
  );
}

function Metadata({ site, head, front }: Pick<DocumentProps, 'site' | 'head'> & { readonly front: boolean }) {
  const { settings, origin, assetPath } = site;
  const { title, description, path, meta } = head;
  const shared = head.image ?? site.sharePicture;
  const address = path === undefined ? undefined : `${origin}${path}`;
  const account = accountOnX(site);
  return (
    <head>
      <meta charset="utf-8" />
      <title>{title}</title>
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      {settings.fonts.faces
        .filter(
          ({ preload, family }) => preload.includes(scriptOf(settings.language)) && isUsed(family, settings.fonts),
        )
        .map(({ file }) => (
          <link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href={assetPath(baseName(file))} />
        ))}
      <link rel="stylesheet" href={assetPath('theme.css')} />
      {/* Of colours and names only, and allowed by its hash. */}
      {site.styles && <style dangerouslySetInnerHTML={{ __html: site.styles.css }} />}
      {!meta && description && <meta name="description" content={description} />}
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={settings.colours.light.paper} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={settings.colours.dark.paper} />
      <link rel="icon" type="image/svg+xml" href={assetPath(settings.icon)} />
      <link rel="apple-touch-icon" href={assetPath('apple-touch-icon.png')} />
      <link rel="manifest" href="/manifest.webmanifest" />
      {head.feeds?.map((feed) => (
        <link rel="alternate" type={feed.type} title={feed.title} href={feed.href} />
      ))}
      {address === undefined ? (
        <meta name="robots" content="noindex" />
      ) : (
        <>
          <link rel="canonical" href={address} />
          {head.previous && <link rel="prev" href={`${origin}${head.previous}`} />}
          {head.next && <link rel="next" href={`${origin}${head.next}`} />}
          {head.alternates?.map((each) => (
            <link {...each} />
          ))}
          {meta ? (
            meta.map((each) => <meta {...each} />)
          ) : (
            <>
              <meta property="og:site_name" content={settings.title} />
              <meta property="og:locale" content={settings.language.replace('-', '_')} />
              <meta property="og:type" content="website" />
              <meta property="og:title" content={front ? settings.title : (title.split(' | ')[0] ?? title)} />
              {description && <meta property="og:description" content={description} />}
              <meta property="og:url" content={address} />
              <meta property="og:image" content={new URL(shared?.url ?? site.icon, origin).href} />
              {shared && (
                <>
                  <meta property="og:image:width" content={String(shared.width)} />
                  <meta property="og:image:height" content={String(shared.height)} />
                  <meta property="og:image:alt" content={shared.alt} />
                </>
              )}
              <meta name="twitter:card" content={shared ? 'summary_large_image' : 'summary'} />
              {account !== undefined && <meta name="twitter:site" content={account} />}
            </>
          )}
        </>
      )}
      {head.keeps && <script defer src={assetPath('kept.js')} data-taken={head.keeps === 'taken' ? '' : undefined} />}
      {/* JSON without "<"; browsers treat it as data, not as a script. */}
      {head.jsonLd && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: head.jsonLd }} />}
    </head>
  );
}

/** Whether texts or labels are set in a family of ours. */
const isUsed = (family: string, { families, text, label }: Site['settings']['fonts']) =>
  [text, label].some((name) => families[name]?.includes(`'${family}'`));

/** Counts a reader of a page, somewhere else. It learns the page's path, where the address asks for it, and no referrer. */
const Pixel = ({ address, path }: { readonly address: string; readonly path: string }) => (
  <img
    class="sr-only"
    src={address.replaceAll('{path}', encodeURIComponent(path))}
    alt=""
    width={1}
    height={1}
    referrerpolicy="no-referrer"
  />
);

const baseName = (file: string) => file.slice(file.lastIndexOf('/') + 1);

interface MastheadProps extends Current {
  readonly site: Site;
  readonly front: boolean;
}

function Masthead({ site, section, path, front }: MastheadProps) {
  const { title, tagline, logo } = site.settings;
  const { url, width, height } = site.publisher.logo;
  const { header, more } = site.menus;
  const name = logo.inMasthead ? <img src={url} alt={title} width={width} height={height} /> : title;
  const Name = front ? 'h1' : 'p';
  return (
    <header class="masthead">
      <Name class="masthead-name">
        <a href="/" aria-current={front ? 'page' : undefined}>
          {name}
        </a>
      </Name>
      {front && tagline && <p class="note">{tagline}</p>}
      {(header.length > 0 || more.length > 0) && (
        <nav class="menu" aria-label={site.words.page.sections}>
          <ul class="sections">
            <Links of={header} section={section} path={path} />
          </ul>
          {more.length > 0 && (
            <details class="more-menu">
              <summary>{site.words.page.more}</summary>
              <ul>
                <Links of={more} section={section} path={path} />
              </ul>
            </details>
          )}
        </nav>
      )}
    </header>
  );
}

/** What the page is, for the links to it. */
interface Current {
  readonly section?: string | undefined;
  readonly path?: string | undefined;
}

const Links = ({ of, section, path }: Current & { readonly of: readonly MenuLink[] }) => (
  <>
    {of.map((link) => (
      <li>
        <a href={link.href} aria-current={currentAs(link, { section, path })}>
          {link.label}
        </a>
      </li>
    ))}
  </>
);

/** A section is current on its articles too, another link on its own page. */
function currentAs(link: MenuLink, { section, path }: Current): 'true' | 'page' | undefined {
  if (link.section !== undefined) return link.section === section ? 'true' : undefined;
  return link.href === path ? 'page' : undefined;
}

const Footer = ({ site }: { readonly site: Site }) => (
  <footer class="footer">
    <nav aria-label={site.words.page.footer}>
      <ul class="links">
        <Links of={site.menus.footer} />
      </ul>
    </nav>
    {site.menus.social.length > 0 && (
      <nav aria-label={site.words.page.follow}>
        <ul class="links">
          {site.menus.social.map(({ label, href }) => (
            <li>
              <a rel="me noopener" href={href}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
    <p>{site.words.page.publishedBy(site.settings.publisher)}</p>
    <p>
      <a href="#top">{site.words.page.top}</a>
    </p>
  </footer>
);
