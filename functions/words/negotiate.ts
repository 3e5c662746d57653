import { LANGUAGES, type Language, languageOf } from './languages.ts';

/** A longer header is no browser's. */
const LONGEST = 1_000;
/** Most languages of a header that are read. */
const MOST = 50;

const RANGE = /^(\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/**
 * Chooses the language of an answer by `Accept-Language` (RFC 9110, section 12.5.4): the one with the highest quality, the
 * first of equals. What cannot be read is ignored; where nothing else is acceptable, the paper's language is.
 * @param paper its language (BCP 47).
 * @returns the paper's tag, or another language.
 */
export function negotiate(accept: string | undefined, paper: string): string {
  if (accept === undefined || accept.length > LONGEST) return paper;
  const ranges = accept
    .split(',', MOST)
    .map((range) => RANGE.exec(range.trim()))
    .flatMap((found) => (found?.[1] ? [{ name: found[1], quality: Number(found[2] ?? 1) }] : []));
  const papers = languageOf(paper);
  const named = new Set(ranges.flatMap(({ name }) => languageOf(name) ?? []));
  const rest: Language | undefined =
    papers && !named.has(papers) ? papers : LANGUAGES.find((language) => !named.has(language));
  const best = ranges
    .map(({ name, quality }) => ({ language: name === '*' ? rest : languageOf(name), quality }))
    .filter(({ language, quality }) => language && quality > 0)
    .toSorted((one, other) => other.quality - one.quality)[0]?.language;
  return best === undefined || best === papers ? paper : best;
}
