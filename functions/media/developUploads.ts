import type { S3ObjectCreatedNotificationEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { FocalPoint } from '../pictures/picture.ts';
import { type Clock, toInstant } from '../shared/instant.ts';
import type { Log } from '../shared/log.ts';
import type { Objects } from '../shared/objects/objects.ts';
import type { DevelopedFile, Result } from './develop/result.ts';
import type { Changes, DevelopmentStore } from './developmentStore.ts';
import { focusKey, incomingKey, incomingOf, originalKey, publicKey } from './objectKeys.ts';
import { MediaDetails, type MediaRecord, type MediaType } from './schema.ts';

/** What makes files for readers of a file's bytes. It throws for faults of ours, after which it is tried again. */
export interface Developer {
  /** @param focalPoint Null: the most eye-catching point is looked for. */
  develop(
    bytes: Uint8Array,
    declared: { readonly mediaType: MediaType; readonly fileName: string },
    options: { readonly focalPoint: FocalPoint | null },
  ): Promise<Result>;
  /** Makes those renditions of a picture that depend on its focal point. */
  crop(bytes: Uint8Array, focalPoint: FocalPoint | null): Promise<Result>;
}

export interface Developing extends Developer {
  readonly objects: Objects;
  readonly records: DevelopmentStore;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

/** What is at a public address never changes. */
const CACHE_CONTROL = 'public, max-age=31536000, immutable';

/** How often a record may change while its file is developed before the event is tried again. */
const ATTEMPTS = 5;

/** What development has made of a file. */
interface Outcome {
  /** What readers may have. */
  readonly keys: readonly string[];
  readonly picture: MediaRecord['picture'];
  /** What it changes of a version of the record. */
  readonly changesOf: (current: MediaRecord) => Changes;
}

/**
 * Develops what was uploaded, and crops pictures again whose focal point has changed. An event may come twice, late or
 * out of order, and the function may be ended anywhere: every step can be repeated, and the object under `incoming/`,
 * whose event is tried again until then, is deleted last.
 */
export function developUploads({ objects, records, develop, crop, clock, log }: Developing) {
  const developUpload = async (id: string): Promise<void> => {
    const key = incomingKey(id);
    const upload = await objects.get(key);
    // Another event of the same upload has ended.
    if (!upload) return;
    const record = await records.read(id);
    let current = record;
    if (record && record.state !== 'ready') {
      const outcome = await putAll(id, await develop(upload.bytes, record, record));
      if (outcome.keys.length > 0) await objects.copy(key, originalKey(id));
      current = await settle(record, (each) => each.state !== 'ready' && outcome.changesOf(each));
      // It was deleted meanwhile, and with it what had been there.
      if (!current) for (const each of [...outcome.keys, originalKey(id)]) await objects.delete(each);
      log.info('developed', { media: id, state: current?.state ?? 'deleted' });
    } else {
      log.warn('upload dropped', { media: id, state: record?.state ?? 'deleted' });
    }
    // An editor may have named another focal point meanwhile, and an earlier event have ended before it was cropped about.
    if (current?.picture && current.focalPoint && !hasItsFocus(current)) await developFocus(id);
    await objects.delete(key);
  };

  /** Crops a picture about the focal point of its record, unless it has those crops. */
  const developFocus = async (id: string): Promise<void> => {
    const record = await records.read(id);
    const original = record?.picture && !hasItsFocus(record) ? await objects.get(originalKey(id)) : undefined;
    // An earlier event may have ended after its crops, and before all articles had them.
    if (record && !original) await records.bringToArticles(record);
    if (record && original) {
      const { keys, picture } = await putAll(id, await crop(original.bytes, record.focalPoint));
      const isWanted = (each: MediaRecord) => each.state === 'ready' && isSame(each.focalPoint, record.focalPoint);
      const current = await settle(record, (each) => isWanted(each) && picture !== null && { picture });
      if (current) await records.bringToArticles(current);
      // It was deleted meanwhile, and with it what had been there.
      else for (const each of keys) await objects.delete(each);
      log.info('cropped', { media: id, state: current?.state ?? 'deleted' });
      // The event of a later change of the focal point crops about that one, and deletes what asks for it.
      if (current && !isWanted(current)) return;
    }
    await objects.delete(focusKey(id));
  };

  /** Puts what readers may have. */
  const putAll = async (id: string, result: Result): Promise<Outcome> => {
    const keys: string[] = [];
    const put = async ({ name, mediaType, bytes }: DevelopedFile, disposition?: string) => {
      const key = publicKey(id, name);
      const options = { mediaType, cacheControl: CACHE_CONTROL, ...(disposition && { disposition }) };
      await objects.put(key, bytes, options);
      keys.push(key);
    };
    switch (result.kind) {
      case 'refused':
        return { keys, picture: null, changesOf: () => ({ state: 'failed', fault: result.fault }) };
      case 'file': {
        const { file } = result;
        await put(file, `${file.disposition}; filename*=UTF-8''${extendedValue(file.name)}`);
        return { keys, picture: null, changesOf: () => ({ ...READY, fileName: file.name }) };
      }
      case 'picture': {
        for await (const file of result.files) await put(file);
        const { picture, details } = result;
        return { keys, picture, changesOf: (each) => ({ ...READY, picture, ...missingDetails(each, details) }) };
      }
    }
  };

  /**
   * Changes a record, which editors may change at the same time.
   * @param changesOf what to change of a version; a falsy value leaves it as it is.
   * @returns the record as it was last read; undefined when it is gone.
   */
  const settle = async (
    record: MediaRecord,
    changesOf: (current: MediaRecord) => Changes | false,
  ): Promise<MediaRecord | undefined> => {
    let current: MediaRecord | undefined = record;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const changes = current && changesOf(current);
      if (!current || !changes) return current;
      const changedAt = toInstant(clock());
      const changed = await records.change(current, { ...changes, changedAt });
      if (changed) return changed;
      current = await records.read(record.id);
    }
    throw new Error(`The record of ${record.id} changes too often`);
  };

  return async ({ detail }: Pick<S3ObjectCreatedNotificationEvent, 'detail'>): Promise<void> => {
    const incoming = incomingOf(detail.object.key);
    if (incoming?.asks === 'develop') await developUpload(incoming.id);
    if (incoming?.asks === 'focus') await developFocus(incoming.id);
  };
}

const READY = { state: 'ready', fault: null } as const;

const isSame = (one: MediaRecord['focalPoint'], other: MediaRecord['focalPoint']) =>
  one?.x === other?.x && one?.y === other?.y;

/** Whether the crops are known to be about the record's focal point. */
const hasItsFocus = ({ focalPoint, picture }: MediaRecord) =>
  focalPoint !== null && isSame(focalPoint, picture?.focalPoint ?? null);

/** A value of a header in UTF-8 (RFC 8187, section 3.2.1). */
const extendedValue = (text: string) =>
  encodeURIComponent(text).replaceAll(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

const NO_DETAILS = z.parse(MediaDetails, {});

/** What a file says of itself where its editor has said nothing. */
const missingDetails = (record: MediaRecord, details: Partial<MediaDetails>): Partial<MediaDetails> =>
  Object.fromEntries(
    Object.entries(details).filter(([name]) => {
      const key = name as keyof MediaDetails;
      return JSON.stringify(record[key]) === JSON.stringify(NO_DETAILS[key]);
    }),
  );
