import { deployed } from '../shared/data/collaborators.ts';
import { articlesRead } from './read.function.ts';

export const handler = articlesRead(deployed('published'));
