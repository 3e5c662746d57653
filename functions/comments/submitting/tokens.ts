import * as z from 'zod/mini';
import { instant } from '../../shared/instant.ts';
import { type SignedTokens, type TokenPurpose, tokenPurpose } from '../../shared/signedToken.ts';
import type { Facts } from '../judging/rules.ts';

/** The payload of a signed token, by purpose. A token is valid only for its own purpose. */
const purposes = {
  /** The bearer may edit and delete the comment. */
  edit: tokenPurpose('edit', z.object({ id: z.string() })),
  /** The bearer's browser sent the comment and may show it, also when it can no longer be edited. */
  own: tokenPurpose('own', z.object({ id: z.string() })),
  /** The instant at which a form was rendered. */
  rendered: tokenPurpose('rendered', z.object({ at: instant })),
  /** The browser belongs to a person with a proven mailbox. */
  commenter: tokenPurpose('commenter', z.object({ person: z.string() })),
  /** The bearer can read the person's mail. */
  mailbox: tokenPurpose('mailbox', z.object({ person: z.string() })),
  /** Unsubscribes the person from mails about replies. */
  unsubscribe: tokenPurpose('unsubscribe', z.object({ person: z.string() })),
  /** The bearer may export and erase the person's data. */
  personal: tokenPurpose('personal', z.object({ person: z.string() })),
} as const;

type Purposes = typeof purposes;
type Purpose = keyof Purposes;
type Payload<P extends Purpose> = z.output<Purposes[P]['payload']>;

/** Signs and reads tokens. A token that is forged, expired or of another purpose reads as undefined. */
export interface CommentTokens {
  sign<P extends Purpose>(purpose: P, payload: Payload<P>, until: Date): Promise<string>;
  read<P extends Purpose>(purpose: P, token: string | undefined, now: Date): Promise<Payload<P> | undefined>;
  /**
   * When a form was rendered. Without a token, `missing` for a JSON client and `forged` for a form, because every form
   * of the site has one.
   */
  readRendered(token: string | undefined, isForm: boolean, now: Date): Promise<Facts['rendered']>;
}

/** @param forms signs `rendered` tokens, with a key used for nothing else. */
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
 * Resolution of the time of rendering. A page with a form must stay the same for a minute, so that a second request
 * within it is answered with 304 (docs/decisions/0014).
 */
const RENDERED_STEP = 60_000;
/** Lifetime of `rendered` tokens: the maximum of the setting `maxHours`. */
const RENDERED_LIFETIME = 30 * 24 * 60 * 60 * 1_000;

/** The token of a form: the start of the current minute. */
export function renderedToken(tokens: CommentTokens, now: Date): Promise<string> {
  const at = Math.floor(now.getTime() / RENDERED_STEP) * RENDERED_STEP;
  return tokens.sign('rendered', { at: new Date(at).toISOString() }, new Date(at + RENDERED_LIFETIME));
}
