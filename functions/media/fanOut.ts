import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  articleKey,
  articlePartition,
  type Key,
  listingKey,
  listingsOf,
  type PartitionOf,
  pagePartition,
} from '../articles/keys.ts';
import { ownPicture } from '../pictures/ownPicture.ts';
import type { Picture } from '../pictures/picture.ts';
import { paperSettingsKey } from '../sections/keys.ts';
import { fromSettingsItem, type OwnPicture } from '../sections/paperSettings.ts';
import type { TableNames } from '../shared/data/tables.ts';
import { mapConcurrent } from '../shared/mapConcurrent.ts';
import { type MediaRecord, pictureOf } from './schema.ts';
import type { MediaStore, StoredUse } from './store.ts';

/** Concurrent articles; each has its item and about eight listing entries, which are updated at once. */
const ARTICLES_AT_ONCE = 8;

/** What an article's item says of where its pictures are. */
interface Shown {
  readonly slug: string;
  readonly publishedAt: string;
  readonly section: string;
  readonly tags?: readonly string[];
  readonly byline: readonly { readonly slug: string }[];
  readonly image?: Partial<Picture> | null;
  readonly pictures?: readonly Picture[];
}

/** Whether articles may still show what was before. */
export const isPending = ({ shown, fannedOut }: Pick<MediaRecord, 'shown' | 'fannedOut'>): boolean => fannedOut < shown;

export interface FanningOut {
  readonly client: DynamoDBDocumentClient;
  readonly tables: Pick<TableNames, 'published'>;
  readonly media: Pick<MediaStore, 'everyUse' | 'setApplied' | 'setFannedOut'>;
}

/**
 * Brings what readers get of a picture to every article that is out and uses it.
 * @param anew whether also to those that are said to have it.
 */
export type FanOut = (record: MediaRecord, anew?: 'anew') => Promise<void>;

/**
 * Each item is updated only while it shows an older version of the picture, so a fan-out can be done twice, or two at
 * once, and ends with the newest. A release that comes meanwhile has the new version already (`requireVersion`). Each
 * use keeps the version that was applied, so that a retry goes on where a fan-out was stopped.
 */
export function createFanOut({ client, tables, media }: FanningOut): FanOut {
  const TableName = tables.published;

  const shownAt = async (slug: string, partitionOf: PartitionOf): Promise<Shown | undefined> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :slug',
        ExpressionAttributeNames: {
          '#type': 'type',
          '#section': 'section',
        },
        ExpressionAttributeValues: { ':slug': partitionOf(slug) },
        ProjectionExpression: '#type, slug, publishedAt, #section, tags, byline, image, pictures',
        ConsistentRead: true,
      }),
    );
    return Items.find(({ type }) => type === 'article') as Shown | undefined;
  };

  /** Replaces a picture at places of an item, unless it is as new there already, or another one. */
  const replace = async (
    Key: Key,
    paths: readonly string[],
    picture: Pick<Picture, 'id' | 'version'>,
  ): Promise<void> => {
    try {
      await client.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: `SET ${paths.map((path) => `${path} = :picture`).join(', ')}`,
          ConditionExpression: paths.map((path) => `${path}.id = :id AND ${path}.#version < :version`).join(' AND '),
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':picture': picture, ':id': picture.id, ':version': picture.version },
        }),
      );
    } catch (error) {
      if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    }
  };

  /** Brings a picture to the paper's settings. */
  const applyToPaper = async (picture: Picture): Promise<void> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: paperSettingsKey(), ConsistentRead: true }));
    const { logo, sharePicture } = Item ? fromSettingsItem(Item).settings : {};
    const isOlder = (each: typeof sharePicture) => each?.id === picture.id && each.version < picture.version;
    if (isOlder(logo)) {
      await replace(paperSettingsKey(), ['settings.logo'], {
        ...ownPicture('logo', picture),
        inMasthead: logo?.inMasthead,
      } as OwnPicture);
    }
    if (isOlder(sharePicture)) {
      await replace(paperSettingsKey(), ['settings.sharePicture'], ownPicture('sharePicture', picture));
    }
  };

  const apply = async (use: StoredUse & { readonly slug: string }, picture: Picture): Promise<void> => {
    if (use.document === 'settings') {
      await applyToPaper(picture);
      return media.setApplied(picture.id, use, picture.version);
    }
    const partitionOf = use.document === 'page' ? pagePartition : articlePartition;
    const shown = await shownAt(use.slug, partitionOf);
    if (shown) {
      const { image, pictures = [], publishedAt, slug, section, tags = [], byline } = shown;
      const isOlder = (each: Partial<Picture> | null | undefined) =>
        each?.id === picture.id && (each.version ?? 0) < picture.version;
      // No listing shows a page.
      if (image?.id === picture.id && use.document !== 'page') {
        const listings = [...new Set(listingsOf({ section, tags, byline }))];
        const entries = listings.map((listing) => listingKey(listing, publishedAt, slug));
        await Promise.all(entries.map((key) => replace(key, ['image'], picture)));
      }
      const paths = [
        ...(isOlder(image) ? ['image'] : []),
        ...pictures.flatMap((each, index) => (isOlder(each) ? [`pictures[${index}]`] : [])),
      ];
      if (paths.length > 0) await replace(articleKey(slug, publishedAt, partitionOf), paths, picture);
    }
    await media.setApplied(picture.id, use, picture.version);
  };

  return async (record, anew) => {
    const picture = pictureOf(record);
    if (picture) {
      const isStale = (use: StoredUse): use is StoredUse & { readonly slug: string } =>
        use.slug !== null && (anew !== undefined || use.applied < record.shown);
      for await (const uses of media.everyUse(record.id)) {
        await mapConcurrent(ARTICLES_AT_ONCE, uses.filter(isStale), (use) => apply(use, picture));
      }
    }
    await media.setFannedOut(record.id, record.version);
  };
}
