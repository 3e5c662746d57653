import { builtLanguage } from '../shared/builtLanguage.ts';
import { deployedObjects } from '../shared/objects/deployed.ts';
import { mediaRead } from './read.function.ts';

export const handler = mediaRead({ objects: deployedObjects(), clock: () => new Date(), language: builtLanguage() });
