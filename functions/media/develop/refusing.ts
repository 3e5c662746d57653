import type { Developer } from '../developUploads.ts';

/** Refuses every file. */
export const refusing: Developer = {
  develop: async () => ({ kind: 'refused', fault: 'Files are not developed here.' }),
  crop: async () => ({ kind: 'refused', fault: 'Files are not developed here.' }),
};
