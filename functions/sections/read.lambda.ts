import { deployed } from '../shared/deployed.ts';
import { sectionsRead } from './read.function.ts';

export const handler = sectionsRead(deployed('published'));
