import * as z from 'zod/mini';

export const isUnique = (list: readonly unknown[]) => new Set(list).size === list.length;

export const unique = (what: string) => z.refine<readonly string[]>(isUnique, `must not name ${what} twice`);
