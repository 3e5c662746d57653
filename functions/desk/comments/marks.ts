import { linksIn } from '../../comments/judging/links.ts';
import { findListed, readWords } from '../../comments/judging/wordMatcher.ts';
import { UNSPACED } from '../../shared/text.ts';
import { paperWords } from '../../words/words.ts';

/** A part of a text, and whether a rule matched it. */
export interface Part {
  readonly text: string;
  readonly marked: boolean;
}

/** The fields that the rules look into. */
export type MarkedField = 'name' | 'email' | 'website' | 'comment';

/** Most places that are marked in a text, each of which takes as many readings as a text can be halved. */
const MOST_MARKS = 10;

/** What is between spaces; a letter by itself in scripts without spaces. */
const CHUNK = new RegExp(`[${UNSPACED}]|[^\\s${UNSPACED}]+`, 'gv');
const EDGE = /[\p{P}\p{S}]/u;

/** What a rule's note (`matched`) says that it found: a listed entry, and where. */
function listedIn(matched: string, language: string): { readonly entry: string; readonly field: string } | undefined {
  const { listed } = paperWords(language).matched;
  for (const field of ['name', 'email', 'website', 'comment'] satisfies MarkedField[]) {
    const [before = '', after = ''] = listed('\n', field).split('\n');
    if (matched.startsWith(before) && matched.endsWith(after) && matched.length > before.length + after.length) {
      return { entry: matched.slice(before.length, matched.length - after.length), field };
    }
  }
  return undefined;
}

/**
 * A field of a comment with what a rule matched in it. The matcher tells that a text has an entry, not where; so the text is
 * halved until the matching part is found.
 * @param language the paper's (BCP 47), in which notes are written and words compared.
 */
export function markedParts(
  text: string,
  { rule, matched, field, language }: { rule: string; matched: string | null; field: MarkedField; language: string },
): readonly Part[] {
  if (matched === null || text === '') return [{ text, marked: false }];
  if (rule === 'links' && field !== 'email') return splitAt(text, placesOf(text, linksIn(text)));
  if (rule === 'staff-name' || rule === 'staff-email') {
    return [{ text, marked: field === (rule === 'staff-name' ? 'name' : 'email') }];
  }
  const listed = /^(hold|spam)-(word|pattern)$/.test(rule) ? listedIn(matched, language) : undefined;
  if (listed?.field !== field) return [{ text, marked: false }];
  return splitAt(text, placesOfEntry(text, listed.entry, language));
}

type Place = readonly [start: number, end: number];

/** Where texts stand in another, one after the other. */
function placesOf(text: string, found: readonly string[]): readonly Place[] {
  let from = 0;
  return found.flatMap((each) => {
    const start = text.indexOf(each, from);
    if (start < 0) return [];
    from = start + each.length;
    return [[start, from] as const];
  });
}

function placesOfEntry(text: string, entry: string, language: string): readonly Place[] {
  const chunks = [...text.matchAll(CHUNK)].map(({ 0: { length }, index }): Place => [index, index + length]);
  const entries = [entry];
  const has = (start: number, end: number) =>
    findListed(entries, readWords(text.slice(start, end), language)) !== undefined;
  const places: Place[] = [];
  for (let first = 0; first < chunks.length && places.length < MOST_MARKS; ) {
    const from = chunks[first]?.[0] ?? 0;
    const endOf = (chunk: number) => chunks[chunk]?.[1] ?? text.length;
    const startOf = (chunk: number) => chunks[chunk]?.[0] ?? 0;
    if (!has(from, text.length)) break;
    const last = lowest(first, chunks.length - 1, (chunk) => has(from, endOf(chunk)));
    const start = highest(first, last, (chunk) => has(startOf(chunk), endOf(last)));
    places.push(withoutEdges(text, startOf(start), endOf(last), has));
    first = last + 1;
  }
  return places;
}

/** The lowest number for which something holds that holds for all higher ones, up to `high`. */
function lowest(low: number, high: number, holds: (number: number) => boolean): number {
  let [under, over] = [low, high];
  while (under < over) {
    const middle = (under + over) >> 1;
    if (holds(middle)) over = middle;
    else under = middle + 1;
  }
  return over;
}

/** The highest number for which something holds that holds for all lower ones, down to `low`. */
const highest = (low: number, high: number, holds: (number: number) => boolean): number =>
  -lowest(-high, -low, (number) => holds(-number));

/** A place without the punctuation around it, where that is not part of what matches. */
function withoutEdges(text: string, start: number, end: number, has: (start: number, end: number) => boolean): Place {
  let [from, to] = [start, end];
  while (to > from && EDGE.test(text[to - 1] ?? '')) to -= 1;
  while (from < to && EDGE.test(text[from] ?? '')) from += 1;
  const tried: readonly Place[] = [
    [from, to],
    [start, to],
    [from, end],
  ];
  return tried.find((each) => each[0] < each[1] && has(...each)) ?? [start, end];
}

function splitAt(text: string, places: readonly Place[]): readonly Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const [start, end] of places) {
    parts.push({ text: text.slice(done, start), marked: false }, { text: text.slice(start, end), marked: true });
    done = end;
  }
  parts.push({ text: text.slice(done), marked: false });
  return parts.filter((part) => part.text !== '');
}

/** The beginning of a text of about so many characters, and the rest, which is empty when it would be short. */
export function cutParts(parts: readonly Part[], characters: number): { readonly head: Part[]; readonly tail: Part[] } {
  const head: Part[] = [];
  const tail: Part[] = [];
  const whole = parts.reduce((sum, { text }) => sum + text.length, 0);
  let left = whole > characters * 1.25 ? characters : whole;
  for (const part of parts) {
    if (left >= part.text.length) head.push(part);
    else if (left <= 0 || part.marked) tail.push(part);
    else {
      const space = part.text.lastIndexOf(' ', left);
      // Without a space it is cut between two characters, not between the halves of one.
      const at = space > 0 ? space : left - (/[\uD800-\uDBFF]/.test(part.text[left - 1] ?? '') ? 1 : 0);
      head.push({ text: part.text.slice(0, at), marked: false });
      tail.push({ text: part.text.slice(at), marked: false });
    }
    left -= part.text.length;
  }
  return { head, tail };
}
