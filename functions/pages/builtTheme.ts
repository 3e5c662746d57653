import { builtFile } from '../shared/builtFile.ts';
import { createTheme, type Theme } from './site.ts';

/** The theme's files in the bundle of a function. */
export const builtTheme = (): Theme => createTheme(builtFile('assets.json'));
