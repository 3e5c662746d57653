import { SingleBar } from 'cli-progress';

/**
 * Repeats a request until all articles of a list have another address, behind a bar.
 * @returns how many articles were moved.
 */
export async function moveArticles(
  request: () => Promise<{ readonly moved: number; readonly done: boolean }>,
): Promise<number> {
  const bar = new SingleBar({ format: 'Moving |{bar}| {value} articles', hideCursor: true, noTTYOutput: false });
  bar.start(0, 0);
  try {
    for (let moved = 0; ; ) {
      const answer = await request();
      moved += answer.moved;
      bar.update(moved);
      if (answer.done) return moved;
    }
  } finally {
    bar.stop();
  }
}
