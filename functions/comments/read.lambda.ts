import { deployed } from '../shared/data/collaborators.ts';
import { commentsRead } from './read.function.ts';

export const handler = commentsRead(deployed('published'));
