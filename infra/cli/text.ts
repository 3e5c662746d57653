import { hash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Answer, Refused } from './api.ts';
import { CommandFault } from './command.ts';
import { decodeText } from './decodeText.ts';
import { openEditor } from './editor.ts';
import type { Manuscript } from './manuscript.ts';
import { textDirectory, writePrivately } from './privateFile.ts';

export type SavedCopy = Answer<'POST /v1/newsroom/articles'>;
export type Dropped = SavedCopy['dropped'][number];

/** The path of a temporary text while a person edits it. */
export const textFile = (name: string) => join(textDirectory(), `${name}.md`);

/** @throws CommandFault */
export function readText(path: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new CommandFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 1, { cause: error });
  }
  return decodeText(path, bytes);
}

/**
 * The file whose text a person edits: their own, or else `temporary`, which is not there yet.
 * @throws CommandFault when theirs cannot be read, or an earlier text is kept in the temporary one.
 */
export function fileToEdit(own: string | undefined, temporary: string, goOn: string): string {
  if (own !== undefined) readText(own);
  else if (existsSync(temporary)) {
    throw new CommandFault(
      `An earlier text of yours is kept in ${temporary}. Delete it, or go on with:\n\n  ${goOn} --file ${temporary}`,
    );
  }
  return own ?? temporary;
}

/**
 * Runs `work` on the text in a file, so that no fault loses the text. On success a temporary file is removed. On a fault
 * the file stays, and the message names it and the command that continues.
 */
export async function keepText<Result>(path: string, goOn: string, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work();
    if (isOurs(path)) rmSync(path, { force: true });
    return result;
  } catch (error) {
    const { message } = error as Error;
    if (!existsSync(path)) throw error;
    const kept = `Your text is kept in ${path}. Go on with:\n\n  ${goOn} --file ${quoted(path)}`;
    throw new CommandFault(`${message}\n\n${kept}`, 1, { cause: error });
  }
}

/**
 * The idempotency key for creating an article from a text. A temporary file keeps its key until its text changes, so that a
 * retry after a lost response creates no second article. A person's own file gets a new key each time: it may be a template.
 */
export const keyOf = (path: string, text: string): string =>
  isOurs(path) ? hash('sha256', JSON.stringify([resolve(path), text]), 'base64url') : randomUUID();

/** Opens a new file with the text `initial` in the person's editor. @returns whether they changed it. */
export async function compose(path: string, initial: string): Promise<boolean> {
  writePrivately(path, initial);
  const isWritten = () => readText(path) !== initial;
  try {
    await openEditor(path);
  } catch (error) {
    if (!isWritten()) rmSync(path);
    throw error;
  }
  return isWritten();
}

/** Replaces the JSON pointers in the API's refusal of a text by file and line. Returns other errors unchanged. */
export function located(error: unknown, path: string, { lineOf }: Manuscript): unknown {
  if (!(error instanceof Refused)) return error;
  const lines = (error.problem.errors ?? []).flatMap(({ pointer, line = 1, detail }) =>
    pointer === undefined
      ? []
      : [`${path}:${lineOf(pointer) + line - 1}: ${pointer.slice(1).replaceAll('/', '.')} ${detail}`],
  );
  return lines.length > 0 ? new CommandFault(lines.join('\n'), 1, { cause: error }) : error;
}

/** What the API dropped or changed in a text, with the lines of its file. */
export const droppedFrom = ({ lineOf }: Manuscript, { dropped }: Pick<SavedCopy, 'dropped'>): Dropped[] =>
  dropped.map((each) => ({ ...each, ...(each.line && { line: lineOf('/body') + each.line - 1 }) }));

/** One line for each: `quay.md:12: picture img/quay.jpg is not at an https address; its words stay`. */
export const describeDropped = (path: string, dropped: readonly Dropped[]): string =>
  dropped.map(({ what, line, why }) => `${path}:${line ? `${line}:` : ''} ${what} ${why}`).join('\n');

const isOurs = (path: string) => dirname(resolve(path)) === resolve(textDirectory());

const quoted = (path: string) => (/^[\w./@:\\-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);
