import { diffArrays, diffWordsWithSpace } from 'diff';

/** Words that both texts have, or one of them. */
export interface Part {
  readonly change: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A paragraph, or another block of a text, of one or of both texts. */
export type Block = readonly Part[];

/** Most blocks, or words of a block, that differ: a diff takes quadratic time in their number. */
const MOST_EDITS = 1_000;

/**
 * Compares two texts as their readers see them: blocks with their words marked.
 * @param language of the texts (BCP 47): where words begin and end.
 */
export function compareTexts(from: readonly string[], to: readonly string[], language: string): Block[] {
  const whole = (change: Part['change']) => (text: string) => [{ change, text }];
  const runs = diffArrays([...from], [...to], { maxEditLength: MOST_EDITS });
  if (!runs) return [...from.map(whole('removed')), ...to.map(whole('added'))];
  const blocks: Block[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const { added, removed, value } = runs[index] ?? { value: [] };
    const next = runs[index + 1];
    if (removed && next?.added) {
      blocks.push(...paired(value, next.value, language));
      index += 1;
    } else {
      blocks.push(...value.map(whole(added ? 'added' : removed ? 'removed' : 'same')));
    }
  }
  return blocks;
}

/** Blocks in the place of others: each is compared with the one that stood there. */
function paired(from: readonly string[], to: readonly string[], language: string): Block[] {
  const count = Math.max(from.length, to.length);
  return Array.from({ length: count }, (_, index) => compareWords(from[index] ?? '', to[index] ?? '', language));
}

function compareWords(from: string, to: string, language: string): Block {
  const parts = diffWordsWithSpace(from, to, { maxEditLength: MOST_EDITS, intlSegmenter: segmenter(language) });
  const found: Part[] = parts
    ? parts.map(({ added, removed, value }) => ({
        change: added ? 'added' : removed ? 'removed' : 'same',
        text: value,
      }))
    : [
        { change: 'removed', text: from },
        { change: 'added', text: to },
      ];
  return found.filter(({ text }) => text !== '');
}

function segmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'word' });
  } catch {
    return new Intl.Segmenter('en', { granularity: 'word' });
  }
}
