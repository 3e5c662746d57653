import { hash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Media } from '../../functions/media/answers.ts';
import { recognize } from '../../functions/media/develop/recognize.ts';
import { type MediaType, MOST_BYTES } from '../../functions/media/schema.ts';
import type { Answer, Api } from './api.ts';
import { CommandFault } from './command.ts';
import type { DetailsPatch } from './mediaDetails.ts';

/** What became of one file. */
export interface Added {
  readonly file: string;
  /** `added`: it is in the library now; `there`: it was before; `pending`: it is still being developed. */
  readonly outcome: 'added' | 'there' | 'pending' | 'failed';
  readonly media?: Media;
  /** The fault, or a note. */
  readonly detail?: string;
}

/** By what a file is called, where its bytes do not say what it is. */
const TYPES: Readonly<Record<string, MediaType>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.heic': 'image/heic',
  '.svg': 'image/svg+xml',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.ogg': 'audio/ogg',
  '.pdf': 'application/pdf',
};

const UPLOAD_MILLISECONDS = 10 * 60 * 1_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2_000;

export interface Adding {
  readonly api: Api;
  readonly details: DetailsPatch;
  /** How long to wait for the development of a file. */
  readonly seconds: number;
}

/**
 * Puts a file into the media library, unless it is there, and waits until it is developed. Can be done again after any
 * fault: the library knows the file by its hash.
 * @throws CommandFault
 */
export async function addFile(file: string, { api, details, seconds }: Adding): Promise<Added> {
  const bytes = readBytes(file);
  const type = recognize(bytes) ?? TYPES[extname(file).toLowerCase()];
  if (!type) throw new CommandFault('is no picture, audio file or PDF that the library takes');
  const said = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== null));
  const body = { ...said, fileName: basename(file), type, bytes: bytes.length, sha256: hash('sha256', bytes) };
  const begun = await api.call('POST /v1/newsroom/media', { body });
  const { id, upload } = begun;
  if (!upload) {
    const detail =
      Object.keys(said).length > 0 ? `is described as it was; change it with: broadsheet media edit ${id}` : '';
    return { file, outcome: 'there', media: begun, ...(detail && { detail }) };
  }
  await send(upload, bytes);
  const end = performance.now() + seconds * 1_000;
  for (let wait = FIRST_PAUSE; ; wait = Math.min(LONGEST_PAUSE, wait * 2)) {
    const media = await api.call('GET /v1/newsroom/media/{id}', { params: { id } });
    if (media.state === 'ready') return { file, outcome: 'added', media };
    if (media.state === 'failed') throw new CommandFault(`was refused: ${media.fault}`);
    if (performance.now() + wait > end) {
      return {
        file,
        outcome: 'pending',
        media,
        detail: `is not developed yet; look with: broadsheet media show ${id}`,
      };
    }
    await pause(wait);
  }
}

function readBytes(file: string): Buffer {
  try {
    const { size } = statSync(file);
    if (size > MOST_BYTES) throw new CommandFault(`has ${size} bytes; the library takes at most ${MOST_BYTES} (50 MB)`);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof CommandFault) throw error;
    throw new CommandFault(`cannot be read (${(error as NodeJS.ErrnoException).code})`, 1, { cause: error });
  }
}

type Upload = NonNullable<Answer<'POST /v1/newsroom/media'>['upload']>;

/** Posts a file to the bucket, as a browser does. @throws CommandFault with the bucket's reason. */
async function send({ url, fields }: Upload, bytes: Buffer): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(bytes)]));
  let response: Response;
  try {
    response = await fetch(url, { method: 'POST', body: form, signal: AbortSignal.timeout(UPLOAD_MILLISECONDS) });
  } catch (error) {
    throw new CommandFault(`could not be sent to ${new URL(url).host} (${(error as Error).message})`, 1, {
      cause: error,
    });
  }
  if (response.ok) return;
  const [, why = response.statusText] = /<Message>([^<]*)<\/Message>/.exec(await response.text()) ?? [];
  throw new CommandFault(`was refused by the bucket: ${why}`);
}
