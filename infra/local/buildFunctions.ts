import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../bundling.ts';
import { localFunctions } from './invoker.ts';
import { replaceFile } from './replaceFile.ts';

const root = join(import.meta.dirname, '../..');

/** All that a build is made from: our own files, and npm's list of the packages that it installed. */
const sources = ['functions', 'infra', 'node_modules/.package-lock.json'].map((name) => join(root, name));

/** The file beside a build that says of which sources it is, and what it made of them. */
const stateFile = (directory: string) => `${directory}.state`;

const stateOfBuild = (directory: string, ofSources = stateOf(sources)) => `${ofSources}\n${stateOf([directory])}\n`;

/** Whether a directory has a whole build of the present sources. */
export const isBuilt = (directory: string): boolean =>
  contentOf(stateFile(directory))?.toString() === stateOfBuild(directory);

/** Builds the local functions into a directory, unless it has their build: a build costs more than the rest of a start. */
export async function buildFunctions(directory: string): Promise<void> {
  if (isBuilt(directory)) return;
  // A build that is interrupted has no state; one whose sources change meanwhile is of the former ones.
  rmSync(stateFile(directory), { force: true, recursive: true });
  const before = stateOf(sources);
  await bundleFunctions(directory, localFunctions);
  replaceFile(stateFile(directory), stateOfBuild(directory, before));
}

/** A digest of the names and contents of files, in directories too. What does not exist counts as nothing. */
export function stateOf(paths: readonly string[]): string {
  const digest = createHash('sha256');
  for (const [index, path] of paths.entries()) {
    const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    const names = isDirectory ? readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted() : [''];
    for (const name of names) {
      const content = contentOf(join(path, name));
      if (content) digest.update(`${index} ${name} ${content.length}\n`).update(content);
    }
  }
  return digest.digest('hex');
}

/** A file's content; undefined when it cannot be read, as a directory cannot. */
function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
