/**
 * Reads one environment variable by name and fails loudly without it. Called while a function starts, never in a
 * request, so that a missing name shows at deployment and not at the first reader.
 */
export function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}

/** The name of the variable that holds the address mail comes from; it is set only where there is a sender. */
export const MAIL_FROM = 'MAIL_FROM';
/** The name of the variable that holds the address moderators read. */
export const MODERATORS_MAIL = 'MODERATORS_MAIL';
