import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sectionKey, sectionNameKey } from '../../sections/keys.ts';
import type { Section } from '../../sections/schema.ts';
import { type Refused, type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { atVersion } from '../../shared/version.ts';

/** Writes sections. */
export interface SectionEditing {
  /**
   * Adds a section, together with other writes.
   * @returns the conditions that failed; then nothing is written. `name` and `section`: the name is taken.
   */
  add(section: Section, also?: Writes): Promise<Refused<string> | undefined>;
  /**
   * Gives a section another name, together with other writes. Both names stay claimed.
   * @param isNew whether no section has had the name.
   * @returns false when the section was changed meanwhile, or the name is taken; then nothing is written.
   */
  rename(before: Section, after: Section, isNew: boolean, also: Writes): Promise<boolean>;
  /** Removes a section and replaces another, together with other writes. @returns false when one was changed meanwhile. */
  absorb(left: Section, before: Section, after: Section, also: Writes): Promise<boolean>;
  /**
   * Replaces sections by their next versions, in one transaction with other writes.
   * @param before the sections as they were read, of the same names.
   * @returns false when one of them was changed meanwhile; then nothing is written.
   */
  replace(before: readonly Section[], after: readonly Section[], also?: Writes): Promise<boolean>;
}

/** Sections stored before they had a version count as version 1. */
export const versionOf = ({ version = 1 }: Pick<Section, 'version'>): number => version;

export function createSectionEditing(client: DynamoDBDocumentClient, table: string): SectionEditing {
  const keyOf = ({ position, name }: Section) => sectionKey(position, name);
  const put = (section: Section, condition: object) => ({
    Put: { TableName: table, Item: { ...section, ...keyOf(section), type: 'section' }, ...condition },
  });

  return {
    async add(section, also) {
      return writeTogether(client, {
        ...also,
        name: { Put: { TableName: table, Item: sectionNameKey(section.name), ...atVersion(0) } },
        section: put({ ...section, version: 1 }, atVersion(0)),
      });
    },

    async rename(before, after, isNew, also) {
      const refused = await writeTogether(client, {
        ...also,
        ...(isNew && { name: { Put: { TableName: table, Item: sectionNameKey(after.name), ...atVersion(0) } } }),
        left: { Delete: { TableName: table, Key: keyOf(before), ...atVersion(versionOf(before)) } },
        section: put(after, atVersion(0)),
      });
      return refused === undefined;
    },

    async absorb(left, before, after, also) {
      const refused = await writeTogether(client, {
        ...also,
        left: { Delete: { TableName: table, Key: keyOf(left), ...atVersion(versionOf(left)) } },
        section: put(after, atVersion(versionOf(before))),
      });
      return refused === undefined;
    },

    async replace(before, after, also) {
      const formerly = new Map(before.map((section) => [section.name, section]));
      const writes = after.flatMap((section): [string, Writes[string]][] => {
        const former = formerly.get(section.name);
        if (!former) return [[section.name, put({ ...section, version: 1 }, atVersion(0))]];
        const condition = atVersion(versionOf(former));
        const next = { ...section, version: versionOf(former) + 1 };
        if (former.position === section.position) return [[section.name, put(next, condition)]];
        return [
          [`${section.name} left`, { Delete: { TableName: table, Key: keyOf(former), ...condition } }],
          [section.name, put(next, atVersion(0))],
        ];
      });
      return (await writeTogether(client, { ...also, ...Object.fromEntries(writes) })) === undefined;
    },
  };
}
