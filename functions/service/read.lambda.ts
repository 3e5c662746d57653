import { builtTheme } from '../pages/builtTheme.ts';
import { builtFile } from '../shared/builtFile.ts';
import { serviceRead } from './read.function.ts';

export const handler = serviceRead({
  openApi: builtFile('openapi.json'),
  clock: () => new Date(),
  theme: builtTheme(),
});
