import type { Words } from '../../functions/words/en.ts';
import { wordsIn } from '../../functions/words/sources.ts';

/** Letters that look like those of ASCII, and are none. */
const LOOKS = 'ȧḃƈḋḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑ';

/** Another word for each, a third longer: what is left in ASCII, nobody has translated. */
const changed = (text: string): string =>
  text.replace(/[a-z]+/gi, (word) => {
    const other = [...word].map((letter) => LOOKS[letter.toLowerCase().charCodeAt(0) - 97] ?? letter).join('');
    return `${other}${'ŏ'.repeat(Math.ceil(word.length / 3))}`;
  });

/** A text of ours around what was given to it, which stays as it is. */
function saidAround(text: string, given: readonly unknown[]): string {
  const kept = given.flat().filter((each): each is string => typeof each === 'string' && each !== '');
  const parts = kept.length === 0 ? [text] : text.split(new RegExp(`(${kept.map(escaped).join('|')})`));
  return parts.map((part) => (kept.includes(part) ? part : changed(part))).join('');
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A language that nobody speaks, made from English. */
export const madeUp: Words = translated(wordsIn('en')('en-GB')) as Words;

function translated(value: unknown): unknown {
  if (typeof value === 'string') return changed(value);
  if (typeof value === 'function') {
    return (...given: readonly unknown[]) => {
      const said: unknown = value(...given);
      const around = (each: unknown) => (typeof each === 'string' ? saidAround(each, given) : each);
      return Array.isArray(said) ? said.map(around) : around(said);
    };
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([name, inner]) => [name, name === 'language' ? inner : translated(inner)]),
  );
}
