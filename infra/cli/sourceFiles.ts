import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { CommandFault } from './command.ts';

/** A file that an article is made from. */
export interface SourceFile {
  /** Where it is, as it was given. */
  readonly file: string;
  /** What it is called, on whatever machine: its path below the folder given, with `/`. */
  readonly source: string;
}

const ARTICLE = /\.(md|markdown|html)$/i;

/**
 * The files that are meant by paths: each file, and of a folder all articles below it, in the order of their names. The source
 * of a file that is given itself is its path below the folder that the command runs in; of one elsewhere, the whole path.
 * @throws CommandFault for a path where nothing is.
 */
export function sourceFiles(paths: readonly string[]): SourceFile[] {
  const files = paths.flatMap((path) => (isFolder(path) ? filesBelow(path) : [{ file: path, source: sourceOf(path) }]));
  const seen = new Set<string>();
  return files.filter(({ file }) => {
    const isNew = !seen.has(resolve(file));
    seen.add(resolve(file));
    return isNew;
  });
}

/** The slug that a file's name says: that of its folder for `index.md`. */
export function slugOfFile(source: string): string {
  const [name = '', folder] = source.split('/').reverse();
  const stem = name.replace(/\.\w+$/, '');
  return stem === 'index' && folder ? folder : stem;
}

const isFolder = (path: string) => {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new CommandFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`, 1, { cause: error });
  }
};

const filesBelow = (folder: string): SourceFile[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ARTICLE.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file, source: posix(relative(folder, file)) }));

function sourceOf(path: string): string {
  const below = relative(process.cwd(), resolve(path));
  return posix(below.startsWith('..') || isAbsolute(below) ? resolve(path) : below);
}

const posix = (path: string) => path.split(sep).join('/');
