/**
 * Finds a site's listed words and patterns in what a commenter wrote.
 *
 * A text is read once into words, in two spellings: as it stands (without case, accents and invisible characters), and as
 * it looks (`саѕіnо`, `v1agra`, `c@sino` become what they imitate). The second counts only where something in it does
 * imitate, so that an honest Latin `mat` is never taken for the Russian «мат».
 *
 * Words are whole words: `press` is not in `WordPress`. Chinese, Japanese, Thai, Lao, Khmer and Burmese put no spaces
 * between words; there each character counts as a word, so that an entry is found wherever it stands. (`Intl.Segmenter`
 * guesses the words, and may guess differently in an entry and in a text.)
 *
 * Letters set apart, as in `v i a g r a` or `v.i.a.g.r.a`, are read together as well.
 *
 * Nothing backtracks: entries are a trie of words, and a `*` of a pattern only ever moves on. The steps are at most the
 * length of the text times that of an entry. RE2 would allow whole regular expressions, for 151 KB.
 */
import { UNSPACED } from '../../shared/text.ts';

/** Pictures of letters: white on a black disc, on a black square, and those that flags are made of. */
const LETTER_PICTURES = [0x1f150, 0x1f170, 0x1f1e6];

/**
 * What passes for a Latin letter: a choice from Unicode's confusables (UTS 39) of what fonts draw alike in Cyrillic, Greek
 * and the rest of Latin, and the digits and signs written for letters. All of UTS 39 weighs more than what would use it.
 * Folded text is what it is looked up for: small letters without accents.
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
/** Capitals that look like another letter than their small form does, and letters that look as they do. */
const CAPITALS: Readonly<Record<string, string>> = { Η: 'н', Μ: 'м', Ν: 'п', Υ: 'у', Ϲ: 'с', ϲ: 'с' };
const CAPITAL = new RegExp(`[${Object.keys(CAPITALS).join('')}]`, 'g');

const SPACED = `[[\\p{L}\\p{N}\\p{M}]--[${UNSPACED}]]`;
const SIGNS = [...IMITATIONS.keys()].join('').replace(/[!|]/g, '');
const IMITATION = new RegExp(`[${SIGNS}!\\|]`, 'v');
const WORD = new RegExp(`[${UNSPACED}]|${SPACED}+`, 'gv');
/** A word with what stands for letters in it; an exclamation mark or a bar does so only before another letter. */
const WORD_WITH_SIGNS = new RegExp(`[${UNSPACED}]|(?:${SPACED}|[${SIGNS}]|[!\\|](?=[\\p{L}\\p{N}]))+`, 'gv');
const LONE_LETTER = new RegExp(`^[^${UNSPACED}]$`, 'v');
const NUMBER = /^[\p{N}@$€£¢!|]+$/u;

/**
 * What is not for the eye (the blank pattern of Braille as well), the accents of Latin, Greek and Cyrillic, and the points of Hebrew and Arabic, which may be left
 * out. The marks of other scripts are letters to their readers.
 */
const INVISIBLE = new RegExp(
  '[\\p{Default_Ignorable_Code_Point}\\u0300-\\u036f\\u0591-\\u05bd\\u0640\\u064b-\\u065f' +
    '\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u2800\\ufe20-\\ufe2f]',
  'gu',
);
/**
 * Every mark beyond the fourth on one letter: putting thousands of them in order takes quadratic time. The half-width voicing
 * marks of Japanese are letters by themselves, and marks once they are normalised.
 */
const HEAPED_MARK = /(?<=[\p{M}\uff9e\uff9f]{4})[\p{M}\uff9e\uff9f]/gu;

/** A text without what only disguises it, which may be normalised in linear time. */
export const visible = (text: string): string => text.replace(INVISIBLE, '').replace(HEAPED_MARK, '');

/** A text without case, accents, invisible characters and forms for compatibility (full-width, mathematical, …). */
const fold = (text: string) =>
  visible(text)
    .normalize('NFKD')
    // By way of capitals ß becomes ss, and a dotless ı an i.
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(INVISIBLE, '')
    .normalize('NFC');

const redraw = (text: string) => text.replace(CAPITAL, (capital) => CAPITALS[capital] ?? capital);

interface Word {
  readonly text: string;
  /** Whether it looks like something else than it is. */
  readonly imitates: boolean;
}

/** A word as it looks. I, l and 1 are one there, as are rn and m. A number stays one: 455 is no word. */
function look(word: string): Word {
  if (NUMBER.test(word)) return { text: word, imitates: false };
  const imitates = IMITATION.test(word);
  const letters = imitates ? Array.from(word, (letter) => IMITATIONS.get(letter) ?? letter).join('') : word;
  return { text: letters.replaceAll('l', 'i').replaceAll('rn', 'm').replaceAll('vv', 'w'), imitates };
}

const stand = (word: string): Word => ({ text: word, imitates: false });

/** A text in one spelling: its words in their order, the same with each row of lone letters as one word, and such words alone. */
interface Spelling {
  readonly sequences: readonly (readonly Word[])[];
  /** All of it, to see quickly what is not in it. */
  readonly text: string;
}

/** A text as it stands and, where anything in it imitates, as it looks. */
export interface Reading {
  readonly standing: Spelling;
  readonly looking: Spelling | undefined;
}

export function readWords(text: string): Reading {
  const folded = fold(text);
  const redrawn = redraw(text);
  const drawn = redrawn === text ? folded : fold(redrawn);
  return {
    standing: spell(folded, WORD, stand),
    looking: IMITATION.test(drawn) ? spell(drawn, WORD_WITH_SIGNS, look) : undefined,
  };
}

/** The words of a text as they look: equal for texts that a reader takes for the same. */
export const looksOf = (text: string): string[] =>
  (fold(redraw(text)).match(WORD_WITH_SIGNS) ?? []).map((word) => look(word).text);

function spell(text: string, pattern: RegExp, spelt: (word: string) => Word): Spelling {
  const words: Word[] = [];
  /** The words again, but each row together: `free m o n e y` is two. */
  const together: Word[] = [];
  const sequences = [words, together];
  let row: string[] = [];
  let gap = 0;
  let end = 0;
  const endRow = () => {
    for (const word of togetherWithin(row)) sequences.push([spelt(word)]);
    if (row.length >= 3) together.push(spelt(row.join('')));
    else together.push(...row.map(spelt));
    row = [];
  };
  for (const { 0: word, index } of text.matchAll(pattern)) {
    words.push(spelt(word));
    const distance = index - end;
    end = index + word.length;
    if (!LONE_LETTER.test(word)) {
      endRow();
      together.push(spelt(word));
      continue;
    }
    // Wider gaps are between words: `c h e a p   p i l l s` is two rows.
    if (row.length > 1 && distance !== gap) {
      const [last = ''] = row.slice(-1);
      endRow();
      if (distance < gap) row = [last];
    }
    row.push(word);
    gap = distance;
  }
  endRow();
  // Without rows the second is the first again.
  if (together.length === words.length) sequences.splice(1, 1);
  return { sequences, text: sequences.map((each) => each.map((word) => word.text).join(' ')).join('\n') };
}

/** A row of lone letters as one word; up to two at either end may be words of their own, as in `I a m v i p`. */
function togetherWithin(row: readonly string[]): string[] {
  const ends = [0, 1, 2];
  return ends.flatMap((start) =>
    ends
      .map((cut) => row.slice(start, row.length - cut))
      .filter(({ length }) => length >= 3)
      .map((letters) => letters.join('')),
  );
}

/** A word of a trie; `entry` where one ends. */
interface Node {
  entry?: string;
  readonly next: Map<string, Node>;
}

interface Pattern {
  readonly entry: string;
  /** One for each word in a row. */
  readonly globs: readonly string[];
  /** The longest part without wildcards: where that is missing, nothing matches. */
  readonly literal: string;
}

/** Patterns by the letter that their first word begins with, and those that begin with a wildcard. */
interface Patterns {
  readonly byLetter: ReadonlyMap<string, readonly Pattern[]>;
  readonly open: readonly Pattern[];
}

interface Index {
  readonly words: Node;
  readonly patterns: Patterns;
}

interface Matcher {
  readonly standing: Index;
  readonly looking: Index;
}

const WILDCARD = /[*?]/;

function indexOf(entries: readonly string[], spelt: (word: string) => Word): Index {
  const root: Node = { next: new Map() };
  const byLetter = new Map<string, Pattern[]>();
  const open: Pattern[] = [];
  for (const entry of entries) {
    const folded = fold(entry);
    if (WILDCARD.test(folded)) {
      const globs = folded.split(' ').map((word) => spelt(word).text.replace(/\*+/g, '*'));
      const literals = globs.flatMap((glob) => glob.split(WILDCARD));
      const literal = literals.reduce((one, other) => (other.length > one.length ? other : one));
      const letter = literals[0]?.[0];
      const alike = letter === undefined ? open : (byLetter.get(letter) ?? []);
      alike.push({ entry, globs, literal });
      if (letter !== undefined) byLetter.set(letter, alike);
      continue;
    }
    let node = root;
    for (const word of folded.match(WORD) ?? []) {
      const { text } = spelt(word);
      const next = node.next.get(text) ?? { next: new Map() };
      node.next.set(text, next);
      node = next;
    }
    if (node !== root) node.entry ??= entry;
  }
  return { words: root, patterns: { byLetter, open } };
}

const compiled = new WeakMap<readonly string[], Matcher>();

/** A list is compiled once: as long as it is the same array, so is its matcher. */
function matcherOf(entries: readonly string[]): Matcher {
  const known = compiled.get(entries);
  if (known) return known;
  const matcher = { standing: indexOf(entries, stand), looking: indexOf(entries, look) };
  compiled.set(entries, matcher);
  return matcher;
}

/** Counts the look-ups and comparisons made, which a clock would tell less surely. */
export interface Meter {
  steps: number;
}

/** The first entry of a list, words or patterns, that a text holds. */
export function findListed(
  entries: readonly string[],
  { standing, looking }: Reading,
  meter: Meter = { steps: 0 },
): string | undefined {
  const matcher = matcherOf(entries);
  return findIn(matcher.standing, standing, false, meter) ?? (looking && findIn(matcher.looking, looking, true, meter));
}

/** @param disguised whether only what imitates is looked for */
function findIn(index: Index, { sequences, text }: Spelling, disguised: boolean, meter: Meter): string | undefined {
  const { byLetter } = index.patterns;
  const open = index.patterns.open.filter(({ literal }) => text.includes(literal));
  for (const sequence of sequences) {
    for (let start = 0; start < sequence.length; start++) {
      const end = (length: number) => sequence.slice(start, start + length);
      const fits = (length: number) => !disguised || end(length).some(({ imitates }) => imitates);
      let node: Node | undefined = index.words;
      for (let at = start; at < sequence.length; at++) {
        meter.steps++;
        node = node.next.get(sequence[at]?.text ?? '');
        if (!node) break;
        if (node.entry !== undefined && fits(at - start + 1)) return node.entry;
      }
      const matching = ({ globs }: Pattern) =>
        fits(globs.length) && globs.every((glob, nth) => matches(glob, sequence[start + nth]?.text ?? '', meter));
      const pattern = byLetter.get(sequence[start]?.text[0] ?? '')?.find(matching) ?? open.find(matching);
      if (pattern) return pattern.entry;
    }
  }
  return undefined;
}

/** Whether a whole word is what a pattern says. After a failure only the last `*` takes one character more. */
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
