import { join } from 'node:path';
import { createHandler } from '../shared/api/stack.ts';
import { assetName } from './addresses.ts';
import { readFiles } from './files.ts';
import { assetRoutes } from './routes.ts';

export const handler = createHandler(assetRoutes, readFiles(join(__dirname, 'files'), assetName('icon-192.png')));
