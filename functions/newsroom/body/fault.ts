import { Failure } from '../../shared/failure.ts';

/** @param detail the fault, as a sentence without its subject. */
export const bodyFault = (detail: string, cause?: unknown) =>
  new Failure('field-invalid', `The body ${detail}.`, { faults: [{ pointer: '/body', detail }], cause });
