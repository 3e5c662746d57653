import { builtTheme } from '../pages/builtTheme.ts';
import { builtFile } from '../shared/builtFile.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { serviceRead } from './read.function.ts';

export const handler = serviceRead({
  ...deployed('published'),
  openApi: builtFile('openapi.json'),
  theme: builtTheme(),
});
