/**
 * Reads an environment variable and throws without it. Call it at start-up, so that a missing one fails the deployment
 * and not a request.
 */
export function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}

/** The environment variable with the sender's address; set only when there is a sender. */
export const MAIL_FROM = 'MAIL_FROM';
/** The environment variable that turns off the memory of answers with `off`, so that the bench can measure without it. */
export const ANSWER_MEMORY = 'ANSWER_MEMORY';
/** The environment variable with the moderators' address. */
export const MODERATORS_MAIL = 'MODERATORS_MAIL';
