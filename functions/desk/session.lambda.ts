import { builtTheme } from '../pages/builtTheme.ts';
import { deployedDesk } from './session/deployed.ts';
import { deskSession } from './session.function.ts';

export const handler = deskSession({ ...deployedDesk(), clock: () => new Date(), theme: builtTheme() });
