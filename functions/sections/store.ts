import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { remembering } from '../shared/data/memory.ts';
import { Failure } from '../shared/failure.ts';
import type { Clock } from '../shared/instant.ts';
import { SECTIONS_PARTITION } from './keys.ts';
import type { Section, SectionCatalogue } from './schema.ts';

export interface SectionStore {
  /** Every section, in the paper's order: a handful, so one Query. */
  list(): Promise<readonly Section[]>;
}

export function createSectionStore(client: DynamoDBDocumentClient, table: string): SectionStore {
  return {
    async list() {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :sections',
          ExpressionAttributeValues: { ':sections': SECTIONS_PARTITION },
        }),
      );
      return Items as Section[];
    },
  };
}

/**
 * The sections, remembered for a few seconds (docs/decisions/0003): every article shows its section's title, and the
 * titles belong to the sections, not to a hundred thousand copies of them.
 */
export function createSectionCatalogue(store: SectionStore, clock: Clock): SectionCatalogue {
  const all = remembering(() => store.list(), clock);

  return {
    all,
    titles: async () => new Map((await all()).map(({ name, title }) => [name, title])),
    require: async (name) => {
      const section = (await all()).find((each) => each.name === name);
      if (!section) throw new Failure('section-unknown', `There is no section "${name}".`);
      return section;
    },
  };
}
