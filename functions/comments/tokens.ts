import * as z from 'zod/mini';
import { instant } from '../shared/instant.ts';
import type { SignedTokens } from '../shared/signedToken.ts';
import type { Facts } from './rules.ts';

/** What a signed token of ours can say; one of one purpose is none for another. */
const payloads = {
  /** Its bearer wrote the comment. */
  edit: z.object({ id: z.string() }),
  /** A form was rendered at an instant. */
  rendered: z.object({ at: instant }),
  /** This browser belongs to somebody who has proven a mailbox. */
  commenter: z.object({ person: z.string() }),
  /** Its bearer reads the mail of a person, and the browser it was asked from. */
  mailbox: z.object({ person: z.string() }),
  /** Ends the mails about replies to a person. */
  unsubscribe: z.object({ person: z.string() }),
  /** Its bearer may read, or erase, all that a person has sent. */
  personal: z.object({ person: z.string() }),
} as const;

type Purpose = keyof typeof payloads;
type Payload<P extends Purpose> = z.output<(typeof payloads)[P]>;

/** Tokens by what they are for. A token that is forged, foreign or too old says nothing. */
export interface CommentTokens {
  sign<P extends Purpose>(purpose: P, payload: Payload<P>, until: Date): Promise<string>;
  read<P extends Purpose>(purpose: P, token: string | undefined, now: Date): Promise<Payload<P> | undefined>;
}

export const createCommentTokens = (tokens: SignedTokens): CommentTokens => ({
  sign: (purpose, payload, until) => tokens.sign(purpose, payload, until),
  async read<P extends Purpose>(purpose: P, token: string | undefined, now: Date) {
    if (token === undefined) return undefined;
    const read = await tokens.verify(purpose, payloads[purpose], token, now);
    return read as Payload<P> | undefined;
  },
});

/** How long a page with the form in it is the same for everybody, and so is the instant it says it was rendered at. */
const RENDERED_STEP = 10_000;
/** A form older than any setting allows says no more than none. */
const RENDERED_LIFETIME = 7 * 24 * 60 * 60 * 1_000;

/** The signed instant that a form carries: to the last ten seconds, so that a page stays the same for as long. */
export function renderedToken(tokens: CommentTokens, now: Date): Promise<string> {
  const at = Math.floor(now.getTime() / RENDERED_STEP) * RENDERED_STEP;
  return tokens.sign('rendered', { at: new Date(at).toISOString() }, new Date(at + RENDERED_LIFETIME));
}

/**
 * When a form was rendered, as far as that is known: `missing` where there was none, as of a program that sends JSON. A
 * form that does not say so is not ours.
 */
export async function readRendered(
  tokens: CommentTokens,
  token: string | undefined,
  isForm: boolean,
  now: Date,
): Promise<Facts['rendered']> {
  if (token === undefined) return isForm ? 'forged' : 'missing';
  return (await tokens.read('rendered', token, now)) ?? 'forged';
}
