import { hash, randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { busy } from '../../shared/failure.ts';
import { type Clock, later } from '../../shared/instant.ts';
import { isTransient } from '../../shared/isTransient.ts';
import { IDLE_SECONDS } from './cookies.ts';
import { type Granted, type IssuerClient, IssuerRefusal } from './issuer.ts';
import type { Seal } from './seal.ts';

/** What the cookie holds, sealed. */
const Session = z.object({
  id: z.string(),
  subject: z.string(),
  name: z.string(),
  groups: z.array(z.string()),
  /** When the issuer last said so, in milliseconds since 1970. */
  checkedAt: z.int(),
  refresh: z.string(),
});
export type Session = z.output<typeof Session>;

/** What is to become of the cookie: `kept` as it is, `renewed`, or `over`. */
export type Opened =
  | { readonly session: undefined; readonly cookie: 'over' | 'kept' }
  | { readonly session: Session; readonly cookie: 'kept' }
  | { readonly session: Session; readonly cookie: 'renewed'; readonly sealed: string };

/** The sessions of the desk. Nothing of them is stored: what a session is stands in its cookie. */
export interface Sessions {
  begin(granted: Granted): Promise<string>;
  /**
   * Opens a sealed session, and asks the issuer again when its last word is minutes old.
   * @throws Failure `service-unavailable` when the issuer cannot be asked.
   */
  open(sealed: string | undefined): Promise<Opened>;
  /** Opens a session to end it, without asking the issuer. */
  read(sealed: string | undefined): Promise<Session | undefined>;
}

/** Seconds after which the issuer is asked again, and for which its last word counts at most. */
export const CHECK_AFTER = 4 * 60;
export const CHECKED_FOR = 5 * 60;

const PURPOSE = 'session';

export function createSessions(
  seal: Pick<Seal, 'seal' | 'open'>,
  issuer: Pick<IssuerClient, 'refresh'>,
  clock: Clock,
): Sessions {
  const sealed = (session: Session) => seal.seal(PURPOSE, session, later(clock(), IDLE_SECONDS));
  const of = ({ person, refresh }: Granted, id: string): Session => ({
    id,
    subject: person.subject,
    name: person.name,
    groups: [...person.groups],
    checkedAt: clock().getTime(),
    refresh,
  });
  const read: Sessions['read'] = (given) => seal.open(PURPOSE, Session, given, clock());

  return {
    read,

    begin: (granted) => sealed(of(granted, randomBytes(16).toString('base64url'))),

    open: async (given) => {
      if (given === undefined) return { session: undefined, cookie: 'kept' };
      const session = await read(given);
      if (!session) return { session: undefined, cookie: 'over' };
      // A clock that was set back does not make a session last.
      const age = Math.abs(clock().getTime() - session.checkedAt) / 1_000;
      if (age < CHECK_AFTER) return { session, cookie: 'kept' };
      try {
        const renewed = of(await issuer.refresh(session.refresh), session.id);
        if (renewed.subject !== session.subject) return { session: undefined, cookie: 'over' };
        return { session: renewed, cookie: 'renewed', sealed: await sealed(renewed) };
      } catch (error) {
        if (error instanceof IssuerRefusal) return { session: undefined, cookie: 'over' };
        if (!isTransient(error)) throw error;
        if (age < CHECKED_FOR) return { session, cookie: 'kept' };
        throw busy(error);
      }
    },
  };
}

/** The token of a session's forms. Nobody who does not have the session can make it. */
export const formTokenOf = ({ id }: Pick<Session, 'id'>): string =>
  hash('sha256', `form of ${id}`, 'base64url').slice(0, 22);
