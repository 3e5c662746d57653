import type { Words } from '../words/en.ts';
import type { Kind } from './fields.ts';

/** The label of a kind of text; empty for news, which goes without saying. */
export const labelOf = (kind: Kind, { kinds }: Pick<Words, 'kinds'>): string => (kind === 'news' ? '' : kinds[kind]);
