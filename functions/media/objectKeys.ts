import * as z from 'zod/mini';
import { MediaId } from '../pictures/picture.ts';

/** The keys of the bucket: what was uploaded and is not developed yet, what was uploaded, and what readers see. */
export const incomingKey = (id: string) => `incoming/${id}`;
/** Asks for new crops of a picture whose focal point has changed. */
export const focusKey = (id: string) => `incoming/${id}.focus`;
export const originalKey = (id: string) => `originals/${id}`;
/** The public address without its first slash: `mediaPath` of `pictures/renditions.ts`. */
export const publicKey = (id: string, name: string) => `media/${id}/${name}`;

/** What an object under `incoming/` asks for. */
export interface Incoming {
  readonly id: string;
  readonly asks: 'develop' | 'focus';
}

/** @returns undefined for any other key. */
export function incomingOf(key: string): Incoming | undefined {
  const [, id = '', suffix] = /^incoming\/([^.]+)(\.focus)?$/.exec(key) ?? [];
  if (!z.safeParse(MediaId, id).success) return undefined;
  return { id, asks: suffix ? 'focus' : 'develop' };
}
