import { builtFile } from '../shared/builtFile.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { stageKey } from '../shared/keyedHash.ts';
import { builtTheme } from './builtTheme.ts';
import { pagesRead } from './read.function.ts';

export const handler = pagesRead({
  ...deployed('published'),
  formKey: stageKey('FORM_KEY'),
  theme: builtTheme(),
  reference: () => builtFile('reference.json'),
});
