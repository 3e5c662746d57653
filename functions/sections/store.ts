import { type DynamoDBDocumentClient, type NativeAttributeValue, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { cached } from '../shared/data/cache.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import { SECTIONS_PARTITION } from './keys.ts';
import { fromMenuItem, type Menu, type MenuItem, type Place } from './menus.ts';
import { sectionNames } from './names.ts';
import { fromOwnPageItem, type OwnPage, pagesOut } from './ownPages.ts';
import { fromSettingsItem, inForce, type StoredSettings } from './paperSettings.ts';
import type { Section, SectionCatalogue } from './schema.ts';
import { defaultThreadRules, publicRules, type ThreadRules } from './threadRules.ts';

/** The contents of the sections' partition. */
export interface SectionsAndRules {
  /** By position. */
  readonly sections: readonly Section[];
  /** Public rules for comments by section; those of the site under ''. */
  readonly threadRules: ReadonlyMap<string, Partial<ThreadRules>>;
  /** By slug, also those that are not out yet. */
  readonly pages: readonly OwnPage[];
  /** Those that were ever changed. */
  readonly menus: ReadonlyMap<Place, Menu>;
  /** What editors have set of the paper, if they ever have. */
  readonly settings: StoredSettings | undefined;
}

export interface SectionStore {
  /** Reads everything in one Query: it is a handful of items. */
  read(): Promise<SectionsAndRules>;
  /** The same, consistently. */
  current(): Promise<SectionsAndRules>;
  /** The sections, consistently. */
  list(): Promise<readonly Section[]>;
}

/** Parses a stored section. What was stored before a field existed is read with its default. */
const toSection = ({
  name,
  title,
  description,
  position,
  open = true,
  retired = false,
  version = 1,
  id = name,
  formerNames = [],
  merging = [],
  request,
}: Record<string, NativeAttributeValue>): Required<Section> => ({
  name,
  title,
  description,
  position,
  open,
  retired,
  version,
  id,
  formerNames,
  merging,
  request,
});

export function createSectionStore(client: DynamoDBDocumentClient, table: string): SectionStore {
  const read = async (ConsistentRead?: boolean): Promise<SectionsAndRules> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :sections',
        ExpressionAttributeValues: { ':sections': SECTIONS_PARTITION },
        ConsistentRead,
      }),
    );
    const ofType = (wanted: string) => Items.filter(({ type }) => type === wanted);
    return {
      sections: ofType('section').map(toSection),
      threadRules: new Map(ofType('thread-rules').map((item) => [String(item.section ?? ''), publicRules(item)])),
      pages: ofType('own-page').map(fromOwnPageItem),
      settings: ofType('paper-settings').map(fromSettingsItem)[0],
      menus: new Map(ofType('menu').map((item) => [item.place as Place, fromMenuItem(item)])),
    };
  };
  return { read: () => read(), current: () => read(true), list: async () => (await read(true)).sections };
}

/**
 * The sections, cached for a few seconds (docs/decisions/0003): every article shows its section's title, which is not
 * copied into the articles.
 */
export function createSectionCatalogue(store: SectionStore, clock: Clock): SectionCatalogue {
  const read = cached(() => store.read(), clock);
  const everyOne = async () => (await read()).sections;
  const names = async () => sectionNames(await everyOne());

  return {
    all: async () => (await everyOne()).filter(({ retired }) => !retired),
    names,
    pages: async () => (await read()).pages,
    paper: async () => {
      const { sections, pages, menus, settings } = await read();
      const { present } = sectionNames(sections);
      const changed = [...menus].flatMap(([place, { items }]): [Place, readonly MenuItem[]][] =>
        items
          ? [
              [
                place,
                items.map((item) => (item.section !== undefined ? { ...item, section: present(item.section) } : item)),
              ],
            ]
          : [],
      );
      const shown = sections.filter(({ retired }) => !retired);
      return {
        sections: shown,
        pages: pagesOut(pages, clock()),
        menus: new Map(changed),
        settings: inForce(settings?.settings ?? {}, clock()),
      };
    },
    settings: async () => inForce((await read()).settings?.settings ?? {}, clock()),
    threadRules: async (section) => {
      const { threadRules, sections } = await read();
      const own = threadRules.get(sectionNames(sections).id(section));
      return { ...defaultThreadRules, ...threadRules.get(''), ...own };
    },
    titles: async () => new Map((await everyOne()).map(({ name, title }) => [name, title])),
    require: async (name, address) => {
      const section = (await names()).find(name);
      if (section && section.name !== name && address) {
        const present = address(section.name);
        throw new Failure('address-moved', ({ failures }) => failures.moved(present), { address: present });
      }
      if (section?.name !== name) throw new Failure('section-not-found', ({ failures }) => failures.noSection(name));
      return section;
    },
  };
}
