import { deployed } from '../shared/deployed.ts';
import { environment } from '../shared/environment.ts';
import { FORM_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { builtTheme } from './builtTheme.ts';
import { pagesRead } from './read.function.ts';

export const handler = pagesRead({
  ...deployed('published'),
  formKey: rememberedSecret(environment(FORM_KEY_SECRET)),
  theme: builtTheme(),
});
