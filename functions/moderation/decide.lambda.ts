import { deployed } from '../shared/deployed.ts';
import { environment } from '../shared/environment.ts';
import { HASH_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { moderationDecide } from './decide.function.ts';

export const handler = moderationDecide({
  ...deployed('published', 'newsroom'),
  hashKey: rememberedSecret(environment(HASH_KEY_SECRET)),
});
