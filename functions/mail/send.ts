import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Clock } from '../shared/instant.ts';
import type { Log } from '../shared/log.ts';
import { MailItem } from './schema.ts';
import type { SentStore } from './sentStore.ts';
import type { Transport } from './transport.ts';

/** The log message of a refused mail, which an alarm counts. */
export const MAIL_REFUSED = 'mail refused';

export interface Sending {
  readonly transport: Transport;
  readonly sent: SentStore;
  readonly clock: Clock;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/**
 * Sends the mails of a batch one after another, because SES limits mails per second. Transient failures return to the
 * queue and finally to its dead-letter queue; permanent refusals are logged, without the address, and dropped.
 */
export function sendMail({ transport, sent, clock, log }: Sending) {
  const send = async (body: string): Promise<void> => {
    const mail = z.parse(MailItem, newImage(body));
    const about = { mail: mail.id, kind: mail.kind };
    const now = clock();
    if (mail.expiresAt * 1_000 <= now.getTime()) return log.warn('mail expired', about);
    const turn = await sent.claim(mail, now);
    if (turn === 'busy') throw new Error('Another delivery of the same mail has not ended yet');
    if (turn === 'sent') return;
    const refusal = await transport.send(mail);
    await sent.finish(mail);
    if (refusal === undefined) log.info('mail sent', about);
    // SES's message may contain the address; the class of the error is enough.
    else log.error(MAIL_REFUSED, { ...about, refusal: refusal.split(':', 1)[0] });
  };

  return async ({ Records }: Pick<SQSEvent, 'Records'>): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const { messageId, body } of Records) {
      try {
        await send(body);
      } catch (error) {
        log.error('mail to be tried again', { messageId, error: withoutAddresses(error as Error) });
        batchItemFailures.push({ itemIdentifier: messageId });
      }
    }
    return { batchItemFailures };
  };
}

/** An error's stack without addresses: SES names the unverified address, which in its sandbox is a reader's. */
const withoutAddresses = ({ stack = '' }: Error) => stack.replaceAll(/[^\s<>"]+@[^\s<>"]+/g, '(an address)');

/** A message is the stream's record; the pipe does not transform it. */
function newImage(body: string): unknown {
  const record: { dynamodb?: { NewImage?: Record<string, AttributeValue> } } = JSON.parse(body);
  return unmarshall(record.dynamodb?.NewImage ?? {});
}
