import { deployed } from '../shared/data/collaborators.ts';
import { createLog } from '../shared/log.ts';
import { deployedObjects } from '../shared/objects/deployed.ts';
import { refusing } from './develop/refusing.ts';
import { mediaDevelop } from './develop.function.ts';

export const handler = mediaDevelop({
  ...deployed('published', 'newsroom'),
  objects: deployedObjects(),
  ...refusing,
  log: createLog('media.develop'),
});
