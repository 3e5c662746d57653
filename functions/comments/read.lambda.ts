import { deployed } from '../shared/deployed.ts';
import { commentsRead } from './read.function.ts';

export const handler = commentsRead(deployed('published'));
