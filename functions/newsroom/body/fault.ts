import { Failure } from '../../shared/failure.ts';
import type { Say } from '../../words/en.ts';

/** @param detail the fault, as a sentence without its subject. */
export const bodyFault = (detail: Say, cause?: unknown) =>
  new Failure('field-invalid', (words) => `${words.sentence(words.failures.theBody, detail(words))}.`, {
    faults: [{ pointer: '/body', detail }],
    cause,
  });
