import { entryKey, listedId, PAPER_USE } from '../../functions/media/keys.ts';
import type { MediaRecord } from '../../functions/media/schema.ts';
import type { Picture } from '../../functions/pictures/picture.ts';
import { fromSettingsItem } from '../../functions/sections/paperSettings.ts';
import { toInstant } from '../../functions/shared/instant.ts';
import type { Item, Violation } from './invariants.ts';

/** What is kept of a record: no texts. */
type Outline = Pick<MediaRecord, 'shown' | 'listed' | 'uploadedAt' | 'expires' | 'expiresAt'>;

/** Checks the media library, in one pass over the items of both tables. */
export interface LibraryCheck {
  takeNewsroom(item: Item): void;
  takePublished(item: Item): void;
  /** Call this after the last item. */
  end(): void;
}

export function createLibraryCheck(now: Date, found: (violation: Violation) => void): LibraryCheck {
  const records = new Map<string, Outline>();
  /** The entries of lists, by file. */
  const entries = new Map<string, Set<string>>();
  /** The slugs of articles that are out, and {@link PAPER_USE}, by file. */
  const uses = new Map<string, Set<string>>();
  const seconds = now.getTime() / 1_000;

  const checkShown = ({ pk, sk, slug, type }: Item, { id, version }: Pick<Picture, 'id' | 'version'>) => {
    const [record, where] = [records.get(id), `${pk} ${sk} shows ${id}`];
    if (!record) return found({ rule: 'picture-unknown', what: `${where}, which is not in the library` });
    const user = type === 'paper-settings' ? PAPER_USE : String(slug);
    if (type !== 'entry' && !uses.get(id)?.has(user)) {
      found({ rule: 'picture-unknown', what: `${where}, and its use is not known` });
    }
    if (version < record.shown) {
      found({ rule: 'picture-outdated', what: `${where} as it was in version ${version}`, picture: id });
    }
  };

  /** Whether DynamoDB may have deleted an entry, because its time is over. */
  const mayBeGone = (list: string, { expires, expiresAt = Number.POSITIVE_INFINITY }: Outline) =>
    expiresAt <= seconds || (list === 'usable' && expires !== null && expires <= toInstant(now));

  return {
    takeNewsroom(item) {
      const { pk, sk, type } = item;
      if (type === 'media') {
        const { id, shown = 0, listed = [], expires = null, uploadedAt, expiresAt } = item as unknown as MediaRecord;
        records.set(id, { shown, listed, expires, uploadedAt, ...(expiresAt !== undefined && { expiresAt }) });
      }
      // What has expired goes whenever DynamoDB comes to it.
      if (type === 'media-entry' && !(Number(item.expiresAt) <= seconds)) addTo(entries, listedId(sk), `${pk} ${sk}`);
      const user = item.article === PAPER_USE ? PAPER_USE : item.slug;
      if (type === 'media-use' && user) addTo(uses, pk.slice(pk.indexOf('#') + 1), String(user));
    },

    takePublished(item) {
      if (item.type === 'paper-settings') {
        const { logo, sharePicture } = fromSettingsItem(item).settings;
        for (const each of [logo, sharePicture]) if (each) checkShown(item, each);
      }
      if (item.type !== 'article' && item.type !== 'entry') return;
      const shown = [item.image, ...((item.pictures ?? []) as unknown[])] as (Partial<Picture> | null | undefined)[];
      for (const each of shown) if (each?.id) checkShown(item, each as Picture);
    },

    end() {
      for (const [id, record] of records) {
        const had = entries.get(id) ?? new Set();
        for (const list of record.listed) {
          const { pk, sk } = entryKey(list, { id, uploadedAt: record.uploadedAt });
          if (!had.delete(`${pk} ${sk}`) && !mayBeGone(list, record)) {
            found({ rule: 'media-unlisted', what: `${id} is not in ${pk}` });
          }
        }
        for (const entry of had) found({ rule: 'media-astray', what: `${entry} is not named by its record` });
        entries.delete(id);
      }
      for (const left of entries.values()) {
        for (const entry of left) found({ rule: 'media-astray', what: `${entry} is of no file in the library` });
      }
    },
  };
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const there = map.get(key);
  if (there) there.add(value);
  else map.set(key, new Set([value]));
}
