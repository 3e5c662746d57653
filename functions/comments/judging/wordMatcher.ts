/**
 * Finds a site's listed words and patterns in a comment.
 *
 * A text is split once into words, in two spellings: as it stands (without case, accents and invisible characters), and
 * by its look (`саѕіnо`, `v1agra`, `c@sino` become what they imitate). The second counts only where a character
 * imitates another, so that an honest Latin `mat` never matches the Russian «мат».
 *
 * Words match as wholes: `press` does not match `WordPress`. Chinese, Japanese, Thai, Lao, Khmer and Burmese put no
 * spaces between words; there each character is a word, so that an entry matches anywhere. (`Intl.Segmenter` guesses
 * words, and may guess differently in an entry and in a text.)
 *
 * Spaced letters, such as `v i a g r a` or `v.i.a.g.r.a`, are also joined.
 *
 * Nothing backtracks: entries are a trie of words, and a pattern's `*` only moves forward. The steps are at most the
 * product of the lengths of text and entry. RE2 would allow full regular expressions, for 151 KB.
 */
import { UNSPACED } from '../../shared/text.ts';

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

const SPACED = `[[\\p{L}\\p{N}\\p{M}]--[${UNSPACED}]]`;
const SIGNS = [...IMITATIONS.keys()].join('').replace(/[!|]/g, '');
const IMITATION = new RegExp(`[${SIGNS}!\\|]`, 'v');
const WORD = new RegExp(`[${UNSPACED}]|${SPACED}+`, 'gv');
/** A word including signs used as letters; an exclamation mark or a bar counts only before another letter. */
const WORD_WITH_SIGNS = new RegExp(`[${UNSPACED}]|(?:${SPACED}|[${SIGNS}]|[!\\|](?=[\\p{L}\\p{N}]))+`, 'gv');
const LONE_LETTER = new RegExp(`^[^${UNSPACED}]$`, 'v');
const NUMBER = /^[\p{N}@$€£¢!|]+$/u;

/**
 * Invisible characters (and the blank Braille pattern), the accents of Latin, Greek and Cyrillic, and the optional
 * points of Hebrew and Arabic. The marks of other scripts are letters to their readers.
 */
const INVISIBLE = new RegExp(
  '[\\p{Default_Ignorable_Code_Point}\\u0300-\\u036f\\u0591-\\u05bd\\u0640\\u064b-\\u065f' +
    '\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\u2800\\ufe20-\\ufe2f]',
  'gu',
);
/**
 * Every mark beyond the fourth on one letter: normalising thousands of them takes quadratic time. Japanese half-width
 * voicing marks become combining marks when normalised.
 */
const HEAPED_MARK = /(?<=[\p{M}\uff9e\uff9f]{4})[\p{M}\uff9e\uff9f]/gu;

/** Removes invisible characters and excess marks, so that the text can be normalised in linear time. */
export const visible = (text: string): string => text.replace(INVISIBLE, '').replace(HEAPED_MARK, '');

/** Folds case, accents, invisible characters and compatibility forms (full-width, mathematical, …). */
const fold = (text: string) =>
  visible(text)
    .normalize('NFKD')
    // Upper case first: ß becomes ss, and a dotless ı an i.
    .toUpperCase()
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replace(INVISIBLE, '')
    .normalize('NFC');

const redraw = (text: string) => text.replace(CAPITAL, (capital) => CAPITALS[capital] ?? capital);

interface Word {
  readonly text: string;
  /** Whether any character imitates another. */
  readonly imitates: boolean;
}

/** A word by its look. I, l and 1 are equal, and so are rn and m. A number stays a number: 455 is no word. */
function look(word: string): Word {
  if (NUMBER.test(word)) return { text: word, imitates: false };
  const imitates = IMITATION.test(word);
  const letters = imitates ? Array.from(word, (letter) => IMITATIONS.get(letter) ?? letter).join('') : word;
  return { text: letters.replaceAll('l', 'i').replaceAll('rn', 'm').replaceAll('vv', 'w'), imitates };
}

const stand = (word: string): Word => ({ text: word, imitates: false });

/** A text in one spelling: its words in order, the same with spaced letters joined, and joined words alone. */
interface Spelling {
  readonly sequences: readonly (readonly Word[])[];
  /** The whole text, for a quick check of what it cannot contain. */
  readonly text: string;
}

/** A text as it stands and, where a character imitates another, by its look. */
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

/** The words of a text by their look: equal for texts that look the same. */
export const looksOf = (text: string): string[] =>
  (fold(redraw(text)).match(WORD_WITH_SIGNS) ?? []).map((word) => look(word).text);

function spell(text: string, pattern: RegExp, spelt: (word: string) => Word): Spelling {
  const words: Word[] = [];
  /** The words with spaced letters joined: `free m o n e y` is two. */
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
    // Wider gaps separate words: `c h e a p   p i l l s` is two rows.
    if (row.length > 1 && distance !== gap) {
      const [last = ''] = row.slice(-1);
      endRow();
      if (distance < gap) row = [last];
    }
    row.push(word);
    gap = distance;
  }
  endRow();
  // Without spaced letters the second sequence equals the first.
  if (together.length === words.length) sequences.splice(1, 1);
  return { sequences, text: sequences.map((each) => each.map((word) => word.text).join(' ')).join('\n') };
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

/** A node of the trie; `entry` when one ends here. */
interface Node {
  entry?: string;
  readonly next: Map<string, Node>;
}

interface Pattern {
  readonly entry: string;
  /** One for each word. */
  readonly globs: readonly string[];
  /** The longest part without wildcards; a text without it cannot match. */
  readonly literal: string;
}

/** Patterns by the first letter of their first word, and those that begin with a wildcard. */
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

/** Compiles a list, cached by the array's identity. */
function matcherOf(entries: readonly string[]): Matcher {
  const known = compiled.get(entries);
  if (known) return known;
  const matcher = { standing: indexOf(entries, stand), looking: indexOf(entries, look) };
  compiled.set(entries, matcher);
  return matcher;
}

/** Counts look-ups and comparisons, for tests: more reliable than a clock. */
export interface Meter {
  steps: number;
}

/** Finds the first entry of a list, word or pattern, that a text contains. */
export function findListed(
  entries: readonly string[],
  { standing, looking }: Reading,
  meter: Meter = { steps: 0 },
): string | undefined {
  const matcher = matcherOf(entries);
  return findIn(matcher.standing, standing, false, meter) ?? (looking && findIn(matcher.looking, looking, true, meter));
}

/** @param disguised whether to match only words with an imitation */
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
