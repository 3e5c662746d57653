import { hash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import { encodePage, pageRequest } from '../shared/api/encodePage.ts';
import { mergePatch } from '../shared/api/mergePatch.ts';
import { parseBody } from '../shared/api/request.ts';
import type { Caller, Operations } from '../shared/api/route.ts';
import { busy, Failure } from '../shared/failure.ts';
import { type Clock, later, toInstant } from '../shared/instant.ts';
import { mapConcurrent } from '../shared/mapConcurrent.ts';
import type { Objects } from '../shared/objects/objects.ts';
import { isMadeBy, requireVersion, stale } from '../shared/version.ts';
import type { Say, Words } from '../words/en.ts';
import { type MediaQuery, type MediaUser, toMedia, toSummary } from './answers.ts';
import { detailsOf, type NewMedia, SentDetails } from './details.ts';
import { recognize } from './develop/recognize.ts';
import { safeFileName } from './develop/safeFileName.ts';
import { type FanOut, isPending } from './fanOut.ts';
import { type FetchFile, FetchRefused } from './fetching/fetchFile.ts';
import { objectKeysOf } from './files.ts';
import { isEntrySortKey, isUseSortKey, PAPER_USE } from './keys.ts';
import { planOf, type Search, searchName } from './lists.ts';
import { actOf, nextVersion } from './nextVersion.ts';
import { focusKey, incomingKey, publicKey } from './objectKeys.ts';
import type { mediaRoutes } from './routes.ts';
import { MediaDetails, MediaRecord, type MediaType, MOST_BYTES, mediaTypes } from './schema.ts';
import type { MediaStore } from './store.ts';
import { wordsOf } from './words.ts';

export interface MediaManaging {
  readonly media: MediaStore;
  readonly objects: Pick<Objects, 'presignUpload' | 'put' | 'delete' | 'list'>;
  readonly fetchFile: FetchFile;
  readonly fanOut: FanOut;
  /** The articles that are there, by id; at most 100. */
  readonly articles: (ids: readonly string[], now: Date) => Promise<ReadonlyMap<string, MediaUser>>;
  readonly clock: Clock;
}

/** How long the library waits for the bytes of a file, or keeps what it has refused. */
const AWAITED_SECONDS = 7 * 24 * 60 * 60;
/** An upload that is begun again later than this prolongs the time. */
const RENEWED_SECONDS = 24 * 60 * 60;
/** The id of a file is the beginning of its SHA-256. */
const ID_DIGITS = 32;
/** Attempts to change a record that others change at the same time. */
const ATTEMPTS = 6;
/** Most articles that a refusal names. */
const MOST_NAMED = 10;
const DELETIONS_AT_ONCE = 5;

/** Takes files into the media library, lists, describes and removes them. */
export function manageMedia(managing: MediaManaging): Operations<typeof mediaRoutes> {
  const { media, objects, fetchFile, fanOut, articles, clock } = managing;

  const find = async (id: string): Promise<MediaRecord> => {
    const record = await media.find(id);
    if (!record) throw mediaUnknown(id);
    return record;
  };

  /**
   * Does what a change has begun: crops a picture again, and brings to articles what they show. Either can be done twice.
   * @param isRefocused whether the change may have been one of the focal point.
   */
  const followUp = async (record: MediaRecord, isRefocused: boolean): Promise<void> => {
    if (isRefocused && record.state === 'ready' && record.picture && !isCropped(record)) {
      const body = new TextEncoder().encode(JSON.stringify({ version: record.version }));
      await objects.put(focusKey(record.id), body, { mediaType: 'application/json' });
    }
    if (isPending(record)) await fanOut(record);
  };

  /** Changes the details of a file, if its version is the one sent. */
  const change = async (
    { params: { id }, headers, request: { caller, words } }: ChangeInput,
    decide: (record: MediaRecord) => MediaDetails,
  ) => {
    const at = toInstant(clock());
    const record = await find(id);
    if (record.removing) throw mediaUnknown(id);
    if (isMadeBy(record, caller)) {
      await followUp(record, true);
      return toMedia(record, at, words);
    }
    requireVersion(headers['if-match'], currentOf(record), 'file');
    const details = decide(record);
    const next = nextVersion(record, { ...details, changedAt: at, changedBy: caller.name, request: caller.request });
    const written = await media.write(next, record, actOf(next, 'save', changedIn(record, details)));
    if (!written) {
      const there = await find(id);
      if (!isMadeBy(there, caller)) throw stale(currentOf(there), 'file');
      await followUp(there, true);
      return toMedia(there, at, words);
    }
    await followUp(written, !isDeepStrictEqual(record.focalPoint, written.focalPoint));
    return toMedia(written, at, words);
  };

  /** Removes the files and then the record of a file that is being removed. */
  const finishRemoval = async (record: MediaRecord, by: string): Promise<void> => {
    let there: MediaRecord | undefined = record;
    for (let attempt = 1; attempt <= ATTEMPTS && there?.removing; attempt += 1) {
      // No record names the crops about former focal points.
      const others = () => objects.list(publicKey(record.id, ''));
      for (let keys: readonly string[] = objectKeysOf(there); keys.length > 0; keys = await others()) {
        await mapConcurrent(DELETIONS_AT_ONCE, keys, (key) => objects.delete(key));
      }
      const act = { ...actOf(there, 'remove', null), at: toInstant(clock()), by };
      if (await media.forget(there, act)) return;
      // Its development has ended meanwhile, and may have put what was deleted.
      there = await media.find(record.id);
    }
    if (there) throw busy();
  };

  /** The articles that use a file, the first ones by name. @throws Failure `media-in-use` when there are any. */
  const requireUnused = async (id: string, now: Date): Promise<void> => {
    const { items, next } = await media.uses(id, { limit: MOST_NAMED, position: undefined });
    if (items.length === 0) return;
    const known = await articles(
      items.map(({ article }) => article),
      now,
    );
    const names = items.map(({ article }) => nameOf(known.get(article), article)).join(', ');
    throw new Failure('media-in-use', ({ failures }) =>
      failures.mediaInUse(names, next !== undefined && next !== null),
    );
  };

  /** Takes a file out of all lists, so that nobody finds it, and marks it, so that no release uses it. */
  const mark = async (record: MediaRecord, now: Date, caller: Caller): Promise<MediaRecord> => {
    await requireUnused(record.id, now);
    const marked = nextVersion(record, { removing: true, request: caller.request });
    const written = await media.write(marked, record);
    if (written) return written;
    const there = await find(record.id);
    if (!there.removing) throw stale(currentOf(there), 'file');
    return there;
  };

  /** Begins an upload, unless the file is there or a request like this one has begun it. */
  const begin = async (body: NewMedia, caller: Caller): Promise<MediaRecord> => {
    const id = body.sha256.slice(0, ID_DIGITS);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const now = clock();
      const there = await media.find(id);
      if (there?.removing) {
        await finishRemoval(there, there.changedBy);
        continue;
      }
      if (there?.state === 'ready') {
        if (there.sha256 !== body.sha256) throw notItsHash();
        return there;
      }
      const said = there ? { ...body, ...bothDetails(there, body) } : body;
      if (there && isStillAwaited(there, said, now)) return there;
      const next = awaited(said, there, { id, at: now, caller });
      const written = await media.write(next, there, actOf(next, 'upload', null));
      if (written) return written;
    }
    throw busy();
  };

  return {
    createMedia: async ({ body, request: { caller, words } }) => {
      const record = await begin(body, caller);
      const now = clock();
      const { id, sha256, bytes, mediaType } = record;
      const isThere = record.state === 'ready';
      return {
        ...toMedia(record, toInstant(now), words),
        status: isThere ? ('ready' as const) : ('awaited' as const),
        upload: isThere ? null : await objects.presignUpload(incomingKey(id), { mediaType, bytes, sha256 }, now),
      };
    },

    fetchMedia: async ({ body: { url, ...details }, request: { caller, words } }) => {
      const { bytes } = await fetchFile(url, MOST_BYTES).catch((error) => {
        throw error instanceof FetchRefused ? urlRefused(error.say) : error;
      });
      const type = recognize(bytes);
      if (!type) throw urlRefused(({ faults }) => faults.noMediaFile);
      const sha256 = hash('sha256', bytes);
      const record = await begin(
        { ...details, fileName: fileNameIn(url, type), type, bytes: bytes.length, sha256 },
        caller,
      );
      if (record.state !== 'ready') await objects.put(incomingKey(record.id), bytes, { mediaType: type });
      return toMedia(record, toInstant(clock()), words);
    },

    listMedia: async ({ query, request: { words } }) => {
      const now = toInstant(clock());
      const search = searchOf(query);
      const list = searchName(search);
      const request = pageRequest(list, query, isEntrySortKey);
      const page = await media.search(planOf(search, now), search.unused, request);
      return encodePage(list, page, (record) => toSummary(record, now, words));
    },

    readMediaRecord: async ({ params: { id }, request: { words } }) =>
      toMedia(await find(id), toInstant(clock()), words),

    listMediaUses: async ({ params: { id }, query }) => {
      await find(id);
      const list = `media-uses/${id}`;
      const page = await media.uses(id, pageRequest(list, query, isUseSortKey));
      const known = await articles(
        page.items.map(({ article }) => article),
        clock(),
      );
      const users = page.items.flatMap(({ article }) => (article === PAPER_USE ? PAPER : (known.get(article) ?? [])));
      return encodePage(list, { ...page, items: users }, (user) => user);
    },

    saveMedia: (input) => change(input, () => input.body),

    patchMedia: (input) => change(input, (record) => parseBody(SentDetails, mergePatch(detailsOf(record), input.body))),

    removeMedia: async ({ params: { id }, headers, request: { caller, words } }) => {
      const now = clock();
      const at = toInstant(now);
      const record = await find(id);
      if (!isMadeBy(record, caller)) requireVersion(headers['if-match'], currentOf(record), 'file');
      const marked = record.removing ? record : await mark(record, now, caller);
      try {
        // No release can begin to use it any more; one may have done so just before.
        await requireUnused(id, now);
      } catch (error) {
        const kept = nextVersion(marked, { removing: false, request: undefined });
        if (error instanceof Failure && error.code === 'media-in-use') await media.write(kept, marked);
        throw error;
      }
      await finishRemoval(marked, caller.name);
      return toMedia(record, at, words);
    },
  };
}

/** The input of a change, without the body. */
interface ChangeInput {
  readonly params: { readonly id: string };
  readonly headers: { readonly 'if-match'?: number | undefined };
  readonly request: { readonly caller: Caller; readonly words: Words };
}

/** A record of a file whose bytes are to be sent. */
function awaited(
  { type, ...sent }: NewMedia,
  there: MediaRecord | undefined,
  { id, at, caller }: { readonly id: string; readonly at: Date; readonly caller: Caller },
): MediaRecord {
  const instant = toInstant(at);
  return z.parse(MediaRecord, {
    ...sent,
    id,
    version: (there?.version ?? 0) + 1,
    state: 'awaited',
    kind: mediaTypes[type],
    mediaType: type,
    // Its place in lists, which it keeps.
    uploadedAt: there?.uploadedAt ?? instant,
    uploadedBy: caller.name,
    changedAt: instant,
    changedBy: caller.name,
    request: caller.request,
    expiresAt: secondsOf(later(at, AWAITED_SECONDS)),
  });
}

const NO_DETAILS = detailsOf({});

/** The details of a file that is not there yet, with those that are said anew in place of the former ones. */
function bothDetails(there: MediaRecord, body: NewMedia): MediaDetails {
  const anew = Object.entries(detailsOf(body)).filter(
    ([name, value]) => !isDeepStrictEqual(value, NO_DETAILS[name as keyof MediaDetails]),
  );
  return { ...detailsOf(there), ...Object.fromEntries(anew) };
}

/** Whether a file's bytes are awaited as a request describes them, for long enough. */
const isStillAwaited = (there: MediaRecord, body: NewMedia, now: Date): boolean =>
  there.state === 'awaited' &&
  isDeepStrictEqual(detailsOf(there), detailsOf(body)) &&
  there.mediaType === body.type &&
  there.bytes === body.bytes &&
  there.sha256 === body.sha256 &&
  (there.expiresAt ?? 0) > secondsOf(later(now, AWAITED_SECONDS - RENEWED_SECONDS));

const secondsOf = (date: Date) => Math.floor(date.getTime() / 1_000);

const searchOf = ({ state, uploader, rights, kind, usable, unused, q }: MediaQuery): Search => {
  const words = q === undefined ? [] : wordsOf(q);
  if (q !== undefined && words.length === 0) {
    throw new Failure('query-invalid', (words) => `${words.sentence('q', words.faults.oneWord)}.`, {
      faults: [{ parameter: 'q', detail: ({ faults }) => faults.oneWord }],
    });
  }
  return { state, uploader, rights, kind, usable: usable !== undefined, unused: unused !== undefined, words };
};

/** Whether the crops are known to be about the focal point. */
const isCropped = ({ focalPoint, picture }: MediaRecord) =>
  focalPoint !== null && isDeepStrictEqual(focalPoint, picture?.focalPoint);

/** The details that a change changes. */
const changedIn = (before: MediaRecord, details: MediaDetails): string =>
  (Object.keys(MediaDetails.shape) as (keyof MediaDetails)[])
    .filter((name) => !isDeepStrictEqual(before[name], details[name]))
    .join(', ');

const currentOf = ({ version, changedAt, changedBy }: MediaRecord) => ({ version, changedAt, changedBy });

/** What stands in place of an article where the paper's settings use a file. */
const PAPER_ADDRESS = '/v1/newsroom/settings';
const PAPER: MediaUser = { article: PAPER_USE, headline: PAPER_ADDRESS, slug: '', state: 'published' };

const nameOf = (user: MediaUser | undefined, id: string) => {
  if (id === PAPER_USE) return PAPER_ADDRESS;
  return user ? `"${user.headline}" (${user.slug})` : id;
};

const mediaUnknown = (id: string) => new Failure('media-not-found', ({ failures }) => failures.noMedia(id));

const urlRefused = (detail: Say) =>
  new Failure('field-invalid', (words) => `${words.sentence('url', detail(words))}.`, {
    faults: [{ pointer: '/url', detail }],
  });

/** The name of the file at an address. */
function fileNameIn(url: string, type: MediaType): string {
  const { pathname } = new URL(url);
  try {
    return safeFileName(decodeURIComponent(pathname), type);
  } catch {
    // An escape sequence that is no UTF-8.
    return safeFileName(pathname, type);
  }
}

const notItsHash = () =>
  new Failure('field-invalid', ({ failures }) => failures.notItsHash, {
    faults: [{ pointer: '/sha256', detail: ({ faults }) => faults.otherFile }],
  });
