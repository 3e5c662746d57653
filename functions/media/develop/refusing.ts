import type { Developer } from '../developUploads.ts';

/** Refuses every file: for tests that develop none. */
export const refusing: Developer = {
  develop: async () => ({ kind: 'refused', fault: 'Files are not developed here.' }),
  crop: async () => ({ kind: 'refused', fault: 'Files are not developed here.' }),
};
