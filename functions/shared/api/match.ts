/**
 * Matches a path against an API Gateway template (`/v1/articles/{slug}`). A parameter is one whole, non-empty segment;
 * both sides are already percent-decoded.
 * @returns the parameters, or undefined when the path does not match.
 */
export function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined;
    } else if (value === '') {
      return undefined;
    } else {
      parameters[segment.slice(1, -1)] = value;
    }
  }
  return parameters;
}
