import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFault } from './command.ts';
import { configDirectory, writePrivately } from './privateFile.ts';

/** The comments of one site that were printed: the last printed version of each by its id, oldest first. */
type Seen = Readonly<Record<string, number>>;

/** More than a moderator decides between two listings. */
const MOST = 2_000;
/** The fewest hex digits of a short id. */
const SHORTEST = 8;
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const seenFile = () => join(configDirectory(), 'comments.json');

/** Reads what was seen at an address. Empty when the file is missing or damaged: the moderator only has to list again. */
export function readSeen(url: string): Seen {
  try {
    const kept: { url?: unknown; seen?: Seen } | null = JSON.parse(readFileSync(seenFile(), 'utf8'));
    return kept?.url === url && typeof kept.seen === 'object' ? (kept.seen ?? {}) : {};
  } catch {
    return {};
  }
}

/** Stores which version of each comment was printed. No text is stored, because it is personal data. */
export function rememberSeen(
  url: string,
  comments: readonly { readonly id: string; readonly version: number }[],
): void {
  const fresh = Object.fromEntries(comments.map(({ id, version }) => [id, version]));
  const others = Object.entries(readSeen(url)).filter(([id]) => !Object.hasOwn(fresh, id));
  const seen = Object.fromEntries([...others, ...Object.entries(fresh)].slice(-MOST));
  writePrivately(seenFile(), JSON.stringify({ url, seen }));
}

/**
 * Resolves a whole id, or a unique prefix of one that was seen.
 * @throws CommandFault for a prefix that is too short, unknown, or ambiguous; the message lists the candidates.
 */
export function commentNamed(name: string, seen: Seen): string {
  const wanted = name.toLowerCase();
  if (ID.test(wanted)) return wanted;
  const digits = digitsOf(wanted);
  if (!/^[0-9a-f]+$/.test(digits) || digits.length < SHORTEST) {
    throw new CommandFault(`"${name}" is no id of a comment, nor the first ${SHORTEST} digits of one, or more.`, 2);
  }
  const [first, ...others] = Object.keys(seen).filter((id) => digitsOf(id).startsWith(digits));
  if (first === undefined) {
    throw new CommandFault(`No comment that you have listed begins with ${name}. List them: broadsheet comments`);
  }
  if (others.length > 0) {
    throw new CommandFault(
      `${name} is the beginning of several:\n${[first, ...others].map((id) => `  ${id}`).join('\n')}`,
    );
  }
  return first;
}

/** The shortest prefix of an id that is unique among those seen. */
export function shortId(id: string, seen: Seen): string {
  const others = Object.keys(seen).filter((other) => other !== id);
  for (let length = SHORTEST; length < id.length; length += 1) {
    const short = id.slice(0, length);
    if (!short.endsWith('-') && !others.some((other) => other.startsWith(short))) return short;
  }
  return id;
}

const digitsOf = (id: string) => id.replaceAll('-', '');
