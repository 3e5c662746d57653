/** A sentence for the person at the keyboard, without a stack trace. */
export class StartFailure extends Error {}
