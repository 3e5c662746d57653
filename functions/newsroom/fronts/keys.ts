import { frontPartition } from '../../fronts/keys.ts';

/** The version of a front, in the Newsroom table; its editions are public. */
export const frontHeadKey = (front: string) => ({ pk: frontPartition(front), sk: 'HEAD' });
