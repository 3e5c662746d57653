import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/deployed.ts';
import { stageKey } from '../shared/keyedHash.ts';
import { commentsPerson } from './person.function.ts';

export const handler = commentsPerson({
  ...deployed('published', 'newsroom'),
  hashKey: stageKey('HASH_KEY'),
  theme: builtTheme(),
});
