import type { Decided } from '../comments/judging/schema.ts';
import { isPersonPosition } from '../comments/submitting/keys.ts';
import { decodeCursor, encodeCursor } from '../shared/api/cursor.ts';
import type { PersonalData } from './schema.ts';
import type { CommenterStore } from './store.ts';

/** Reads a page of one person's comments, as moderators see it. @throws Failure `cursor-invalid`. */
export async function readPersonalData(
  people: CommenterStore,
  person: string,
  cursor: string | undefined,
  now: Date,
): Promise<PersonalData> {
  const list = `people/${person}`;
  const after = cursor === undefined ? undefined : decodeCursor(list, cursor, isPersonPosition).key;
  const { next, ...data } = await people.export(person, after, now);
  return { ...data, next: next && encodeCursor(list, { direction: 'after', key: next }) };
}

/**
 * The same for the person: without what would teach them to evade the rules, and without the moderators' personal data.
 */
export const withoutModerators = (data: PersonalData): PersonalData => ({
  ...data,
  comments: data.comments.map((comment) => ({ ...comment, history: comment.history.map(asTold) })),
});

const asTold = ({ verdict, at, by, rule }: Decided): Decided =>
  OPEN.has(by)
    ? { verdict, at, by, rule, matched: null }
    : { verdict, at, by: 'a moderator', rule: 'moderated', matched: null };

/** Deciders that are not persons. */
const OPEN: ReadonlySet<string> = new Set(['rules', 'readers', 'author', 'the person']);
