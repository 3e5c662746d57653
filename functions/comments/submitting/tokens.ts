import * as z from 'zod/mini';
import { instant } from '../../shared/instant.ts';
import { type SignedTokens, type TokenPurpose, tokenPurpose } from '../../shared/signedToken.ts';
import type { Facts } from '../judging/rules.ts';

/** What a signed token of ours can say; one of one purpose is none for another. */
const purposes = {
  /** Its bearer wrote the comment. */
  edit: tokenPurpose('edit', z.object({ id: z.string() })),
  /** The comment was sent from its bearer's browser, which may see it, also when it cannot be changed any more. */
  own: tokenPurpose('own', z.object({ id: z.string() })),
  /** A form was rendered at an instant. */
  rendered: tokenPurpose('rendered', z.object({ at: instant })),
  /** This browser belongs to somebody who has proven a mailbox. */
  commenter: tokenPurpose('commenter', z.object({ person: z.string() })),
  /** Its bearer reads the mail of a person. */
  mailbox: tokenPurpose('mailbox', z.object({ person: z.string() })),
  /** Ends the mails about replies to a person. */
  unsubscribe: tokenPurpose('unsubscribe', z.object({ person: z.string() })),
  /** Its bearer may read, or erase, all that a person has sent. */
  personal: tokenPurpose('personal', z.object({ person: z.string() })),
} as const;

type Purposes = typeof purposes;
type Purpose = keyof Purposes;
type Payload<P extends Purpose> = z.output<Purposes[P]['payload']>;

/** Tokens by what they are for. A token that is forged, foreign or too old says nothing. */
export interface CommentTokens {
  sign<P extends Purpose>(purpose: P, payload: Payload<P>, until: Date): Promise<string>;
  read<P extends Purpose>(purpose: P, token: string | undefined, now: Date): Promise<Payload<P> | undefined>;
  /**
   * When a form was rendered, as far as that is known: `missing` where there was none, as of a program that sends JSON. A
   * form that does not say so is not ours.
   */
  readRendered(token: string | undefined, isForm: boolean, now: Date): Promise<Facts['rendered']>;
}

/** @param forms signs when forms were rendered, with a key that is good for nothing else. */
export const createCommentTokens = (tokens: SignedTokens, forms = tokens): CommentTokens => ({
  sign: (purpose, payload, until) =>
    (purpose === 'rendered' ? forms : tokens).sign(purposes[purpose] as TokenPurpose<z.ZodMiniType>, payload, until),
  async read<P extends Purpose>(purpose: P, token: string | undefined, now: Date) {
    if (token === undefined) return undefined;
    const verified = await tokens.verify(purposes[purpose] as TokenPurpose<z.ZodMiniType>, token, now);
    return verified.valid ? (verified.payload as Payload<P>) : undefined;
  },
  async readRendered(token, isForm, now) {
    if (token === undefined) return isForm ? 'forged' : 'missing';
    const verified = await forms.verify(purposes.rendered, token, now);
    if (verified.valid) return verified.payload;
    return verified.reason === 'expired' ? 'expired' : 'forged';
  },
});

/**
 * How long a page with the form in it is the same for everybody, and so is the instant it says it was rendered at: a minute,
 * as a page that is asked for again within one is not to be sent again (docs/decisions/0014).
 */
const RENDERED_STEP = 60_000;
/** A form older than any setting allows, which is 30 days, says no more than none. */
const RENDERED_LIFETIME = 30 * 24 * 60 * 60 * 1_000;

/** The signed instant that a form carries: the start of its minute. */
export function renderedToken(tokens: CommentTokens, now: Date): Promise<string> {
  const at = Math.floor(now.getTime() / RENDERED_STEP) * RENDERED_STEP;
  return tokens.sign('rendered', { at: new Date(at).toISOString() }, new Date(at + RENDERED_LIFETIME));
}
