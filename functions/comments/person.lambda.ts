import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/deployed.ts';
import { environment } from '../shared/environment.ts';
import { HASH_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { commentsPerson } from './person.function.ts';

export const handler = commentsPerson({
  ...deployed('published', 'newsroom'),
  hashKey: rememberedSecret(environment(HASH_KEY_SECRET)),
  theme: builtTheme(),
});
