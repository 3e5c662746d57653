import type { MiddlewareObj } from '@middy/core';
import httpUrlencodeBodyParser from '@middy/http-urlencode-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { bodyText, malformed, quoted } from './bodyBytes.ts';

const FORM = /^application\/x-www-form-urlencoded\s*(;|$)/i;

/** Whether the body is a form without files, by its media type. */
export const isForm = ({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>) =>
  FORM.test((headers['content-type'] ?? '').trim());

/** Most fields of a form. The parser silently drops fields after the thousandth; a form of ours may tick a hundred comments. */
const MOST_FIELDS = 120;

const parser = httpUrlencodeBodyParser();

/**
 * Parses a form (WHATWG URL, application/x-www-form-urlencoded) into an object of texts in `event.body`. A repeated
 * field is refused, because it is ambiguous.
 * @param limit bytes.
 */
export function formBody(limit: number): MiddlewareObj<APIGatewayProxyEventV2> {
  return {
    before: (request) => {
      const text = bodyText(request.event, limit);
      if (text.split('&', MOST_FIELDS + 1).length > MOST_FIELDS)
        throw malformed(({ faults }) => faults.tooManyFields(MOST_FIELDS));
      request.event = { ...request.event, body: text, isBase64Encoded: false };
      parser.before?.(request as never);
      const fields = request.event.body as unknown as Record<string, string | string[]>;
      for (const [name, value] of Object.entries(fields)) {
        if (Array.isArray(value)) throw malformed(({ faults }) => faults.fieldTwice(quoted(name)));
      }
      const filled = Object.entries(fields).filter(([, value]) => value !== '');
      Object.assign(request.event, { body: Object.fromEntries(filled) });
    },
  };
}
