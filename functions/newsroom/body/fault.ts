import { Failure } from '../../shared/failure.ts';

/** @param detail what is wrong with the body, as a sentence without a subject. */
export const bodyFault = (detail: string, cause?: unknown) =>
  new Failure('field-invalid', `The body ${detail}.`, { faults: [{ pointer: '/body', detail }], cause });
