import { deployed } from '../shared/data/collaborators.ts';
import { deployedObjects } from '../shared/objects/deployed.ts';
import { mediaManage } from './manage.function.ts';

export const handler = mediaManage({ ...deployed('published', 'newsroom'), objects: deployedObjects() });
