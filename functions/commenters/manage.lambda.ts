import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { stageKey } from '../shared/keyedHash.ts';
import { commentersManage } from './manage.function.ts';

export const handler = commentersManage({
  ...deployed('published', 'newsroom'),
  hashKey: stageKey('HASH_KEY'),
  theme: builtTheme(),
});
