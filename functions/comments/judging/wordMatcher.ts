/**
 * Finds a site's listed words and patterns in a comment.
 *
 * A text is split once into words, in two spellings: as it stands (without case and invisible characters), and by its
 * look (`саѕіnо`, `v1agra`, `c@sino` become what they imitate). The second counts only where a character imitates
 * another, so that an honest Latin `mat` never matches the Russian «мат».
 *
 * Words match as wholes: `press` does not match `WordPress`. Chinese, Japanese, Thai, Lao, Khmer and Burmese put no
 * spaces between words; there each character is a word, so that an entry matches anywhere. (`Intl.Segmenter` guesses
 * words, and may guess differently in an entry and in a text.) What other languages glue to a word is taken off: Korean
 * particles, the Arabic article.
 *
 * A text may have more than an entry, never less: accents and signs count where the entry has them.
 *
 * Spaced letters, such as `v i a g r a` or `v.i.a.g.r.a`, are also joined.
 *
 * Nothing backtracks: entries are a trie of words, and a pattern's `*` only moves forward. The steps are at most the
 * product of the lengths of text and entry. RE2 would allow full regular expressions, for 151 KB.
 */
import { UNSPACED } from '../../shared/text.ts';
import { type AddressIndex, addAddress, anAddressIndex, findAddress } from './addressMatcher.ts';
import { ACCENTS, type Alphabet, alphabetOf, unaccented } from './alphabet.ts';

/** First of the letters in black circles, in black squares, and of the regional indicators that make flags. */
const LETTER_PICTURES = [0x1f150, 0x1f170, 0x1f1e6];

/**
 * Characters that imitate Latin letters: a selection from Unicode's confusables (UTS 39) that fonts draw alike, and the
 * digits and signs used for letters. All of UTS 39 would weigh more than its users. Looked up in folded text: lower
 * case without accents.
 */
const IMITATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a: 'аαɑᴀ4@',
    b: 'вьβʙ8',
    c: 'сᴄ¢',
    d: 'ԁđᴅ',
    e: 'еєεᴇ3€',
    f: 'ꜰ',
    g: 'ɡɢ',
    h: 'һнħʜ',
    i: 'іιɪ1!|',
    j: 'јᴊ',
    k: 'кκᴋ',
    l: 'ӏłʟ£',
    m: 'мᴍ',
    n: 'пηɴ',
    o: 'оοσøᴏ0',
    p: 'рρᴘ',
    q: 'ԛ',
    r: 'гʀ',
    s: 'ѕꜱ5$',
    t: 'тτŧᴛ7',
    u: 'υμᴜ',
    v: 'ѵνᴠ',
    w: 'ԝшωᴡ',
    x: 'хχ',
    y: 'уүγʏ',
    z: 'ζᴢ',
  }).flatMap(([letter, signs]) => {
    const place = letter.charCodeAt(0) - 'a'.charCodeAt(0);
    const pictures = LETTER_PICTURES.map((first) => String.fromCodePoint(first + place));
    return [...signs, ...pictures].map((sign) => [sign, letter] as const);
  }),
);
/** Capitals that resemble another letter than their lower case does. */
const CAPITALS: Readonly<Record<string, string>> = { Η: 'н', Μ: 'м', Ν: 'п', Υ: 'у', Ϲ: 'с', ϲ: 'с' };
const CAPITAL = new RegExp(`[${Object.keys(CAPITALS).join('')}]`, 'g');

/** What stands within words without spaces between them: the scripts, and the mark of long Japanese vowels. */
const ADJACENT = `${UNSPACED}ー`;
const SPACED = `[[\\p{L}\\p{N}\\p{M}]--[${ADJACENT}]]`;
const SIGNS = [...IMITATIONS.keys()].join('').replace(/[!|]/g, '');
const IMITATION = new RegExp(`[${SIGNS}!\\|]`, 'v');
const WORD = new RegExp(`[${ADJACENT}]|${SPACED}+`, 'gv');
/** A word including signs used as letters; an exclamation mark or a bar counts only before another letter. */
const WORD_WITH_SIGNS = new RegExp(`[${ADJACENT}]|(?:${SPACED}|[${SIGNS}]|[!\\|](?=[\\p{L}\\p{N}]))+`, 'gv');
const LONE_LETTER = new RegExp(`^[^${ADJACENT}]$`, 'v');
const NUMBER = /^[\p{N}@$€£¢!|]+$/u;
const ASCII = /^\p{ASCII}*$/u;
const GREEK_CAPITALS = /^[\p{Script=Greek}&&\p{Lu}]+$/v;

/** Invisible characters (and the blank Braille pattern), and the optional points of Hebrew and Arabic. */
const HIDDEN = '\\p{Default_Ignorable_Code_Point}\\u0591-\\u05bd\\u0640\\u064b-\\u065f\\u2800';
const INVISIBLE = new RegExp(`[${HIDDEN}]`, 'gu');
const INVISIBLE_OR_ACCENT = new RegExp(`[${HIDDEN}${ACCENTS}]`, 'gu');
/**
 * Every mark beyond the fourth on one letter: normalising thousands of them takes quadratic time. Japanese half-width
 * voicing marks become combining marks when normalised.
 */
const HEAPED_MARK = /(?<=[\p{M}\uff9e\uff9f]{4})[\p{M}\uff9e\uff9f]/gu;

/** Removes invisible characters, accents set apart and excess marks, so that the text can be normalised in linear time. */
export const visible = (text: string): string => text.replace(INVISIBLE_OR_ACCENT, '').replace(HEAPED_MARK, '');

/** Signs that are typed in several ways. */
const TYPED: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '‐': '-',
};
const TYPED_SIGN = new RegExp(`[${Object.keys(TYPED).join('')}]`, 'g');

/** Removes invisible characters and compatibility forms (full-width, mathematical, …); keeps accents and case. */
const clean = (text: string): string =>
  ASCII.test(text)
    ? text
    : text
        .replace(INVISIBLE, '')
        .replace(HEAPED_MARK, '')
        .normalize('NFKC')
        .replace(INVISIBLE, '')
        .replace(TYPED_SIGN, (sign) => TYPED[sign] ?? sign);

const redraw = (text: string) => text.replace(CAPITAL, (capital) => CAPITALS[capital] ?? capital);

/** A word in three spellings, all in lower case. */
interface Word {
  /** Without any accent; lists are looked up by it. */
  readonly base: string;
  /** With accents only on letters of their own. */
  readonly plain: string;
  /** With all accents. */
  readonly written: string;
  /** Whether it is in Greek capitals, which are written without accents. */
  readonly isBare: boolean;
  /** Whether any character imitates another. */
  readonly imitates: boolean;
}

/** Spells a word of cleaned text. */
type Spell = (word: string, alphabet: Alphabet) => Word;

const stand: Spell = (word, alphabet) => {
  const written = alphabet.lower(word);
  if (ASCII.test(written)) return { base: written, plain: written, written, isBare: false, imitates: false };
  const base = unaccented(written);
  const isBare = base === written && GREEK_CAPITALS.test(word);
  return { base, plain: alphabet.plain(written), written, isBare, imitates: false };
};

/** Spells a word by its look. I, l and 1 are equal, and so are rn and m. A number stays a number: 455 is no word. */
const look: Spell = (word, alphabet) => {
  const standing = stand(word, alphabet);
  const { base, plain, written } = standing;
  if (NUMBER.test(base)) return standing;
  const draw = (text: string) =>
    IMITATION.test(text)
      ? Array.from(text, (letter) => (alphabet.has(letter) ? letter : (IMITATIONS.get(letter) ?? letter))).join('')
      : text;
  const seen = (text: string) => draw(text).replaceAll('l', 'i').replaceAll('rn', 'm').replaceAll('vv', 'w');
  const imitates = draw(base) !== base && !alphabet.isOwnScript(base);
  if (written !== base) return { ...standing, base: seen(base), plain: seen(plain), written: seen(written), imitates };
  const one = seen(base);
  return { ...standing, base: one, plain: one, written: one, imitates };
};

/** A word of a text. */
interface TextWord extends Word {
  /** The word; the same less what is glued to it, or with letters that are drawn out as one and as two. */
  readonly forms: readonly Word[];
}

const DRAWN_OUT = /(.)\1\1+/u;
const EACH_DRAWN_OUT = new RegExp(DRAWN_OUT, 'gu');
/** What is written together with a Korean word: at most the plural's, a case's and a topic's particle. */
const KOREAN_PARTICLES =
  /^들?(?:(?:에서|에게|한테|께|으로|로|에|까지|부터|처럼|보다|하고|이랑|랑|과|와|이나|나)?(?:은|는|도|만|의|요)?|이|가|을|를|라|이라|이다)$/u;
const MOST_PARTICLES = 6;
const ENDS_KOREAN = /\p{Script=Hangul}$/u;
/** The Arabic article with what is written together with it. */
const ARABIC = /^[وف]?(?:[بك]?ال|لل)(?=\p{Script=Arabic}{2})/u;

/** What else a word may be. */
function othersOf({ written }: Word): readonly string[] {
  const isAscii = ASCII.test(written);
  if (isAscii && !DRAWN_OUT.test(written)) return [];
  const others: string[] = [];
  const drawnOut = written.replace(EACH_DRAWN_OUT, '$1');
  if (drawnOut !== written && drawnOut.length > 1) others.push(drawnOut, written.replace(EACH_DRAWN_OUT, '$1$1'));
  if (isAscii) return others;
  // A word of one syllable is too short to be told from the beginning of another.
  for (let cut = 1; cut <= MOST_PARTICLES && cut <= written.length - 2 && ENDS_KOREAN.test(written); cut++) {
    if (KOREAN_PARTICLES.test(written.slice(-cut))) others.push(written.slice(0, -cut));
  }
  const arabic = written.replace(ARABIC, '');
  if (arabic !== written) others.push(arabic);
  return others;
}

/** Words in order, and what stands between them. */
interface Sequence {
  readonly words: readonly TextWord[];
  /** The signs before each word and after the last; white space is one space. Empty where words were joined. */
  readonly gaps: readonly string[];
}

/** A text in one spelling: its words, the same with spaced letters joined, and joined words alone. */
interface Spelling {
  readonly sequences: readonly Sequence[];
  /** The whole text, for a quick check of what it cannot contain. */
  readonly text: string;
}

/** A text as it stands and, where a character imitates another, by its look. */
export interface Reading {
  readonly alphabet: Alphabet;
  /** The text without invisible characters. */
  readonly text: string;
  readonly standing: Spelling;
  readonly looking: Spelling | undefined;
  /** Words with stars for letters, of which the first few are looked up. */
  readonly censored: readonly string[];
}

/** @param language the site's, as a tag (BCP 47): it says which letters are the same. */
export function readWords(sent: string, language: string): Reading {
  const alphabet = alphabetOf(language);
  const text = clean(sent);
  const redrawn = clean(redraw(sent));
  return {
    alphabet,
    text,
    standing: spell(text, WORD, stand, alphabet),
    looking: IMITATION.test(unaccented(redrawn.toLowerCase()))
      ? spell(redrawn, WORD_WITH_SIGNS, look, alphabet)
      : undefined,
    censored: censoredIn(text, alphabet),
  };
}

/** The words of a text by their look: equal for texts that look the same. */
export const looksOf = (text: string, language: string): string[] =>
  (clean(redraw(text)).match(WORD_WITH_SIGNS) ?? []).map((word) => look(word, alphabetOf(language)).base);

/** Most words with stars that are looked up: each is compared with all entries of its length. */
const MOST_CENSORED = 20;
const STARRED = /[\p{L}\p{M}*]+/gu;
const CENSORED = /^\p{L}[\p{L}\p{M}]*\*+[\p{L}\p{M}*]*$/u;

/** Words such as `f*ck` and `sh**`, of which two letters are left. Stars around a word are emphasis. */
function censoredIn(text: string, alphabet: Alphabet): string[] {
  if (!text.includes('*')) return [];
  return (text.match(STARRED) ?? [])
    .filter((word) => CENSORED.test(word) && word.replaceAll('*', '').length > 1)
    .slice(0, MOST_CENSORED)
    .map((word) => stand(word, alphabet).base);
}

const gapOf = (signs: string) => (signs.length > 1 ? signs.replace(/\s+/g, ' ') : signs === '\n' ? ' ' : signs);

function spell(text: string, pattern: RegExp, spelt: Spell, alphabet: Alphabet): Spelling {
  const known = new Map<string, TextWord>();
  const toWord = (written: string): TextWord => {
    const before = known.get(written);
    if (before) return before;
    const word = spelt(written, alphabet);
    const others = othersOf(word).map((other) => ({ ...spelt(other, alphabet), imitates: word.imitates }));
    const made = { ...word, forms: [word, ...others] };
    known.set(written, made);
    return made;
  };
  const words: TextWord[] = [];
  const gaps: string[] = [];
  /** The words with spaced letters joined: `free m o n e y` is two. */
  const together: TextWord[] = [];
  const gapsTogether: string[] = [];
  const joined: Sequence[] = [];
  let row: { readonly letter: string; readonly word: TextWord; readonly before: string }[] = [];
  let gap = 0;
  let end = 0;
  const endRow = () => {
    for (const word of togetherWithin(row.map(({ letter }) => letter)))
      joined.push({ words: [toWord(word)], gaps: [] });
    if (row.length >= 3) {
      together.push(toWord(row.map(({ letter }) => letter).join('')));
      gapsTogether.push(row[0]?.before ?? '');
    } else {
      together.push(...row.map(({ word }) => word));
      gapsTogether.push(...row.map(({ before }) => before));
    }
    row = [];
  };
  for (const { 0: letters, index } of text.matchAll(pattern)) {
    const word = toWord(letters);
    const before = gapOf(text.slice(end, index));
    words.push(word);
    gaps.push(before);
    const distance = index - end;
    end = index + letters.length;
    if (!LONE_LETTER.test(letters)) {
      endRow();
      together.push(word);
      gapsTogether.push(before);
      continue;
    }
    // Wider gaps separate words: `c h e a p   p i l l s` is two rows.
    if (row.length > 1 && distance !== gap) {
      const [last] = row.slice(-1);
      endRow();
      if (distance < gap && last) row = [last];
    }
    row.push({ letter: letters, word, before });
    gap = distance;
  }
  endRow();
  const after = gapOf(text.slice(end));
  // Without spaced letters the second sequence equals the first.
  const sequences = [
    { words, gaps: [...gaps, after] },
    ...(together.length === words.length ? [] : [{ words: together, gaps: [...gapsTogether, after] }]),
    ...joined,
  ];
  return { sequences, text: sequences.map((each) => each.words.map(({ base }) => base).join(' ')).join('\n') };
}

/** Joins spaced letters. Up to two at either end may be words of their own, as in `I a m v i p`. */
function togetherWithin(row: readonly string[]): string[] {
  const ends = [0, 1, 2];
  return ends.flatMap((start) =>
    ends
      .map((cut) => row.slice(start, row.length - cut))
      .filter(({ length }) => length >= 3)
      .map((letters) => letters.join('')),
  );
}

/** An entry of words: what a text must have besides the words themselves. */
interface Listed {
  readonly entry: string;
  readonly words: readonly Word[];
  /** As in a {@link Sequence}. */
  readonly gaps: readonly string[];
}

/** A node of the trie, with the entries that end here. */
interface Node {
  readonly listed: Listed[];
  readonly next: Map<string, Node>;
}

interface Pattern {
  readonly entry: string;
  /** One for each word. */
  readonly globs: readonly Word[];
  /** The longest part without wildcards; a text without it cannot match. */
  readonly literal: string;
}

/** Patterns by how much of their first word is known. */
interface Patterns {
  /** Those that begin with letters, by what stands before the first wildcard. */
  readonly byBeginning: ReadonlyMap<string, readonly Pattern[]>;
  /** The lengths of the beginnings. */
  readonly lengths: readonly number[];
  /** Those that begin with a wildcard. */
  readonly open: readonly Pattern[];
}

interface Index {
  readonly words: Node;
  readonly patterns: Patterns;
}

interface Matcher {
  readonly standing: Index;
  readonly looking: Index;
  readonly addresses: AddressIndex;
  /** Entries of one word by its first letter and its length, which are what stars leave to be seen. */
  readonly byOutline: ReadonlyMap<string, readonly (readonly [string, string])[]>;
}

const WILDCARD = /[*?]/;

const outlineOf = (word: string) => `${word[0]}${word.length}`;

function indexOf(entries: readonly string[], spelt: Spell, alphabet: Alphabet): Index {
  const root: Node = { listed: [], next: new Map() };
  const byBeginning = new Map<string, Pattern[]>();
  const open: Pattern[] = [];
  for (const entry of entries) {
    const text = clean(entry);
    if (WILDCARD.test(text)) {
      const globs = text.split(' ').map((word) => spelt(word.replace(/\*+/g, '*'), alphabet));
      const literals = globs.flatMap(({ base }) => base.split(WILDCARD));
      const literal = literals.reduce((one, other) => (other.length > one.length ? other : one));
      const pattern = { entry, globs, literal };
      const beginning = literals[0];
      if (beginning) add(byBeginning, beginning, pattern);
      else open.push(pattern);
      continue;
    }
    const { sequences } = spell(text, WORD, spelt, alphabet);
    const [{ words, gaps } = { words: [], gaps: [] }] = sequences;
    let node = root;
    for (const { base } of words) {
      const next = node.next.get(base) ?? { listed: [], next: new Map() };
      node.next.set(base, next);
      node = next;
    }
    if (node !== root) node.listed.push({ entry, words, gaps });
  }
  const lengths = [...new Set([...byBeginning.keys()].map(({ length }) => length))];
  return { words: root, patterns: { byBeginning, lengths, open } };
}

function add<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

const compiled = new WeakMap<readonly string[], { readonly alphabet: Alphabet; readonly matcher: Matcher }>();

/** Compiles a list, cached by the array's identity. */
function matcherOf(entries: readonly string[], alphabet: Alphabet): Matcher {
  const known = compiled.get(entries);
  if (known?.alphabet === alphabet) return known.matcher;
  const addresses = anAddressIndex();
  const words = entries.filter((entry) => !addAddress(addresses, entry));
  const byOutline = new Map<string, [string, string][]>();
  for (const entry of words) {
    const { base } = stand(clean(entry), alphabet);
    add(byOutline, outlineOf(base), [base, entry]);
  }
  const matcher = {
    standing: indexOf(words, stand, alphabet),
    looking: indexOf(words, look, alphabet),
    addresses,
    byOutline,
  };
  compiled.set(entries, { alphabet, matcher });
  return matcher;
}

/** Counts look-ups and comparisons, for tests: more reliable than a clock. */
export interface Meter {
  steps: number;
}

/** Finds the first entry of a list, address, word or pattern, that a text contains. */
export function findListed(
  entries: readonly string[],
  { alphabet, text, standing, looking, censored }: Reading,
  meter: Meter = { steps: 0 },
): string | undefined {
  const matcher = matcherOf(entries, alphabet);
  return (
    findAddress(matcher.addresses, text, meter) ??
    findIn(matcher.standing, standing, false, meter) ??
    (looking && findIn(matcher.looking, looking, true, meter)) ??
    findCensored(matcher, censored, meter)
  );
}

function findCensored({ byOutline }: Matcher, censored: readonly string[], meter: Meter): string | undefined {
  for (const word of censored) {
    const glob = word.replaceAll('*', '?');
    const found = byOutline.get(outlineOf(word))?.find(([listed]) => matches(glob, listed, meter));
    if (found) return found[1];
  }
  return undefined;
}

/** @param disguised whether to match only words with an imitation */
function findIn(index: Index, { sequences, text }: Spelling, disguised: boolean, meter: Meter): string | undefined {
  const { byBeginning, lengths } = index.patterns;
  const open = index.patterns.open.filter(({ literal }) => text.includes(literal));
  const fits = (words: readonly Word[]) => !disguised || words.some(({ imitates }) => imitates);
  for (const sequence of sequences) {
    const { words } = sequence;
    /** The first entry that begins with the words taken and ends from a place on. */
    const from = (node: Node, start: number, taken: readonly Word[]): string | undefined => {
      if (node.listed.length > 0 && fits(taken)) {
        const found = node.listed.find((listed) => agrees(listed, sequence, start, taken));
        if (found) return found.entry;
      }
      const word = words[start + taken.length];
      for (const form of word?.forms ?? []) {
        meter.steps++;
        const next = node.next.get(form.base);
        const found = next && from(next, start, [...taken, form]);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const matchesAt =
      (start: number) =>
      ({ globs }: Pattern) =>
        fits(words.slice(start, start + globs.length)) &&
        globs.every((glob, nth) => {
          const word = words[start + nth];
          return word?.forms.some((form) => matchesWord(glob, form, meter));
        });
    for (const [start, word] of words.entries()) {
      const listed = from(index.words, start, []);
      if (listed !== undefined) return listed;
      const isHere = matchesAt(start);
      for (const { base } of word.forms) {
        for (const length of lengths) {
          const pattern = length <= base.length && byBeginning.get(base.slice(0, length))?.find(isHere);
          if (pattern) return pattern.entry;
        }
      }
      const pattern = open.find(isHere);
      if (pattern) return pattern.entry;
    }
  }
  return undefined;
}

/** Whether a text has the accents and signs of an entry, whose letters it has. */
function agrees(listed: Listed, { gaps }: Sequence, start: number, taken: readonly Word[]): boolean {
  const last = listed.words.length;
  return (
    listed.words.every((word, nth) => hasAccents(word, taken[nth] ?? word)) &&
    listed.gaps.every((wanted, nth) => {
      const gap = gaps[start + nth] ?? '';
      if (nth === 0) return gap.endsWith(wanted);
      if (nth === last) return gap.startsWith(wanted);
      // Nothing stands between characters of a word but what hides it; anything stands between words.
      return wanted === '' ? gap === '' || gap === ' ' : wanted === ' ' || gap === wanted;
    })
  );
}

/** Whether a word has the accents of a listed one, and no letter of its own that the listed one has not. */
const hasAccents = (listed: Word, word: Word): boolean =>
  listed.written === listed.base
    ? word.plain === listed.base
    : word.written === listed.written || (word.isBare && word.base === listed.base);

/** Whether a glob matches a word, with the same rule for accents. */
const matchesWord = (glob: Word, word: Word, meter: Meter): boolean =>
  glob.written === glob.base
    ? matches(glob.base, word.plain, meter)
    : matches(glob.written, word.written, meter) || (word.isBare && matches(glob.base, word.base, meter));

/** Whether a pattern matches a whole word. On a mismatch only the last `*` takes one more character. */
function matches(glob: string, word: string, meter: Meter): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let position = 0; position < word.length; ) {
    meter.steps++;
    if (glob[at] === '*') {
      star = at++;
      taken = position;
    } else if (glob[at] === '?' || glob[at] === word[position]) {
      at++;
      position++;
    } else if (star >= 0) {
      at = star + 1;
      position = ++taken;
    } else return false;
  }
  return at === glob.length || (at === glob.length - 1 && glob[at] === '*');
}
