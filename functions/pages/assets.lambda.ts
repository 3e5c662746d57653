import { join } from 'node:path';
import { pagesAssets } from './assets.function.ts';

export const handler = pagesAssets({ directory: join(__dirname, 'files') });
