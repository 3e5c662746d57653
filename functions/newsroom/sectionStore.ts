import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { sectionKey, sectionNameKey } from '../sections/keys.ts';
import type { Section } from '../sections/schema.ts';
import { writeTogether } from '../shared/data/transaction.ts';
import { Failure } from '../shared/failure.ts';

/** Changes the sections of the paper. */
export interface SectionEditing {
  /** Adds a section; tells whether its name was free. */
  add(section: Section): Promise<boolean>;
  /** Puts sections in the place of others, all at once. @throws Failure `busy` when somebody else did so meanwhile. */
  replace(before: readonly Section[], after: readonly Section[]): Promise<void>;
}

export function createSectionEditing(client: DynamoDBDocumentClient, table: string): SectionEditing {
  const keyOf = ({ position, name }: Section) => sectionKey(position, name);
  /** What is read still holds its keys, which say where the section stood. */
  const put = (section: Section, condition: object) => ({
    Put: { TableName: table, Item: { ...section, ...keyOf(section), type: 'section' }, ...condition },
  });
  const isFree = { ConditionExpression: 'attribute_not_exists(pk)' };
  /** The condition that nobody changed a section since it was read. */
  const asRead = ({ title, description, open }: Section) => ({
    ConditionExpression: `title = :title AND description = :description AND ${
      open === undefined ? 'attribute_not_exists(#open)' : '#open = :open'
    }`,
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':title': title, ':description': description, ':open': open },
  });
  return {
    async add(section) {
      const refused = await writeTogether(client, {
        name: {
          Put: {
            TableName: table,
            Item: sectionNameKey(section.name),
            ...isFree,
          },
        },
        section: put(section, isFree),
      });
      return refused === undefined;
    },
    async replace(before, after) {
      const kept = new Set(after.map((section) => keyOf(section).sk));
      const left = before.filter((section) => !kept.has(keyOf(section).sk));
      const stood = new Map(before.map((section) => [keyOf(section).sk, section]));
      const refused = await writeTogether(client, {
        ...Object.fromEntries(
          left.map((section) => [
            `left ${section.name}`,
            { Delete: { TableName: table, Key: keyOf(section), ...asRead(section) } },
          ]),
        ),
        ...Object.fromEntries(
          after.map((section) => {
            const former = stood.get(keyOf(section).sk);
            return [section.name, put(section, former ? asRead(former) : isFree)];
          }),
        ),
      });
      if (refused) throw new Failure('busy', 'The sections were changed at the same moment.', { retryAfter: 1 });
    },
  };
}
