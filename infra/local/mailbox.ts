import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { SendEmailRequest } from '@aws-sdk/client-sesv2';
import type { Service } from './gate.ts';
import { writeKept } from './keptFile.ts';

/** The directory of mails, below the data directory. */
export const MAIL_DIRECTORY = 'mail';

/** A delivered mail, for the log line. */
export interface Delivered {
  readonly to: string;
  readonly subject: string;
  readonly file: string;
}

/**
 * A local SES with the one operation that functions call, SendEmail. Each mail becomes a file below the data directory that
 * people and mail programs can read, numbered in the order of arrival. It is acknowledged once the file is complete.
 */
export function createMailbox(data: string, onMail: (mail: Delivered) => void): Service {
  const directory = join(data, MAIL_DIRECTORY);
  return async (request, response) => {
    const mail = (await json(request)) as SendEmailRequest;
    const { to, subject } = envelope(mail);
    mkdirSync(directory, { recursive: true });
    const file = join(directory, `${nextNumber(directory)}-${fileName(subject)}.eml`);
    writeKept(file, toMessage(mail, new Date()));
    onMail({ to, subject, file });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ MessageId: randomUUID() }));
  };
}

function nextNumber(directory: string): string {
  const numbers = readdirSync(directory).map((name) => Number.parseInt(name, 10) || 0);
  return String(Math.max(0, ...numbers) + 1).padStart(4, '0');
}

const fileName = (subject: string) =>
  subject
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-|-$/g, '') || 'mail';

const envelope = ({ Destination, Content }: SendEmailRequest) => ({
  to: (Destination?.ToAddresses ?? []).join(', '),
  subject: Content?.Simple?.Subject?.Data ?? '',
});

/** The message with unencoded text (RFC 5322; UTF-8 headers, RFC 6532). */
function toMessage(mail: SendEmailRequest, now: Date): string {
  const { to, subject } = envelope(mail);
  const { Body, Headers = [] } = mail.Content?.Simple ?? {};
  return [
    `From: ${mail.FromEmailAddress}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now.toUTCString().replace('GMT', '+0000')}`,
    ...Headers.map(({ Name, Value }) => `${Name}: ${Value}`),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    Body?.Text?.Data ?? '',
  ].join('\n');
}
