import { builtFile } from '../shared/builtFile.ts';
import { createTheme, type Theme } from './site.ts';

/** The theme, of which the build has put settings and names of files beside the function's bundle (infra/bundling.ts). */
export const builtTheme = (): Theme => createTheme(builtFile('assets.json'), builtFile('settings.json'));
