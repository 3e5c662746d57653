import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { slugOf } from '../../functions/newsroom/articles/slugOf.ts';
import { isSlug } from '../../functions/shared/text.ts';
import { CommandFault } from './command.ts';

/** A file to import as an article. */
export interface SourceFile {
  /** The path, as the person gave it. */
  readonly file: string;
  /** The article's source, the same on every machine: the path below the given folder, with `/`. */
  readonly source: string;
}

const ARTICLE = /\.(md|markdown|html)$/i;

/**
 * Expands paths to files: a folder becomes all article files below it, sorted by name. The source of a file that is given
 * directly is its path relative to the working directory, or its absolute path outside of that.
 * @throws CommandFault for a path that does not exist.
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

/** The slug in a file's name, or made from it; in its folder's name for `index.md`. */
export function slugOfFile(source: string): string {
  const [name = '', folder] = source.split('/').reverse();
  const stem = name.replace(/\.\w+$/, '');
  const said = (stem === 'index' && folder ? folder : stem).normalize('NFC');
  return isSlug(said) ? said : slugOf(said) || said;
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
