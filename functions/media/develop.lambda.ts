import { deployed } from '../shared/data/collaborators.ts';
import { createLog } from '../shared/log.ts';
import { deployedObjects } from '../shared/objects/deployed.ts';
import { mediaDevelop } from './develop.function.ts';

export const handler = mediaDevelop({
  ...deployed('newsroom'),
  objects: deployedObjects(),
  // TEMPORARY until functions/media/develop/ is there.
  develop: async () => ({ kind: 'refused', fault: 'Files cannot be developed yet.' }),
  log: createLog('media.develop'),
});
