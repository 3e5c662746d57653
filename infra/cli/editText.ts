import { type Answer, Refused } from './api.ts';
import { CommandFault, complain } from './command.ts';
import { type Manuscript, type Merged, parseText } from './manuscript.ts';
import { writePrivately } from './privateFile.ts';
import { compose, describeDropped, droppedFrom, fileToEdit, keepText, located, readText, textFile } from './text.ts';

/** The newest revision of an article or page. */
type Copy = Pick<Answer<'GET /v1/newsroom/pages/{id}'>, 'id' | 'version' | 'revision' | 'state' | 'changedBy'>;
type Saved<Kind> = Kind & Pick<Answer<'PATCH /v1/newsroom/pages/{id}'>, 'dropped'>;

/** How texts of a kind are read, merged and saved. */
export interface TextKind<Kind extends Copy> {
  readonly name: 'article' | 'page';
  /** The command that edits them, without its arguments. */
  readonly command: string;
  print(copy: Kind): string;
  read(id: string): Promise<Kind>;
  save(copy: Kind, manuscript: Manuscript): Promise<Saved<Kind>>;
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
      const saved = await kind.save(current, manuscript);
      if (saved.dropped.length > 0) complain(describeDropped(path, droppedFrom(manuscript, saved)));
      return saved;
    } catch (error) {
      const isStale = error instanceof Refused && error.problem.code === 'version-stale';
      if (!isStale) throw located(error, path, manuscript);
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
