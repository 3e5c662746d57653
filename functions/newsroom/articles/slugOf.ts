import slugify from '@sindresorhus/slugify';

/** Letters, marks and digits that are not spelt in Latin letters: a transliteration would be a guess at their sound. */
const OTHER = '[[\\p{L}\\p{M}\\p{Nd}]--[\\p{Script=Latin}\\p{Script=Inherited}0-9]]';
const NOT_OTHER = new RegExp(`[^${OTHER}]+`, 'gv');
/** Marks that a reader supplies, such as the vowels of Arabic. */
const OPTIONAL_MARKS = new RegExp(`(?<=${OTHER})\\p{Script=Inherited}+`, 'gv');
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
/** A number is part of a word of any script; a word that has Latin letters too, such as `g20`, is not. */
const STARTS_AS_NUMBER = /^[0-9]+(?![0-9\p{Script=Latin}])/u;
const ENDS_AS_NUMBER = /(?<![0-9\p{Script=Latin}])[0-9]+$/u;
/** Letters that stand for a sign beside Latin ones, such as the okina: left out, as an apostrophe is. */
const MODIFIERS = /(?<=\p{Script=Latin})[\u02b0-\u02ff]|[\u02b0-\u02ff](?=\p{Script=Latin})/gu;
/** Latin letters beyond ASCII. */
const BEYOND_ASCII = /[\p{Script=Latin}--\p{ASCII}]/gv;
/** Marks whose letter is missing. */
const LONE_MARKS = /^\p{M}+/u;

/** Languages in which `ä` is ae. In others it is an a that is sounded differently; English has it in German names. */
const WITH_DIGRAPHS: ReadonlySet<string> = new Set(['de', 'en', 'gsw', 'lb']);
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'a', ö: 'o', ü: 'u' };

/** Languages whose letters slugify spells as another's. */
const SPELT_AS: Readonly<Record<string, string>> = { nn: 'nb', no: 'nb' };

const MOST = 80;

/**
 * A slug made from a text: words of letters and digits in lower case, at most 80 characters, cut between words. Latin
 * letters are spelt in ASCII where they can be; other scripts stay as they are, in words of their own.
 * @param language the text's (BCP 47), for the spelling of its letters; English for a name, which has none of its own.
 */
export function slugOf(text: string, language = 'en'): string {
  const [primary = 'en'] = language.split('-');
  const plain = text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(MODIFIERS, '')
    .replace(OPTIONAL_MARKS, '')
    .toLowerCase();
  const spelt = WITH_DIGRAPHS.has(primary) ? plain : plain.replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter);
  const words = spelt
    .replace(NOT_OTHER, (run) => {
      // Letters that have no spelling in ASCII, such as those of Hausa and Ewe, stay; it would leave them out.
      const preserveCharacters = run.match(BEYOND_ASCII) ?? [];
      const latin = slugify(run, { decamelize: false, locale: SPELT_AS[primary] ?? primary, preserveCharacters });
      const before = STARTS_AS_NUMBER.test(run) && STARTS_AS_NUMBER.test(latin) ? '' : '-';
      const after = ENDS_AS_NUMBER.test(run) && ENDS_AS_NUMBER.test(latin) ? '' : '-';
      return `${before}${latin}${after}`;
    })
    .split('-')
    .map((word) => word.replace(LONE_MARKS, ''))
    .filter(Boolean);
  return cutSlug(words.join('-'));
}

/** Cuts a slug to 80 characters: between words, or within one that is longer. */
export function cutSlug(slug: string): string {
  if (slug.length <= MOST) return slug;
  const short = slug.slice(0, MOST + 1).replace(/-[^-]*$/, '');
  // The cut can split a surrogate pair, whose first half is then removed.
  return short.length <= MOST
    ? short
    : short
        .slice(0, MOST)
        .toWellFormed()
        .replace(/\ufffd$/, '');
}
