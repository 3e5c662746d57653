/** The name of the variable that holds the site's public origin, such as `https://example.org`, for absolute addresses. */
export const SITE_ORIGIN = 'SITE_ORIGIN';

/**
 * Reads one environment variable by name and fails loudly without it. Called while a function starts, never in a
 * request, so that a missing name shows at deployment and not at the first reader.
 */
export function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
