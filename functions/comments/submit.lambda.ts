import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/deployed.ts';
import { environment } from '../shared/environment.ts';
import { FORM_KEY_SECRET, HASH_KEY_SECRET, rememberedSecret } from '../shared/keyedHash.ts';
import { AKISMET_KEY_SECRET, createAkismet } from './akismet.ts';
import { commentsSubmit } from './submit.function.ts';

export const handler = commentsSubmit({
  ...deployed('published', 'newsroom'),
  hashKey: rememberedSecret(environment(HASH_KEY_SECRET)),
  formKey: rememberedSecret(environment(FORM_KEY_SECRET)),
  akismet: createAkismet(rememberedSecret(process.env[AKISMET_KEY_SECRET] ?? '')),
  theme: builtTheme(),
});
