import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sectionKey, sectionNameKey } from '../../sections/keys.ts';
import type { Section } from '../../sections/schema.ts';
import { type Writes, writeTogether } from '../../shared/data/transaction.ts';
import { atVersion } from '../../shared/version.ts';

/** Changes the sections of the paper. */
export interface SectionEditing {
  /**
   * Adds a section.
   * @param also what is written with it.
   * @returns whether its name was free; else nothing was written.
   */
  add(section: Section, also?: Writes): Promise<boolean>;
  /**
   * Puts sections in the place of others of the same names, all at once, each as its next version.
   * @param also what is written with them.
   * @returns whether all were still as they were read; else nothing was written.
   */
  replace(before: readonly Section[], after: readonly Section[], also?: Writes): Promise<boolean>;
}

/** Sections from before versions were counted are at their first. */
export const versionOf = ({ version = 1 }: Pick<Section, 'version'>): number => version;

export function createSectionEditing(client: DynamoDBDocumentClient, table: string): SectionEditing {
  const keyOf = ({ position, name }: Section) => sectionKey(position, name);
  const put = (section: Section, condition: object) => ({
    Put: { TableName: table, Item: { ...section, ...keyOf(section), type: 'section' }, ...condition },
  });

  return {
    async add(section, also) {
      const refused = await writeTogether(client, {
        ...also,
        name: { Put: { TableName: table, Item: sectionNameKey(section.name), ...atVersion(0) } },
        section: put({ ...section, version: 1 }, atVersion(0)),
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
