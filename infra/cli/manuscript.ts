import { isDeepStrictEqual } from 'node:util';
import { Document, isMap, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import * as z from 'zod/mini';
import { ArticleSlug } from '../../functions/articles/schema.ts';
import { ArticleContent, contentOf } from '../../functions/newsroom/articles/fields.ts';
import { codeIn } from '../../functions/newsroom/body/markdown.ts';
import { parseBody } from '../../functions/shared/api/request.ts';
import { Failure } from '../../functions/shared/failure.ts';
import { anyInstant } from '../../functions/shared/instant.ts';
import { line } from '../../functions/shared/text.ts';
import type { Operations, Revision, WorkingCopy } from './api.generated.ts';
import { FileFault } from './fileFault.ts';
import { mergeRuns, type Run, settle } from './merge.ts';

/** An article as it is sent. */
export type Content = Operations['createArticle']['body'];

/** An article's file: front matter in YAML between two lines of `---`, then the text. */
export interface Manuscript {
  /** What it says of the article. */
  readonly content: Content;
  /** What it says of what happened to the article, or will: for import and seeds. */
  readonly history: History;
  /** The revision the text was made from. */
  readonly revision: number | undefined;
  /** The line of the file that a JSON pointer into the content or the history is about. */
  lineOf(pointer: string): number;
}

const History = z.object({
  publishedAt: z.optional(anyInstant),
  /** When it was published again without a correction. */
  updatedAt: z.optional(anyInstant),
  corrections: z.optional(z.array(z.object({ at: anyInstant, note: line(1_000) }))),
  /** Former slugs that lead to it, the first first. */
  movedFrom: z.optional(z.array(ArticleSlug)),
  withdrawn: z.optional(anyInstant),
});
export type History = z.output<typeof History>;

const FENCED = /^---\r?\n(?:([\s\S]*?)\r?\n)?---(?:\r?\n([\s\S]*))?$/;
/** A mark of a conflict, and one of those that `broadsheet edit` writes. */
const CONFLICT = /^(?:<{7}|>{7}) /;
const OWN_CONFLICT = /^(?:<{7} yours|>{7} .+, revision \d+)$/;

/**
 * Reads one field's value, and what is in it by `readPart`.
 * @returns what is wrong with it, where it is not as it should be.
 */
type Reader = (value: unknown, readPart: ReadPart) => Result;
type Result = { readonly value?: unknown } | string;
type ReadPart = (name: string, reader: Reader | undefined, value: unknown) => unknown;
type Readers = Readonly<Record<string, Reader>>;

const text: Reader = (value) => (typeof value === 'string' ? { value } : 'must be one line of text');
const list: Reader = (value) => {
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isList ? { value } : value === '' ? { value: [] } : 'must be a list such as [one, two]';
};
const whole: Reader = (value) =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? { value: Number(value) } : 'must be a whole number';
const choice =
  (options: Readonly<Record<string, unknown>>): Reader =>
  (value) =>
    typeof value === 'string' && Object.hasOwn(options, value)
      ? { value: options[value] }
      : `must be ${Object.keys(options).join(' or ')}`;
/** Lines below the field, each a part of it. */
const group =
  (parts: Readers, fault: string): Reader =>
  (value, readPart) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault;
    const read = Object.entries(value).map(([name, part]) => [name, readPart(name, named(parts, name), part)]);
    return { value: Object.fromEntries(read) };
  };
/** A list of such groups. */
const groups =
  (parts: Readers, fault: string): Reader =>
  (value, readPart) => {
    if (value === '') return { value: [] };
    if (!Array.isArray(value)) return fault;
    return { value: value.map((each, index) => readPart(`${index}`, group(parts, fault), each)) };
  };
const named = (readers: Readers, name: string) => (Object.hasOwn(readers, name) ? readers[name] : undefined);

/** How a value is read, by the kind of its schema; whether it is a good one is for the schema itself to say. */
function readerOf(schema: z.core.$ZodType): Reader {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'default':
    case 'optional': {
      const read = readerOf(def.innerType);
      return (value, readPart) => (value === '' ? {} : read(value, readPart));
    }
    case 'nullable': {
      const read = readerOf(def.innerType);
      return (value, readPart) => (value === '' || value === 'null' ? { value: null } : read(value, readPart));
    }
    case 'pipe':
      return readerOf(def.in);
    case 'union':
      return def.options.map(readerOf).at(-1) ?? text;
    case 'number':
      return whole;
    case 'enum':
      return choice(def.entries);
    case 'boolean':
      return choice({ true: true, false: false });
    case 'object':
      return group(readersOf(def.shape), `must have ${required(def.shape)} on lines below it`);
    case 'array': {
      const { def: element } = (def.element as z.core.$ZodTypes)._zod;
      return element.type === 'object'
        ? groups(readersOf(element.shape), `must be a list, each with ${required(element.shape)} on lines of their own`)
        : list;
    }
    default:
      return text;
  }
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;

const readersOf = (shape: Shape): Readers =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, readerOf(schema)]));

/** The names that a shape cannot do without: `url, alt and width`. */
function required(shape: Shape): string {
  const names = Object.keys(shape).filter(
    (name) => !['default', 'optional'].includes((shape[name] as z.core.$ZodTypes)._zod.def.type),
  );
  return new Intl.ListFormat('en-GB').format(names);
}

/** The fields of an article that files have; what its source was is between the API and an import. */
const { sourceVersion: _sourceVersion, ...fileShape } = ArticleContent.shape;
const { body: _body, commentsOpen: _commentsOpen, ...contentShape } = fileShape;

/** The fields of front matter: an article's, and what only files have. */
const readers: Readers = {
  ...readersOf(contentShape),
  comments: choice({ open: true, closed: false }),
  ...readersOf(History.shape),
  id: text,
  revision: whole,
};
/** The name that a field has in the API, where that is another one. */
const apiNames: Readonly<Record<string, string>> = { comments: 'commentsOpen', id: 'source' };

/**
 * Parses an article's file. Values are text, whatever they look like: a headline may well be `1984`. Whether they make
 * an article is for the API to say; {@link Manuscript.lineOf} finds the line it speaks of.
 * @throws FileFault naming the file and the line.
 */
export function parseManuscript(file: string, source: string): Manuscript {
  const conflict = conflictIn(source);
  if (conflict !== undefined) {
    throw new FileFault(file, conflict, 'two versions stand here; choose between them, and take the marks away');
  }
  const fenced = FENCED.exec(source.replace(/^\ufeff/, ''));
  if (!fenced) throw new FileFault(file, 1, 'the file must begin with front matter between two lines of ---');
  const [, yaml = '', body = ''] = fenced;
  const front = parseFrontMatter(file, yaml);

  const read = (path: readonly string[], reader: Reader | undefined, value: unknown): unknown => {
    const result = reader?.(value, (name, inner, part) => read([...path, name], inner, part));
    if (!result) throw new FileFault(file, front.lineAt(path), `there is no field "${path.join('.')}"`);
    if (typeof result === 'string') throw new FileFault(file, front.lineAt(path), `${path.join('.')} ${result}`);
    return result.value;
  };
  if (front.values.id !== undefined && front.values.source !== undefined) {
    throw new FileFault(file, front.lineAt(['id']), 'id and source mean the same; say one of them');
  }
  const fields = Object.entries(front.values).flatMap(([name, value]) => {
    const found = read([name], named(readers, name), value);
    return found === undefined ? [] : [[apiNames[name] ?? name, found] as const];
  });
  const isHistory = ([name]: readonly [string, unknown]) => Object.hasOwn(History.shape, name);
  const history = Object.fromEntries(fields.filter(isHistory));
  const { revision, ...rest } = Object.fromEntries(fields.filter((field) => !isHistory(field))) as {
    readonly revision?: number;
  };
  const bodyLine = yaml === '' ? 3 : yaml.split('\n').length + 3;
  const manuscript = {
    // Whether it makes an article is for the API to say.
    content: { ...rest, body: body.replaceAll(/\r\n?/g, '\n') } as Content,
    revision,
    lineOf(pointer: string) {
      const [name = '', ...inner] = pointer.split('/').slice(1);
      if (name === 'body') return bodyLine;
      const [known = name] =
        Object.entries(apiNames).find(([own, apiName]) => apiName === name && own in front.values) ?? [];
      return front.lineAt([known, ...inner]);
    },
  };
  return { ...manuscript, history: checked(file, manuscript, History, history) };
}

/**
 * The first line, from 1, where two versions stand between marks. Marks in a code block may well be what the article is about,
 * but for those of our own, which stand wherever both have changed the same.
 */
function conflictIn(source: string): number | undefined {
  const lines = source.split(/\r?\n/);
  const marks = lines.flatMap((line, index) => (CONFLICT.test(line) ? [index] : []));
  if (marks.length === 0) return undefined;
  const body = lines.indexOf('---', 1) + 1;
  const code = codeIn(lines.slice(body).join('\n'));
  const isCode = (index: number) => code.some(([first, end]) => index - body >= first && index - body < end);
  const found = marks.find((index) => OWN_CONFLICT.test(lines[index] ?? '') || !isCode(index));
  return found === undefined ? undefined : found + 1;
}

/**
 * A part of a manuscript, once its schema has nothing against it.
 * @throws FileFault with what the API would say of the first fault, and its line.
 */
export function checked<Schema extends z.ZodMiniType>(
  file: string,
  { lineOf }: Pick<Manuscript, 'lineOf'>,
  schema: Schema,
  part: unknown,
): z.output<Schema> {
  try {
    return parseBody(schema, part);
  } catch (error) {
    const [fault] = (error instanceof Failure && error.details.faults) || [];
    if (fault?.pointer === undefined) throw error;
    const name = fault.pointer.slice(1).replaceAll('/', '.');
    throw new FileFault(file, lineOf(fault.pointer), `${name} ${fault.detail}`);
  }
}

/**
 * Parses a text that is to be saved as it is: of what happened to an article, or will, it cannot say anything.
 * @throws FileFault naming the file and the line.
 */
export function parseText(file: string, source: string): Manuscript {
  const manuscript = parseManuscript(file, source);
  const [field] = Object.keys(manuscript.history);
  if (field === undefined) return manuscript;
  const line = manuscript.lineOf(`/${field}`);
  throw new FileFault(file, line, `${field} is only for broadsheet import; publish, correct and withdraw do the rest`);
}

function parseFrontMatter(file: string, yaml: string) {
  const lines = new LineCounter();
  // The one schema that takes every value as the text it is.
  const document = parseDocument(yaml, { lineCounter: lines, schema: 'failsafe' });
  const lineOfOffset = (offset: number) => lines.linePos(offset).line + 1;
  const [error] = document.errors;
  if (error) {
    const [what = error.code] = error.message.split('\n');
    const hint = 'a value with ": " in it, or that begins with a sign, needs quotes around it';
    throw new FileFault(file, lineOfOffset(error.pos[0]), `${what.replace(/ at line \d+.*$/, '')} (${hint})`);
  }
  visit(document, {
    Alias(_, node) {
      const line = lineOfOffset(node.range?.[0] ?? 0);
      throw new FileFault(file, line, 'a value that begins with * needs quotes around it');
    },
  });
  const values: unknown = document.toJS() ?? {};
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new FileFault(file, 2, 'the front matter must be a list of "name: value" lines');
  }
  return {
    values: values as Readonly<Record<string, unknown>>,
    /** The line of the value at a path, or of the nearest thing around it that is there. */
    lineAt(path: readonly string[]): number {
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
        if (node?.range) return lineOfOffset(node.range[0]);
      }
      return 1;
    },
  };
}

/** What a file changes of an article. */
export type Patch = Operations['patchArticle']['body'];

/**
 * A file as a change of the article it was made from: every field that files have, with null for one that is left out, which
 * has its default again; but slug and source, which say which article it is, stay. A field that this command does not know yet
 * stays too.
 */
export function patchOf(content: Content): Patch {
  const { source, ...shape } = fileShape;
  return nameAll(z.object(content.source === undefined ? shape : { ...shape, source }), content) as Patch;
}

function nameAll(schema: z.core.$ZodType, value: unknown): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'default' || def.type === 'nullable') return nameAll(def.innerType, value);
  if (def.type !== 'object' || !isObject(value)) return value ?? null;
  const found: Readonly<Record<string, unknown>> = { ...value };
  return Object.fromEntries(
    Object.entries(def.shape)
      .filter(([name, field]) => name in found || field._zod.def.type !== 'optional')
      .map(([name, field]) => [name, nameAll(field, found[name])]),
  );
}

/** An article's file, from which {@link parseManuscript} makes the same content. It ends with a line break. */
export function printManuscript(content: Content, revision?: number): string {
  return `---\n${printFront(content, revision).join('')}---\n${printBody(content)}`;
}

/** Text as editors leave it: line feeds only, and one at the end. */
const printBody = ({ body }: Content) => body.replaceAll(/\r\n?/g, '\n').replace(/(?<=[^\n])$/, '\n');

/**
 * Each field as its line or lines, always in the same order; empty for one that is not there. What has its default is left
 * out, but for blanks, which stand there to be filled in.
 */
function printFront(content: Content, revision?: number): string[] {
  const { commentsOpen = true } = content;
  return [
    ...Object.entries(contentShape).map(([name, schema]) => printContent(name, schema, content[name as keyof Content])),
    printField('comments', commentsOpen ? 'open' : 'closed'),
    revision === undefined ? '' : printField('revision', revision),
  ];
}

function printContent(name: string, schema: z.core.$ZodType, value: unknown): string {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type !== 'default') return value === undefined ? '' : printField(name, value);
  const { defaultValue, innerType } = def;
  const isBlank = defaultValue === '' || readerOf(innerType) === list;
  const isUsual = value === undefined || isDeepStrictEqual(value, defaultValue);
  return isUsual && !isBlank ? '' : printField(name, value ?? defaultValue);
}

function printField(name: string, value: unknown): string {
  if (value === '') return `${name}:\n`;
  const document = new Document({ [name]: isObject(value) ? withoutEmptyLists(value) : value });
  const node = document.get(name, true);
  if (isSeq(node) && !node.items.some(isMap)) node.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withoutEmptyLists = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => !(Array.isArray(part) && part.length === 0)));

/** A merged file. */
export interface Merged {
  readonly text: string;
  /** How many places both have changed, in two ways; each stands there with all its forms, between marks. */
  readonly conflicts: number;
}

/**
 * Merges what a person wrote with what stands there now, both made from `base`: field by field, the text line by line.
 * The result is made from what stands there now.
 */
export function mergeManuscripts(base: Revision['content'], mine: Content, theirs: WorkingCopy): Merged {
  const current = contentOf(theirs);
  const fields = [base, mine, current].map((content) => printFront(content, theirs.revision));
  const [baseFields = [], mineFields = [], theirFields = []] = fields;
  const lines = (content: Content) => printBody(content).split(/(?<=\n)/);
  const front = baseFields.map((field, index) =>
    settle([field], [mineFields[index] ?? ''], [theirFields[index] ?? '']),
  );
  const body = mergeRuns(lines(base), lines(mine), lines(current));

  const show = (run: Run<string>) =>
    'settled' in run
      ? run.settled.join('')
      : [
          '<<<<<<< yours\n',
          ...run.mine,
          '||||||| before\n',
          ...run.base,
          '=======\n',
          ...run.theirs,
          `>>>>>>> ${theirs.changedBy}, revision ${theirs.revision}\n`,
        ].join('');
  return {
    text: `---\n${front.map(show).join('')}---\n${body.map(show).join('')}`,
    conflicts: [...front, ...body].filter((run) => !('settled' in run)).length,
  };
}
