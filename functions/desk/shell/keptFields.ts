import { parse } from 'node:querystring';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { bodyText } from '../../shared/api/bodyBytes.ts';
import { isForm } from '../../shared/api/form.ts';

/** A field of a form, as it was sent. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** Most bytes of a form that is shown again: the longest text, all of it escaped, and the other fields. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_FIELDS = 100;

/** What somebody typed into a form that was refused, without its token. Nothing of what is no form of ours. */
export function keptFields(event: APIGatewayProxyEventV2): readonly Field[] {
  if (event.requestContext.http.method !== 'POST' || !event.body || !isForm(event)) return [];
  try {
    return Object.entries(parse(bodyText(event, MOST_BYTES), '&', '=', { maxKeys: MOST_FIELDS }))
      .filter(([name, value]) => name !== 'token' && value !== undefined)
      .map(([name, value]) => ({ name, value: [value].flat().join('\n') }));
  } catch {
    return [];
  }
}
