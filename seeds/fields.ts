import { isCollection, LineCounter, parseDocument, type ScalarTag } from 'yaml';
import * as z from 'zod/mini';
import { anyInstant } from '../functions/shared/instant.ts';
import { SeedFault } from './fault.ts';

/** Makes instants dates, as YAML 1.1 did; what no calendar has stays text, and so is no date. */
const instantTag: ScalarTag = {
  tag: 'tag:yaml.org,2002:timestamp',
  identify: (value) => value instanceof Date,
  default: true,
  test: /^\d{4}-\d\d-\d\d[Tt]\S+$/,
  resolve: (text) => {
    const parsed = z.safeParse(anyInstant, text);
    return parsed.success ? new Date(parsed.data) : text;
  },
};

/**
 * Parses YAML, and so JSON too.
 * @param options.whole what is said of a text that is another thing altogether.
 * @param options.firstLine where the text begins in its file.
 * @throws SeedFault naming the file and the line of the first fault.
 */
export function parseFields<Schema extends z.ZodMiniType>(
  file: string,
  text: string,
  schema: Schema,
  { whole, firstLine = 1 }: { readonly whole: string; readonly firstLine?: number },
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, customTags: [instantTag], prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line + firstLine - 1;
  const [error] = document.errors;
  if (error) throw new SeedFault(file, lineAt(error.pos[0]), error.message);
  const result = z.safeParse(schema, document.toJS());
  if (result.success) return result.data;

  const [issue] = result.error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...unknown];
  throw new SeedFault(file, lineAt(offsetOf(document.contents, path)), describe(path.join('.'), issue) ?? whole);
}

/** Where the value at a path begins, or the nearest thing around it that is there. */
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
