import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Say } from '../../words/en.ts';
import { Failure } from '../failure.ts';

/** @param detail what is wrong with the body, as a sentence without its subject. */
export const malformed = (detail: Say) =>
  new Failure('body-malformed', (words) => `${words.sentence(words.failures.theBody, detail(words))}.`, {
    faults: [{ pointer: '', detail }],
  });

/** A name from a request, quoted for an error message and shortened to 100 characters. */
export const quoted = (name: string) => JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);

/**
 * Most bytes of a body for one byte of the UTF-8 text in it: JSON may write each character as an escape (`\\u0041`), a form as
 * `%41`. A route's limit is for the longest texts it takes so written: nobody is refused for what they cannot see.
 */
export const MOST_ESCAPED = 6;

/**
 * Decodes the body as UTF-8, honouring `isBase64Encoded`. Invalid bytes are refused, not replaced.
 * @param limit bytes.
 * @throws Failure `body-too-large` or `body-malformed`.
 */
export function bodyText(event: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>, limit: number): string {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > limit) {
    throw new Failure('body-too-large', ({ failures }) => failures.bodyTooLarge(bytes.length, limit));
  }
  if (bytes.length === 0) throw malformed(({ faults }) => faults.bodyEmpty);
  try {
    // Keep the byte order mark, so that the parser sees and refuses it.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed(({ faults }) => faults.notUtf8);
  }
}
