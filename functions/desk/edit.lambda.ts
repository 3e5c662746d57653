import { builtTheme } from '../pages/builtTheme.ts';
import { deployed } from '../shared/data/collaborators.ts';
import { deskEdit } from './edit.function.ts';
import { deployedDesk } from './session/deployed.ts';

export const handler = deskEdit({ ...deployed('published', 'newsroom'), ...deployedDesk(), theme: builtTheme() });
