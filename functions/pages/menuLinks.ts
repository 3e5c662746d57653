import { type MenuItem, type Paper, type Place, places } from '../sections/menus.ts';
import { pageUrl } from '../sections/ownPages.ts';
import { feedPaths, sectionPath, tagPath } from './addresses.ts';

/** An item of a menu as it is shown. */
export interface MenuLink {
  readonly label: string;
  readonly href: string;
  /** The name of the section that it leads to. */
  readonly section?: string;
}

export type Menus = Readonly<Record<Place, readonly MenuLink[]>>;

const feeds = feedPaths('/');

/** The items of a menu that nobody has changed. @param title of the paper. */
export const defaultItems = (place: Place, title: string, sections: Paper['sections']): readonly MenuItem[] => {
  if (place === 'header') return sections.map(({ name }) => ({ section: name }));
  if (place !== 'footer') return [];
  return [
    { address: '/', label: title },
    { address: feeds.rss, label: 'RSS' },
    { address: feeds.atom, label: 'Atom' },
    { address: feeds.json, label: 'JSON Feed' },
    { address: '/docs', label: 'API' },
  ];
};

/** All menus as readers see them: what leads to a section or page that is not there is left out. */
export const menuLinks = (paper: Paper, title: string): Menus =>
  Object.fromEntries(
    places.map((place) => {
      const items = paper.menus.get(place) ?? defaultItems(place, title, paper.sections);
      return [place, items.flatMap((item) => linkOf(item, paper) ?? [])];
    }),
  ) as unknown as Menus;

function linkOf({ section, page, tag, address, label }: MenuItem, paper: Paper): MenuLink | undefined {
  if (section !== undefined) {
    const found = paper.sections.find(({ name }) => name === section);
    return found && { label: label ?? found.title, href: sectionPath(section), section };
  }
  if (page !== undefined) {
    const found = paper.pages.find(({ slug }) => slug === page);
    return found && { label: label ?? found.headline, href: pageUrl(page) };
  }
  if (tag !== undefined) return { label: label ?? tag.replaceAll('-', ' '), href: tagPath(tag) };
  return address === undefined ? undefined : { label: label ?? address, href: address };
}
