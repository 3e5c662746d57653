import * as z from 'zod/mini';
import { line } from './text.ts';

export const Email = z.pipe(line(254), z.email({ error: 'must be an email address such as name@example.com' }));
