import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartFailure } from './startFailure.ts';

/** A small file that the laptop keeps from one start to the next. */
export interface KeptFile<Content> {
  readonly file: string;
  /** What its text means; undefined, or whatever it throws, says that it is damaged. */
  readonly parse: (text: string) => Content | undefined;
  /** What to do about one that is damaged, as a sentence. */
  readonly wayOut: string;
}

/** What it holds, or nothing where there is none. @throws StartFailure that names the file and the way out. */
export function readKept<Content>({ file, parse, wayOut }: KeptFile<Content>): Content | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StartFailure(`${file} cannot be read (${reasonOf(error as Error)}). ${wayOut}`, { cause: error });
  }
  const content = parsed(text, parse);
  if (content === undefined) {
    throw new StartFailure(`${file} is ${text.length === 0 ? 'empty' : 'damaged'}. ${wayOut}`);
  }
  return content;
}

/** What it holds; where there is none, it is made, once: of two that make it at the same time both get the first one's. */
export function readOrMake<Content>(kept: KeptFile<Content>, make: () => string): Content {
  const existing = readKept(kept);
  if (existing !== undefined) return existing;
  atOnce(kept.file, make(), (finished) => {
    try {
      linkSync(finished, kept.file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  });
  return readOrMake(kept, make);
}

/** Writes a file for its owner's eyes: wholly or, where there is no room for it, not at all. */
export function writeKept(file: string, text: string): void {
  atOnce(file, text, (finished) => renameSync(finished, file));
}

function atOnce(file: string, text: string, putInPlace: (finished: string) => void): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${randomUUID()}`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600 });
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

/** What the system says of a file, in its own words: `EISDIR: illegal operation on a directory, read` and the like. */
export const reasonOf = ({ message }: Error): string => /^E[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
