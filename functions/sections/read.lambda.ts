import { deployed } from '../shared/data/collaborators.ts';
import { sectionsRead } from './read.function.ts';

export const handler = sectionsRead(deployed('published'));
