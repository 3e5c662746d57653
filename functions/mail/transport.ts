import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { patience } from '../shared/patience.ts';
import type { MailItem } from './schema.ts';

/** Hands a mail to whoever delivers it. */
export interface Transport {
  /**
   * @returns why this mail will never be taken, or nothing when it was.
   * @throws what may pass: throttling, a paused account, a sender that is not verified yet.
   */
  send(mail: MailItem): Promise<string | undefined>;
}

const content = (Data: string) => ({ Data, Charset: 'UTF-8' });

const ATTEMPTS = 2;
const REQUEST_MILLISECONDS = 5_000;
/** The longest that handing over a mail can take, beside the fraction of a second between two attempts. */
export const LONGEST_SENDING_SECONDS = (ATTEMPTS * REQUEST_MILLISECONDS) / 1_000;

/** Amazon SES. */
export const createSesClient = () => new SESv2Client(patience(ATTEMPTS, REQUEST_MILLISECONDS));

/** @param from an address that SES has verified, itself or its domain. */
export const createTransport = (client: Pick<SESv2Client, 'send'>, from: string): Transport => ({
  async send({ to, subject, text, headers = {} }) {
    try {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [to] },
          Content: {
            Simple: {
              Subject: content(subject),
              Body: { Text: content(text) },
              Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
            },
          },
        }),
      );
      return undefined;
    } catch (error) {
      const { name, message } = error as Error;
      if (isRefusal(name, message)) return `${name}: ${message}`;
      throw error;
    }
  },
});

/**
 * Whether SES will say the same of this mail for ever. "Not verified" it says in the same words of a sender or a sandbox
 * that is still to be set up: that is the account's state, not the mail's, and must reach somebody.
 */
const isRefusal = (name: string, message: string) =>
  name === 'BadRequestException' || (name === 'MessageRejected' && !/not verified/i.test(message));
