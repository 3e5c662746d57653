import { randomUUID } from 'node:crypto';
import { type Answer, Refused } from './api.ts';
import { CommandFault, complain } from './command.ts';
import { type Manuscript, type Merged, parseText } from './manuscript.ts';
import { writePrivately } from './privateFile.ts';
import {
  compose,
  describeDropped,
  droppedFrom,
  fileToEdit,
  keepText,
  keyOf,
  located,
  readText,
  type SavedCopy,
  textFile,
} from './text.ts';

/** The newest revision of an article or page. */
type Copy = Pick<Answer<'GET /v1/newsroom/pages/{id}'>, 'id' | 'version' | 'revision' | 'state' | 'changedBy'>;
type Dropping = Pick<SavedCopy, 'dropped'>;

/** How texts of a kind are read, merged and saved. */
export interface TextKind<Kind extends Copy> {
  readonly name: 'article' | 'page';
  /** The command that edits them, without its arguments. */
  readonly command: string;
  print(copy: Kind): string;
  read(id: string): Promise<Kind>;
  save(copy: Kind, manuscript: Manuscript): Promise<Kind & Dropping>;
  /** Merges a text, made from an earlier revision, with the current one. */
  merge(revision: number, mine: Manuscript, theirs: Kind): Promise<Merged>;
}

/** Attempts to save before giving up, when others keep saving first. */
const MOST_ATTEMPTS = 20;

/**
 * Lets a person change a text in their editor, or takes their file, and saves it. What others save meanwhile is merged.
 * @returns undefined when nothing was changed.
 * @throws CommandFault, which says where the text is kept.
 */
export async function editText<Kind extends Copy>(
  kind: TextKind<Kind>,
  found: Kind,
  file: string | undefined,
): Promise<Kind | undefined> {
  const goOn = `${kind.command} ${found.id}`;
  const path = fileToEdit(file, textFile(found.id), goOn);
  return keepText(path, goOn, async () =>
    file !== undefined || (await compose(path, kind.print(found))) ? save(kind, found, path) : undefined,
  );
}

/**
 * Lets a person write a text in their editor, or takes their file, and creates an article or page of it.
 * @param command the command that does, for going on after a fault.
 * @returns undefined when nothing was written.
 * @throws CommandFault, which says where the text is kept.
 */
export async function newText<Created extends Dropping>(
  command: string,
  template: string,
  file: string | undefined,
  create: (manuscript: Manuscript, idempotencyKey: string) => Promise<Created>,
): Promise<Created | undefined> {
  const path = file ?? textFile(`new-${randomUUID().slice(0, 8)}`);
  if (file !== undefined) readText(file);
  return keepText(path, command, async () => {
    if (file === undefined && !(await compose(path, template))) return undefined;
    const text = readText(path);
    const manuscript = parseText(path, text);
    return saveFile(path, manuscript, () => create(manuscript, keyOf(path, text)));
  });
}

/** Saves what a file says, and names the lines of which readers get something else, or that are refused. */
async function saveFile<Saved extends Dropping>(
  path: string,
  manuscript: Manuscript,
  save: () => Promise<Saved>,
): Promise<Saved> {
  try {
    const saved = await save();
    if (saved.dropped.length > 0) complain(describeDropped(path, droppedFrom(manuscript, saved)));
    return saved;
  } catch (error) {
    throw located(error, path, manuscript);
  }
}

/** Saves a file's text if its base revision is still current; otherwise merges what others saved, and tries again. */
async function save<Kind extends Copy>(kind: TextKind<Kind>, found: Kind, path: string): Promise<Kind> {
  let current = found;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const manuscript = parseText(path, readText(path));
    if (manuscript.revision !== current.revision) {
      await mergeIn(kind, current, path, manuscript);
      continue;
    }
    try {
      return await saveFile(path, manuscript, () => kind.save(current, manuscript));
    } catch (error) {
      if (!(error instanceof Refused && error.problem.code === 'version-stale')) throw error;
    }
    current = await kind.read(found.id);
    if (current.revision === manuscript.revision) {
      complain(
        `${current.changedBy} has changed the ${kind.name} meanwhile, but not its text: it is ${current.state}.`,
      );
    }
  }
  throw new CommandFault(`Others keep saving this ${kind.name}; try again in a moment.`);
}

/** Merges the current working copy into the file. @throws CommandFault on a conflict. */
async function mergeIn<Kind extends Copy>(
  kind: TextKind<Kind>,
  current: Kind,
  path: string,
  manuscript: Manuscript,
): Promise<void> {
  if (manuscript.revision === undefined) {
    throw new CommandFault(
      `${path} does not say what it was made from. To replace what stands there, add to its front matter:

  revision: ${current.revision}`,
    );
  }
  const { text, conflicts } = await kind.merge(manuscript.revision, manuscript, current);
  writePrivately(path, text);
  const what = `${current.changedBy} has saved revision ${current.revision} meanwhile`;
  if (conflicts > 0) {
    const places = conflicts === 1 ? 'in one place' : `in ${conflicts} places`;
    throw new CommandFault(`${what}, and changed what you changed ${places}. Nothing was overwritten.
The file shows both, between <<<<<<< and >>>>>>>: choose, and take the marks away.`);
  }
  complain(`${what}; your changes and theirs fit together, and both are in what is saved now.`);
}
