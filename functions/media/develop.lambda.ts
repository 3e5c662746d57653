import { deployed } from '../shared/data/collaborators.ts';
import { createLog } from '../shared/log.ts';
import { deployedObjects } from '../shared/objects/deployed.ts';
import { crop, develop } from './develop/develop.ts';
import { mediaDevelop } from './develop.function.ts';

export const handler = mediaDevelop({
  ...deployed('published', 'newsroom'),
  objects: deployedObjects(),
  develop,
  crop,
  log: createLog('media.develop'),
});
