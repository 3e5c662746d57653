/**
 * Reads one environment variable by name and fails loudly without it. Called while a function starts, never in a
 * request, so that a missing name shows at deployment and not at the first reader.
 */
export function environment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The environment variable ${name} is not set`);
  return value;
}
