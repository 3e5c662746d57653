import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';

export const isUnique = (list: readonly unknown[]) => new Set(list).size === list.length;

export const unique = (name: `${'tag' | 'section' | 'use' | 'person' | 'keyword'}Twice`) =>
  z.refine<readonly string[]>(isUnique, fault(name));
