import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { rememberedSecret, stageKey } from '../shared/keyedHash.ts';
import { AKISMET_KEY_SECRET, createAkismet } from './judging/akismet.ts';
import { commentsSubmit } from './submit.function.ts';

export const handler = commentsSubmit({
  ...deployed('published', 'newsroom'),
  hashKey: stageKey('HASH_KEY'),
  formKey: stageKey('FORM_KEY'),
  akismet: createAkismet(rememberedSecret(process.env[AKISMET_KEY_SECRET] ?? '')),
  theme: builtTheme(),
});
