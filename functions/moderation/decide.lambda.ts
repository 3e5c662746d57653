import { deployed } from '../shared/data/collaborators.ts';
import { stageKey } from '../shared/keyedHash.ts';
import { moderationDecide } from './decide.function.ts';

export const handler = moderationDecide({
  ...deployed('published', 'newsroom'),
  hashKey: stageKey('HASH_KEY'),
});
