import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PaperLanguage } from '../shared/api/paperLanguage.ts';
import { cached } from '../shared/data/cache.ts';
import type { Clock } from '../shared/instant.ts';
import { paperSettingsKey } from './keys.ts';
import { fromSettingsItem, inForce, type PaperSettings } from './paperSettings.ts';

/** Reads what editors have set of the paper, for functions that read no sections; cached as those are. */
export function createPaperSettings(
  client: DynamoDBDocumentClient,
  TableName: string,
  clock: Clock,
): () => Promise<PaperSettings> {
  const read = cached(async () => {
    const { pk, sk } = paperSettingsKey();
    const { Items: [item] = [] } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk AND sk = :sk',
        ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      }),
    );
    return item ? fromSettingsItem(item).settings : {};
  }, clock);
  return async () => inForce(await read(), clock());
}

/**
 * The paper's language, from where its settings are read.
 * @param usual the theme's.
 */
export function paperLanguage(read: () => Promise<PaperSettings>, usual: string): PaperLanguage {
  let known = usual;
  return {
    present: async () => {
      const settings = await read().catch(() => undefined);
      if (settings) known = settings.language ?? usual;
      return known;
    },
    known: () => known,
  };
}
