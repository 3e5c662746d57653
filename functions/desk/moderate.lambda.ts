import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { stageKey } from '../shared/keyedHash.ts';
import { deskModerate } from './moderate.function.ts';
import { deployedDesk } from './session/deployed.ts';

export const handler = deskModerate({
  ...deployed('published', 'newsroom'),
  ...deployedDesk(),
  hashKey: stageKey('HASH_KEY'),
  theme: builtTheme(),
});
