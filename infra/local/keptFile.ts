import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFailure } from './startFailure.ts';

/** A small file that the local server keeps from one start to the next. */
export interface KeptFile<Content> {
  readonly file: string;
  /** Parses the text. The file is damaged when this returns undefined or throws. */
  readonly parse: (text: string) => Content | undefined;
  /** A sentence that tells the person how to recover from a damaged file. */
  readonly remedy: string;
}

/** Reads a file; undefined when it does not exist. @throws StartFailure that names the damaged file and how to recover. */
export function readKept<Content>({ file, parse, remedy }: KeptFile<Content>): Content | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartFailure(`${file} cannot be read (${reasonOf(error as Error)}). ${remedy}`, { cause: error });
  }
  const content = parsed(text, parse);
  if (content === undefined) {
    throw new StartFailure(`${file} is ${text.length === 0 ? 'empty' : 'damaged'}. ${remedy}`);
  }
  return content;
}

/** Reads a file, or creates it when it does not exist. Of concurrent callers, all read what the first one created. */
export function readOrMake<Content>(kept: KeptFile<Content>, make: () => string): Content {
  const existing = readKept(kept);
  if (existing !== undefined) return existing;
  writeAtomically(kept.file, make(), (finished) => {
    try {
      linkSync(finished, kept.file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
  return readOrMake(kept, make);
}

/** Writes a file that only its owner may read, atomically: a full disk leaves the old file. */
export function writeKept(file: string, content: string | Uint8Array): void {
  writeAtomically(file, content, (finished) => renameSync(finished, file));
}

function writeAtomically(file: string, content: string | Uint8Array, putInPlace: (finished: string) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  try {
    writeFileSync(unfinished, content, { mode: 0o600 });
    putInPlace(unfinished);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function parsed<Content>(text: string, parse: (text: string) => Content | undefined): Content | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** The reason in a system error's message: `illegal operation on a directory` of `EISDIR: illegal operation on …, read`. */
export const reasonOf = ({ message }: Error): string => /^E[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
