import * as z from 'zod/mini';
import type { Say } from '../../words/en.ts';
import type { Position } from '../data/keyset.ts';
import { Failure } from '../failure.ts';

/** More than a cursor with the two longest slugs, of three bytes for each character. */
const LONGEST = 1_200;

/** The pattern of a cursor, for its description. */
export const CURSOR = `[A-Za-z0-9_-]{1,${LONGEST}}`;

const Payload = z.tuple([z.literal(1), z.string(), z.enum(['after', 'before']), z.string()]);

const invalid = (why: Say) =>
  new Failure('cursor-invalid', (words) => words.failures.cursor(why(words)), {
    faults: [{ parameter: 'cursor', detail: why }],
  });

/**
 * Encodes a cursor: base64url of `[version, list, direction, sort key]`. The partition is rebuilt from the request, so
 * a forged cursor can only name another position of the same public list.
 */
export function encodeCursor(list: string, position: Position): string {
  return Buffer.from(JSON.stringify([1, list, position.direction, position.key])).toString('base64url');
}

/** Whether a cursor was issued for a list. */
export const isCursorOf = (list: string, cursor: string): boolean => payloadOf(cursor)?.[1] === list;

/** The same position in a list that has another name now. @returns the cursor as it is, where it is not of the list. */
export function renewCursor(list: string, cursor: string, renamed: string): string {
  const payload = payloadOf(cursor);
  return payload?.[1] === list ? encodeCursor(renamed, { direction: payload[2], key: payload[3] }) : cursor;
}

const payloadOf = (cursor: string) => z.safeParse(Payload, parseJson(Buffer.from(cursor, 'base64url').toString())).data;

/**
 * @param isKey whether a text is a sort key of this list.
 * @throws Failure `cursor-invalid` for a cursor that was not issued for this list.
 */
export function decodeCursor(list: string, cursor: string, isKey: (key: string) => boolean): Position {
  if (cursor.length > LONGEST) throw invalid(({ faults }) => faults.longCursor(LONGEST));
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor) throw invalid(({ faults }) => faults.noCursor);
  const payload = payloadOf(cursor);
  if (!payload) throw invalid(({ faults }) => faults.noCursor);
  const [, cursorList, direction, key] = payload;
  if (cursorList !== list) throw invalid(({ faults }) => faults.otherCursor);
  if (!isKey(key)) throw invalid(({ faults }) => faults.noPosition);
  return { direction, key };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
