/** What is one letter and what is another in the language of a site. */
export interface Alphabet {
  /** Converts to lower case. `ß` becomes ss, and variants that keyboards mix up become one. */
  readonly lower: (text: string) => string;
  /** Removes the accents of a lower-case text, except from letters that are not the same letter without. */
  readonly plain: (text: string) => string;
  /** Whether the language has a letter that looks like another with a stroke or a mark, such as the Polish `ł`. */
  readonly has: (letter: string) => boolean;
  /** Whether a text is written in the language's own script, which resembles Latin. */
  readonly isOwnScript: (text: string) => boolean;
}

/** Marks that accent Latin, Greek and Cyrillic letters. The marks of other scripts are letters to their readers. */
export const ACCENTS = '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f';

/**
 * Letters beside a to z that are letters of their own, by language: those that its alphabet lists, and those that alone
 * tell apart words which nobody would take for each other.
 */
const OWN_LETTERS: Readonly<Record<string, string>> = {
  az: 'çğöşü',
  be: 'ё',
  bs: 'čćđšž',
  ca: 'ç',
  cs: 'áčďéěíňóřšťúůýž',
  da: 'åø',
  de: 'äöü',
  eo: 'ĉĝĥĵŝŭ',
  es: 'ñ',
  et: 'äõöüšž',
  eu: 'ñ',
  fi: 'åäö',
  fil: 'ñ',
  fo: 'áíóøúý',
  gl: 'ñ',
  gsw: 'äöü',
  haw: 'āēīōū',
  hr: 'čćđšž',
  hu: 'áéíóöőúüű',
  ig: 'ịṅọụ',
  is: 'áéíóöúý',
  ku: 'çêîşû',
  lb: 'äëé',
  lt: 'ąčęėįšųūž',
  lv: 'āčēģīķļņšūž',
  mi: 'āēīōū',
  mt: 'ċġħż',
  nb: 'åø',
  nn: 'åø',
  no: 'åø',
  pl: 'ąćęłńóśźż',
  ro: 'ăâîșțşţ',
  sk: 'áäčďéíĺľňóôŕšťúýž',
  sl: 'čšž',
  sq: 'çë',
  sr: 'čćđšž',
  sv: 'åäö',
  tk: 'äçňöşüýž',
  tr: 'çğöşü',
  vi: 'àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ',
  yo: 'ẹọṣ',
};
/** Cyrillic letters that are never what they decompose to. */
const OWN_IN_CYRILLIC = 'йїўѓќ';

/** Languages that write a dotted and a dotless i. */
const TWO_IS = new Set(['az', 'tr']);

/** Scripts whose letters resemble Latin ones. */
const OWN_SCRIPTS: Readonly<Record<string, RegExp>> = {
  Cyrl: /^\p{Script=Cyrillic}+$/u,
  Grek: /^\p{Script=Greek}+$/u,
};

/** Letters that keyboards and spellings exchange within one language, in lower case. */
const SAME: Readonly<Record<string, string>> = {
  ς: 'σ',
  ß: 'ss',
  آ: 'ا',
  أ: 'ا',
  إ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
};
const EXCHANGED = new RegExp(`[${Object.keys(SAME).join('')}]`, 'g');

const ASCII = /^\p{ASCII}*$/u;
const ACCENT = new RegExp(`[${ACCENTS}]`, 'g');

/** Removes every accent of a lower-case text. */
export const unaccented = (text: string): string =>
  text.normalize('NFD').replace(ACCENT, '').normalize('NFC').replaceAll('ı', 'i');

const known = new Map<string, Alphabet>();

/** @param tag BCP 47, such as `tr-TR`; a language without letters of its own is treated as English. */
export function alphabetOf(tag: string): Alphabet {
  const found = known.get(tag);
  if (found) return found;
  const { language, script } = new Intl.Locale(tag).maximize();
  const own = new Set(`${OWN_LETTERS[language] ?? ''}${OWN_IN_CYRILLIC}`);
  // The longest first, because `ậ` begins as `ạ` does.
  const kept = [...own]
    .map((letter) => letter.normalize('NFD'))
    .toSorted((one, other) => other.length - one.length)
    .join('|');
  const accents = new RegExp(`(${kept})|[${ACCENTS}]`, 'g');
  const locale = TWO_IS.has(language) ? language : undefined;
  const ownScript = OWN_SCRIPTS[script ?? ''];
  const alphabet: Alphabet = {
    lower: (text) => {
      if (locale === undefined && ASCII.test(text)) return text.toLowerCase();
      // Upper case first: a dotless ı becomes an i where the language has one i.
      const lower =
        locale === undefined
          ? text.toUpperCase().toLowerCase()
          : text.toLocaleUpperCase(locale).toLocaleLowerCase(locale);
      return lower.normalize('NFC').replace(EXCHANGED, (letter) => SAME[letter] ?? letter);
    },
    plain: (text) => text.normalize('NFD').replace(accents, '$1').normalize('NFC'),
    has: (letter) => own.has(letter),
    isOwnScript: (text) => ownScript?.test(text) ?? false,
  };
  known.set(tag, alphabet);
  return alphabet;
}
