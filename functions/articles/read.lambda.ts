import { deployed } from '../shared/deployed.ts';
import { articlesRead } from './read.function.ts';

export const handler = articlesRead(deployed('published'));
