import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { MEMORY_MILLISECONDS } from '../shared/api/response.ts';
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
 * titles belong to the sections, not to a hundred thousand copies of them. A failed read is not remembered.
 */
export function createSectionCatalogue(store: SectionStore, clock: Clock): SectionCatalogue {
  let remembered: { readonly sections: Promise<readonly Section[]>; readonly until: number } | undefined;

  const all = () => {
    const now = clock().getTime();
    if (!remembered || remembered.until <= now) {
      const sections = store.list();
      const reading = { sections, until: now + MEMORY_MILLISECONDS };
      remembered = reading;
      sections.catch(() => {
        if (remembered === reading) remembered = undefined;
      });
    }
    return remembered.sections;
  };

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
