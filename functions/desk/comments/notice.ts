import { createHmac, timingSafeEqual } from 'node:crypto';
import { actions, type ModerationAction } from '../../moderation/actions.ts';

/** A comment in a version. */
export interface Seen {
  readonly id: string;
  readonly version: number;
}

/** What was done just before a page, which offers to undo it. */
export interface Notice {
  readonly act: ModerationAction;
  readonly comments: readonly Seen[];
}

/** @param key the session's: an address that somebody else has made says nothing. */
const signatureOf = (text: string, key: string) =>
  createHmac('sha256', `notice ${key}`).update(text).digest('base64url').slice(0, 22);

/** Writes a notice into an address. */
export function noticeText({ act, comments }: Notice, key: string): string {
  const text = [act, ...comments.map(({ id, version }) => `${id}:${version}`)].join(' ');
  return `${signatureOf(text, key)} ${text}`;
}

/** @returns undefined for what this session has not written. */
export function readNotice(given: string | undefined, key: string): Notice | undefined {
  const cut = given?.indexOf(' ') ?? -1;
  if (given === undefined || cut < 0) return undefined;
  const [signature, text] = [Buffer.from(given.slice(0, cut)), given.slice(cut + 1)];
  const expected = Buffer.from(signatureOf(text, key));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined;
  const [name, ...comments] = text.split(' ');
  const act = actions.find((each) => each === name);
  return act && { act, comments: comments.map(seenIn) };
}

const seenIn = (text: string): Seen => {
  const [id = '', version] = text.split(':');
  return { id, version: Number(version) };
};
