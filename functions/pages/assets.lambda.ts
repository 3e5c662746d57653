import { join } from 'node:path';
import { builtLanguage } from '../shared/builtLanguage.ts';
import { pagesAssets } from './assets.function.ts';

export const handler = pagesAssets({ directory: join(__dirname, 'files'), language: builtLanguage() });
