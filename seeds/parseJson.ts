import { isCollection, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod/mini';
import { FileFault } from '../infra/cli/fileFault.ts';

/**
 * Parses and validates JSON, with the YAML parser because that one reports positions.
 * @param whole the message when the text as a whole has the wrong type.
 * @throws FileFault naming the file and the line of the first fault.
 */
export function parseJson<Schema extends z.ZodMiniType>(
  file: string,
  text: string,
  schema: Schema,
  whole: string,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const [error] = document.errors;
  if (error) throw new FileFault(file, lineAt(error.pos[0]), error.message);
  const result = z.safeParse(schema, document.toJS());
  if (result.success) return result.data;

  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...unknown];
  throw new FileFault(file, lineAt(offsetOf(document.contents, path)), describe(path.join('.'), issue) ?? whole);
}

/** The offset of the value at a path, or of the nearest enclosing value that exists. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0 && isCollection(contents); length -= 1) {
    const node = contents.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return node.range[0];
  }
  return 0;
}

function describe(name: string, issue: z.core.$ZodIssue | undefined): string | undefined {
  if (!issue || name === '') return undefined;
  if (issue.code === 'unrecognized_keys') return `there is no field "${name}"`;
  if (issue.code === 'invalid_type') return `${name} must be a ${issue.expected} and is missing or another thing`;
  if (issue.code === 'too_big') return `${name} is too long: at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `${name} must not be empty`;
  if (issue.code === 'invalid_value') return `${name} must be ${issue.values.join(' or ')}`;
  return `${name} ${issue.message}`;
}
