/** An error whose message is shown to the person at the keyboard without a stack trace. */
export class StartFailure extends Error {}
