import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { retryPolicy } from '../shared/retryPolicy.ts';
import type { MailItem } from './schema.ts';

export interface Transport {
  /**
   * @returns why this mail is refused for ever, or undefined when it was accepted.
   * @throws transient errors: throttling, a paused account, a sender that is not verified yet.
   */
  send(mail: MailItem): Promise<string | undefined>;
}

const content = (Data: string) => ({ Data, Charset: 'UTF-8' });

const ATTEMPTS = 2;
const REQUEST_MILLISECONDS = 5_000;
/** The longest that sending a mail can take in seconds, without the pause between two attempts. */
export const LONGEST_SENDING_SECONDS = (ATTEMPTS * REQUEST_MILLISECONDS) / 1_000;

export const createSesClient = () => new SESv2Client(retryPolicy(ATTEMPTS, REQUEST_MILLISECONDS));

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
 * Whether SES refuses this mail for ever. "Not verified" also means a sender or a sandbox that is not set up yet: that
 * is the account's fault, not the mail's, and must raise an alarm.
 */
const isRefusal = (name: string, message: string) =>
  name === 'BadRequestException' || (name === 'MessageRejected' && !/not verified/i.test(message));
