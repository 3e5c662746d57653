import type { Collaborators } from '../shared/data/collaborators.ts';
import type { Log } from '../shared/log.ts';
import { sendMail } from './send.ts';
import { createSentStore } from './sentStore.ts';
import type { Transport } from './transport.ts';

export interface MailSend extends Collaborators<'newsroom'> {
  readonly transport: Transport;
  readonly log: Log;
}

/** Sends the mail of the outbox, from its queue. */
export const mailSend = ({ client, tables, clock, log, transport }: MailSend) =>
  sendMail({ transport, sent: createSentStore(client, tables.newsroom), clock, log });
