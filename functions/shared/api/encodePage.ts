import type { KeysetPage, Position } from '../data/keyset.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** The page of a list that is asked for. */
export interface PageRequest {
  readonly limit: number;
  readonly position: Position | undefined;
}

/** The wire form of a page: its items, and cursors of the next and the previous page. */
export const encodePage = <Item, Wire>(
  list: string,
  { items, next, previous }: KeysetPage<Item>,
  toWire: (item: Item) => Wire,
) => ({
  items: items.map(toWire),
  next: next && encodeCursor(list, next),
  previous: previous && encodeCursor(list, previous),
});

/** Reads the page size and the cursor of a query. @throws Failure `cursor-invalid`. */
export const pageRequest = (
  list: string,
  query: { limit: number; cursor?: string | undefined },
  isKey: (key: string) => boolean,
): PageRequest => ({
  limit: query.limit,
  position: query.cursor === undefined ? undefined : (decodeCursor(list, query.cursor, isKey) satisfies Position),
});
