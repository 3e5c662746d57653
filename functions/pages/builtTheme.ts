import { builtFile } from '../shared/builtFile.ts';
import { createTheme, type Theme } from './site.ts';

/** The theme as the build has left it beside a function's bundle. */
export const builtTheme = (): Theme => createTheme(builtFile('assets.json'));
