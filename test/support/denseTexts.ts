/** A text that grows when it is rendered, or that can hardly be compressed. */
export interface DenseText {
  readonly format: 'markdown' | 'html';
  readonly body: string;
}

/** Random numbers that are the same in every run (MINSTD). */
function createRandom() {
  let state = 1;
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/**
 * Texts of about `bytes` bytes in UTF-8, by kind: all that makes HTML long (markup, addresses, escapes), with content
 * that is as random as a text can be, so that no compression finds anything in it.
 */
export function denseTexts(bytes: number): Readonly<Record<string, DenseText>> {
  const random = createRandom();
  const from = (characters: string) => {
    const all = [...characters];
    return (count: number) => Array.from({ length: count }, () => all[random(all.length)]).join('');
  };
  const letters = from('abcdefghijklmnopqrstuvwxyz');
  const ascii = from(Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join(''));
  const anyText = (count: number) => ascii(count).replaceAll('<', '< ');
  const han = (count: number) =>
    Array.from({ length: count }, () => String.fromCodePoint(0x4e00 + random(20_000))).join('');
  const emoji = (count: number) =>
    Array.from({ length: count }, () => String.fromCodePoint(0x1f300 + random(700))).join('');

  /** Units, at most `most`; then plain letters up to the whole length. */
  const text = (unit: (index: number) => string, most: number, head = '') => {
    const units = [head];
    let size = Buffer.byteLength(head);
    for (let index = 0; index < most; index += 1) {
      const next = unit(index);
      size += Buffer.byteLength(next);
      if (size > bytes) return units.join('');
      units.push(next);
    }
    return `${units.join('')}\n\n${ascii(Math.max(0, bytes - size - 2)).replaceAll(/[<*_`[\]~]/g, 'x')}`;
  };
  const markdown = (...given: Parameters<typeof text>): DenseText => ({ format: 'markdown', body: text(...given) });
  const html = (...given: Parameters<typeof text>): DenseText => ({ format: 'html', body: text(...given) });

  return {
    'random signs': html(() => anyText(60), Number.POSITIVE_INFINITY),
    'ampersands alone': html(() => '&'.repeat(100), Number.POSITIVE_INFINITY),
    'a table of figures': markdown(
      () => `|${Array.from({ length: 5 }, () => random(10_000)).join('|')}|\n`,
      3_000,
      `|a|b|c|d|e|\n${'|-:'.repeat(5)}|\n`,
    ),
    lists: markdown((index) => `${' '.repeat((index % 5) * 2)}- ${ascii(4)}\n`, 9_000),
    headings: markdown(() => `# ${letters(20)}\n\n`, 15_000),
    'links to addresses in Chinese': markdown(() => `[${letters(1)}](/${han(3)}) `, 19_000),
    'bare addresses': markdown(() => `https://${letters(3)}.io `, 19_000),
    footnotes: {
      format: 'markdown',
      body: Array.from({ length: 1_000 }, (_, index) => [
        `${anyText(150).replaceAll(/[[\]<*_`]/g, 'x')}[^${index}]\n\n`,
        `[^${index}]: ${letters(120)}\n`,
      ])
        .reduce(([text, notes], [mark, note]) => [`${text}${mark}`, `${notes}${note}`], ['', ''])
        .join(''),
    },
    Chinese: markdown(() => `${han(20)}\n\n`, 19_000),
    emoji: markdown(() => `${emoji(12)}\n\n`, 19_000),
  };
}
