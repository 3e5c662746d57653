import type { RecordStore } from '../../media/recordStore.ts';
import type { MediaRecord } from '../../media/schema.ts';
import type { Writes } from '../../shared/data/transaction.ts';
import { Failure, type Fault } from '../../shared/failure.ts';
import type { Instant } from '../../shared/instant.ts';
import type { Say } from '../../words/en.ts';
import { faultIn } from '../../words/fault.ts';
import type { Mention } from '../body/mediaAddress.ts';
import type { RenderedBody } from '../body/render.ts';
import type { Content } from './fields.ts';
import { renderContent } from './renderContent.ts';
import type { StoredCopy } from './schema.ts';

/**
 * Most files of the media library in an article. A publication writes up to two items for each, beside those of its
 * listings, of the hundred that a transaction holds (docs/decisions/0035).
 */
export const MOST_FILES = 30;
/** Most places in which a text names files: each becomes a kilobyte of HTML. */
const MOST_PLACES = 100;
/** Most faults that a failure reports. */
const MOST_FAULTS = 50;

/** Files of the media library by id. */
export type Media = ReadonlyMap<string, MediaRecord>;

/** What of a content names files of the library. */
type Using = Pick<Content, 'image' | 'body' | 'format' | 'language'>;
type Place = Omit<Mention, 'line'> & Pick<Fault, 'pointer' | 'line'>;

/** The files that articles use, in the media library. */
export interface LibraryUse {
  /** The files that a content uses, as far as they exist. One BatchGetItem, if it uses any. */
  read(content: Using): Promise<Media>;
  /**
   * The same, for a content that is saved.
   * @throws Failure `field-invalid`, naming every place with a file that is unknown, not ready or of another kind.
   */
  usable(content: Using): Promise<Media>;
  /**
   * The same, for a content that readers will see from an instant on.
   * @throws Failure `field-invalid`, naming also every picture without alternative text, or whose right will have expired.
   */
  publishable(content: Using, at: Instant): Promise<Media>;

  // The following return parts of a transaction.
  /** Only if files are still as they were read. */
  unchanged(media: Iterable<MediaRecord>): Writes;
  /** Tells the library of the files that an article has come to use, or uses no more. */
  change(before: StoredCopy | undefined, after: StoredCopy | undefined): Writes;
}

export function createLibraryUse(records: Omit<RecordStore, 'read'>): LibraryUse {
  const read = async (content: Using): Promise<Media> => {
    const ids = idsIn(content);
    if (ids.length === 0) return new Map();
    if (ids.length > MOST_FILES) {
      throw refusal([{ pointer: '/body', detail: ({ faults }) => faults.manyFiles(ids.length, MOST_FILES) }]);
    }
    return records.readAll(ids);
  };
  const checked = async (content: Using, faultsOf: (place: Place, record: MediaRecord) => readonly Say[]) => {
    const places = placesIn(content);
    const media = await read(content);
    const faults = places.flatMap((place) => {
      const record = place.id === undefined ? undefined : media.get(place.id);
      const details = record ? faultsOf(place, record) : [unknown(place)];
      const { id, address, as, alt, ...where } = place;
      return details.map((detail) => ({ ...where, detail }));
    });
    if (faults.length > 0) throw refusal(faults);
    if (places.length > MOST_PLACES) {
      throw refusal([{ pointer: '/body', detail: ({ faults }) => faults.manyPlaces(places.length, MOST_PLACES) }]);
    }
    return media;
  };

  return {
    read,
    usable: (content) => checked(content, unusable),
    publishable: (content, at) =>
      checked(content, (place, record) => [...unusable(place, record), ...unpublishable(place, record, at)]),
    unchanged: (media) =>
      Object.fromEntries(Array.from(media, ({ id, version }) => [`media ${id}`, records.requireVersion(id, version)])),
    change(before, after) {
      const [were, are] = [usesOf(before), usesOf(after)];
      const { id: article = '', document } = after ?? before ?? {};
      const begun = [...are].filter(([id, slug]) => were.get(id) !== slug);
      const ended = [...were.keys()].filter((id) => !are.has(id));
      return Object.fromEntries([
        ...begun.map(([id, slug]) => [`use ${id}`, records.use({ id, article, slug, document })] as const),
        ...ended.map((id) => [`use ${id}`, records.endUse(id, article)] as const),
      ]);
    },
  };
}

/** The files that an article uses, each with the slug at which readers see it, or null in a draft. */
function usesOf(copy: StoredCopy | undefined): Map<string, string | null> {
  const { media = [], releasedMedia = [], releasedSlug = null } = copy ?? {};
  return new Map([
    ...media.map((id) => [id, null] as const),
    ...releasedMedia.map((id) => [id, releasedSlug] as const),
  ]);
}

/** The pictures that a text shows, each once. */
export const shownIn = ({ media }: Pick<RenderedBody, 'media'>): string[] => [
  ...new Set(media.flatMap(({ id, as }) => (as === 'picture' && id !== undefined ? [id] : []))),
];

/** The files that a content uses, each once. */
export const idsIn = (content: Using): string[] => [...new Set(placesIn(content).flatMap(({ id }) => id ?? []))];

function placesIn(content: Using): Place[] {
  const { image } = content;
  const lead: Place[] =
    image !== null && 'media' in image
      ? [{ id: image.media, address: image.media, as: 'picture', alt: image.alt ?? '', pointer: '/image/media' }]
      : [];
  const inBody = renderContent(content).media.map(({ line, ...mention }): Place => {
    return { ...mention, pointer: '/body', ...(line !== undefined && { line }) };
  });
  return [...lead, ...inBody];
}

function unknown({ id, address }: Place): Say {
  if (id !== undefined) return ({ faults }) => faults.unknownFile(id);
  return ({ faults }) => faults.noFileName(address.slice(0, 100));
}

function unusable({ as }: Place, record: MediaRecord): Say[] {
  const { kind, state, fault } = record;
  const name = nameOf(record);
  if (as === 'picture' && kind === 'audio') return [({ faults }) => faults.showsRecording(name)];
  if (as === 'picture' && kind === 'document') return [({ faults }) => faults.showsDocument(name)];
  if (as === 'recording' && kind === 'picture') return [({ faults }) => faults.playsPicture(name)];
  if (as === 'recording' && kind === 'document') return [({ faults }) => faults.playsDocument(name)];
  if (as === 'link' && kind === 'picture') return [({ faults }) => faults.linksPicture(name)];
  if (state === 'failed')
    return [(words) => words.faults.refusedFile(name, withoutStop(faultIn(fault ?? 'unreadFile')(words)))];
  if (state !== 'ready') return [({ faults }) => faults.fileNotReady(name)];
  return [];
}

function unpublishable({ as, alt }: Place, record: MediaRecord, at: Instant): Say[] {
  if (as !== 'picture') return [];
  const { decorative, expires } = record;
  const name = nameOf(record);
  const isSilent = alt === '' && record.alt === '' && !decorative;
  const told: Say[] = [];
  if (isSilent) told.push(({ faults }) => faults.noAlt(name));
  if (expires !== null && expires <= at) told.push(({ faults }) => faults.rightEnds(name, expires));
  return told;
}

/** Sentences as the end of another one, which has its own full stop. */
const withoutStop = (sentences: string) => sentences.replace(/\.$/, '');

const nameOf = ({ id, fileName }: MediaRecord) => `"${fileName}" (${id})`;

function refusal(faults: readonly Fault[]): Failure {
  const told = faults.slice(0, MOST_FAULTS);
  const sentences: Say = (words) => {
    const each = told.map(({ pointer = '', line, detail }) => {
      const [name = ''] = pointer.slice(1).split('/');
      const sentence = words.sentence(name, detail(words));
      return line === undefined ? sentence : words.faults.onLine(sentence, line);
    });
    const more = faults.length > told.length ? [words.failures.more(faults.length - told.length)] : [];
    return `${[...each, ...more].join('; ')}.`;
  };
  return new Failure('field-invalid', sentences, { faults: told });
}
