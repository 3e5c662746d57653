import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Failure } from '../failure.ts';

/** The refusal of a body that cannot be read. @param detail a sentence without its subject. */
export const malformed = (detail: string) =>
  new Failure('body-malformed', `The body ${detail}.`, { faults: [{ pointer: '', detail }] });

/** A name that was sent, as it is sent back: its beginning, where it is long. */
export const quoted = (name: string) => JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);

/**
 * The body as text, honouring `isBase64Encoded`; bytes that are not UTF-8 are refused, not mended.
 * @param limit bytes.
 * @throws Failure `body-too-large` or `body-malformed`.
 */
export function bodyText(event: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>, limit: number): string {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > limit) {
    throw new Failure('body-too-large', `The body is ${bytes.length} bytes; at most ${limit} are read here.`);
  }
  if (bytes.length === 0) throw malformed('is empty');
  try {
    // The byte order mark is kept, so that whoever parses the text sees and refuses it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('is not valid UTF-8');
  }
}
