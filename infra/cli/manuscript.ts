import { isDeepStrictEqual } from 'node:util';
import { Document, isMap, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import * as z from 'zod/mini';
import { ArticleSlug } from '../../functions/articles/schema.ts';
import { ArticleContent, contentOf } from '../../functions/newsroom/articles/fields.ts';
import { mergeRuns, type Run, settle } from '../../functions/newsroom/articles/mergeRuns.ts';
import type { Revision, WorkingCopy } from '../../functions/newsroom/articles/schema.ts';
import { codeIn } from '../../functions/newsroom/body/markdown.ts';
import { PageContent } from '../../functions/newsroom/pages/schema.ts';
import { parseBody } from '../../functions/shared/api/request.ts';
import { Failure } from '../../functions/shared/failure.ts';
import { anyInstant } from '../../functions/shared/instant.ts';
import { line } from '../../functions/shared/text.ts';
import { paperWords } from '../../functions/words/words.ts';
import type { Answer, Request } from './api.ts';
import { FileFault } from './fileFault.ts';

/** The body of a request that creates an article. */
export type Content = Request<'POST /v1/newsroom/articles'>['body'];

/** The body of a request that creates a page. */
export type PageBody = Request<'POST /v1/newsroom/pages'>['body'];

/** A parsed article file: YAML front matter between two lines of `---`, then the text. */
export interface Manuscript {
  /** The article's fields and text. */
  readonly content: Content;
  /** Past and future events of the article, for import and seeds. */
  readonly history: History;
  /** The revision that the text is based on. */
  readonly revision: number | undefined;
  /** The line of the file for a JSON pointer into the content or the history. */
  lineOf(pointer: string): number;
}

const History = z.object({
  publishedAt: z.optional(anyInstant),
  /** When the article was published again without a correction. */
  updatedAt: z.optional(anyInstant),
  corrections: z.optional(z.array(z.object({ at: anyInstant, note: line(1_000) }))),
  /** Former slugs that redirect to the article, oldest first. */
  movedFrom: z.optional(z.array(ArticleSlug)),
  withdrawn: z.optional(anyInstant),
});
export type History = z.output<typeof History>;

const FENCED = /^---\r?\n(?:([\s\S]*?)\r?\n)?---(?:\r?\n([\s\S]*))?$/;
/** A conflict marker of any tool, and one that `broadsheet edit` writes. */
const CONFLICT = /^(?:<{7}|>{7}) /;
const OWN_CONFLICT = /^(?:<{7} yours|>{7} .+, revision \d+)$/;

/**
 * Reads one field's value, and nested values by `readPart`.
 * @returns the value, or the fault as the end of a sentence that begins with the field's name.
 */
type Reader = (value: unknown, readPart: ReadPart) => Result;
type Result = { readonly value?: unknown } | string;
type ReadPart = (name: string, reader: Reader | undefined, value: unknown) => unknown;
type Readers = Readonly<Record<string, Reader>>;

const text: Reader = (value) => (typeof value === 'string' ? { value } : 'must be one line of text');
const NO_LIST = 'must be a list such as [one, two]';
const list: Reader = (value) => {
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isList ? { value } : value === '' ? { value: [] } : NO_LIST;
};
const whole: Reader = (value) =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? { value: Number(value) } : 'must be a whole number';
const choice =
  (options: Readonly<Record<string, unknown>>): Reader =>
  (value) =>
    typeof value === 'string' && Object.hasOwn(options, value)
      ? { value: options[value] }
      : `must be ${Object.keys(options).join(' or ')}`;
/** A nested map. */
const group =
  (parts: Readers, fault: string): Reader =>
  (value, readPart) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault;
    const read = Object.entries(value).map(([name, part]) => [name, readPart(name, named(parts, name), part)]);
    return { value: Object.fromEntries(read) };
  };
/** A list of nested maps, and of texts where `isText` allows them. */
const groups =
  (parts: Readers, fault: string, isText = (_: unknown) => false): Reader =>
  (value, readPart) => {
    if (value === '') return { value: [] };
    if (!Array.isArray(value)) return fault;
    const read = (each: unknown, index: number) =>
      isText(each) ? each : readPart(`${index}`, group(parts, fault), each);
    return { value: value.map(read) };
  };
const named = (readers: Readers, name: string) => (Object.hasOwn(readers, name) ? readers[name] : undefined);

/** The reader for a schema's type. It converts YAML text to that type; validating the value is left to the schema. */
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
    case 'union': {
      const shape = mergedShape(def.options);
      if (!shape) return def.options.map(readerOf).at(-1) ?? text;
      const kinds = shapesAmong(def.options).map(required).toReversed().join(', or ');
      return group(readersOf(shape), `must have ${kinds} on lines below it`);
    }
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
      if (element.type === 'object') {
        const fault = `must be a list, each with ${required(element.shape)} on lines of their own`;
        return groups(readersOf(element.shape), fault);
      }
      const shape = element.type === 'union' ? shapesAmong(element.options).at(0) : undefined;
      return shape ? groups(readersOf(shape), NO_LIST, (each) => typeof each === 'string') : list;
    }
    default:
      return text;
  }
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** The shapes of the objects among several schemas. */
const shapesAmong = (schemas: readonly z.core.$ZodType[]): readonly Shape[] =>
  schemas
    .map((schema) => (schema as z.core.$ZodTypes)._zod.def)
    .flatMap((def) => (def.type === 'object' ? [def.shape] : []));

/** All that objects of several kinds may have; undefined where one schema is no object's. */
const mergedShape = (schemas: readonly z.core.$ZodType[]): Shape | undefined => {
  const shapes = shapesAmong(schemas);
  return shapes.length === schemas.length ? Object.assign({}, ...shapes) : undefined;
};

const readersOf = (shape: Shape): Readers =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, readerOf(schema)]));

/** The names of a shape's required fields: `url, alt and width`. */
function required(shape: Shape): string {
  const names = Object.keys(shape).filter(
    (name) => !['default', 'optional'].includes((shape[name] as z.core.$ZodTypes)._zod.def.type),
  );
  return new Intl.ListFormat('en-GB').format(names);
}

/** The fields of an article that files have. `sourceVersion` is set by imports, not by files. */
const { sourceVersion: _sourceVersion, ...fileShape } = ArticleContent.shape;
const { body: _body, commentsOpen: _commentsOpen, ...contentShape } = fileShape;
/** Those of a page that files have. */
const { sourceVersion: _pageVersion, ...pageFileShape } = PageContent.shape;
const { body: _pageBody, ...pageShape } = pageFileShape;

const IN_LIBRARY = 'media:';
const contentReaders = readersOf(contentShape);
/** `image: media:ID` is a picture of the media library with the texts of its record. */
const image: Reader = (value, readPart) =>
  typeof value === 'string' && value.startsWith(IN_LIBRARY)
    ? { value: { media: value.slice(IN_LIBRARY.length) } }
    : (contentReaders.image ?? text)(value, readPart);

/** The fields of front matter: an article's, and those that only files have. */
const readers: Readers = {
  ...contentReaders,
  ...readersOf({ lists: pageShape.lists }),
  image,
  comments: choice({ open: true, closed: false }),
  ...readersOf(History.shape),
  id: text,
  revision: whole,
};
/** API names of the fields that files call otherwise. */
const apiNames: Readonly<Record<string, string>> = { comments: 'commentsOpen', id: 'source' };

/**
 * Parses an article file. Values are text, whatever YAML would make of them: a headline may be `1984`. The API validates the
 * content; {@link Manuscript.lineOf} finds the line of each of its errors.
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

  const read = readingOf(file, front);
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
    // The API validates it.
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

/** Reads the value at a path of a file's fields. @throws FileFault for an unknown field or a wrong value. */
function readingOf(file: string, front: Pick<ReturnType<typeof parseFrontMatter>, 'lineAt'>) {
  return function read(path: readonly string[], reader: Reader | undefined, value: unknown): unknown {
    const result = reader?.(value, (name, inner, part) => read([...path, name], inner, part));
    if (!result) throw new FileFault(file, front.lineAt(path), `there is no field "${path.join('.')}"`);
    if (typeof result === 'string') throw new FileFault(file, front.lineAt(path), `${path.join('.')} ${result}`);
    return result.value;
  };
}

/**
 * Parses fields as front matter has them, in a file of nothing else.
 * @returns what is said; a field that is left empty says nothing.
 * @throws FileFault naming the file and the line.
 */
export function parseFields(
  file: string,
  source: string,
  shape: Shape,
): { readonly fields: Readonly<Record<string, unknown>>; readonly lineOf: (pointer: string) => number } {
  const [, yaml = ''] = /^\ufeff?---\r?\n([\s\S]*)$/.exec(source) ?? [];
  if (yaml === '') throw new FileFault(file, 1, 'the file must begin with a line of ---');
  const front = parseFrontMatter(file, yaml);
  const read = readingOf(file, front);
  const ownReaders = readersOf(shape);
  const fields = Object.entries(front.values).flatMap(([name, value]) => {
    const found = read([name], named(ownReaders, name), value);
    return found === undefined ? [] : [[name, found] as const];
  });
  return { fields: Object.fromEntries(fields), lineOf: (pointer) => front.lineAt(pointer.split('/').slice(1)) };
}

/**
 * The number of the first line, from 1, with a conflict marker. Markers in a code block may be the article's subject, so
 * they do not count, except those that `broadsheet edit` writes, which may be anywhere.
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
 * Validates a part of a manuscript.
 * @throws FileFault with the API's message for the first fault, and its line.
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
    throw new FileFault(file, lineOf(fault.pointer), `${name} ${fault.detail(paperWords('en'))}`);
  }
}

/**
 * Parses a file for `new` and `edit`, which may not contain history.
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
  // The only YAML schema that leaves every value as text.
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
    /** The line of the value at a path, or of the nearest enclosing value that exists. */
    lineAt(path: readonly string[]): number {
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
        if (node?.range) return lineOfOffset(node.range[0]);
      }
      return 1;
    },
  };
}

/** The body of a request that patches an article. */
export type Patch = Request<'PATCH /v1/newsroom/articles/{id}'>['body'];

/**
 * Turns a file's content into a patch of its article. A field that the file leaves out becomes null, which restores the
 * default. Exceptions keep their value: slug and source, which identify the article, and fields that this version of the
 * command does not know.
 */
export function patchOf(content: Content): Patch {
  const { source, ...shape } = fileShape;
  return nameAll(z.object(content.source === undefined ? shape : { ...shape, source }), content) as Patch;
}

function nameAll(schema: z.core.$ZodType, value: unknown): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'default' || def.type === 'nullable') return nameAll(def.innerType, value);
  const shape = def.type === 'object' ? def.shape : def.type === 'union' ? mergedShape(def.options) : undefined;
  if (!shape || !isObject(value)) return value ?? null;
  const found: Readonly<Record<string, unknown>> = { ...value };
  return Object.fromEntries(
    Object.entries(shape)
      .filter(([name, field]) => name in found || field._zod.def.type !== 'optional')
      .map(([name, field]) => [name, nameAll(field, found[name])]),
  );
}

/** The same of a page. */
export function pagePatchOf(content: PageBody): Request<'PATCH /v1/newsroom/pages/{id}'>['body'] {
  const { source, ...shape } = pageFileShape;
  return nameAll(
    z.object(content.source ? { ...shape, source } : shape),
    content,
  ) as Request<'PATCH /v1/newsroom/pages/{id}'>['body'];
}

/** The content of a page's working copy or revision, in the form in which it is sent. */
export const pageContentOf = (copy: unknown): PageBody => z.parse(PageContent, copy);

/** Prints the file of a page, which {@link parseManuscript} reads as well. */
export function printPage(content: PageBody, revision?: number): string {
  return `---\n${printPageFront(content, revision).join('')}---\n${printBody(content)}`;
}

const printPageFront = (content: PageBody, revision?: number): string[] => [
  ...Object.entries(pageShape).map(([name, schema]) => printContent(name, schema, content[name as keyof PageBody])),
  revision === undefined ? '' : printField('revision', revision),
];

/** Prints an article file, the inverse of {@link parseManuscript}. It ends with a line break. */
export function printManuscript(content: Content, revision?: number): string {
  return `---\n${printFront(content, revision).join('')}---\n${printBody(content)}`;
}

/** Normalizes line breaks to line feeds, with one at the end, as editors do. */
const printBody = ({ body }: Pick<Content, 'body'>) => body.replaceAll(/\r\n?/g, '\n').replace(/(?<=[^\n])$/, '\n');

/**
 * Each field as its line or lines, always in the same order; empty for an absent field. Fields with their default are left
 * out, except empty ones, which are printed so that a person can fill them in.
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
  if (name === 'image' && isObject(value) && 'media' in value) return printField(name, printPicture(value));
  return isUsual && !isBlank ? '' : printField(name, value ?? defaultValue);
}

/** A picture of the library with the article's own texts; without one, by its id alone. */
function printPicture({ media, ...texts }: { readonly media?: unknown }): unknown {
  const own = Object.entries(texts).filter(([, text]) => text !== null);
  return own.length === 0 ? `${IN_LIBRARY}${media}` : { media, ...Object.fromEntries(own) };
}

/** Prints a field as front matter has it. */
export function printField(name: string, value: unknown): string {
  if (value === '' || value === null) return `${name}:\n`;
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
  /** The number of conflicts. The text has each between conflict markers, with all three versions. */
  readonly conflicts: number;
}

/** Merges a person's text of an article with the current working copy, both derived from `base`. */
export const mergeManuscripts = (base: Revision['content'], mine: Content, theirs: WorkingCopy): Merged =>
  mergeTexts([base, mine, contentOf(theirs)], printFront, theirs);

/** The same of a page. */
export const mergePages = (base: PageBody, mine: PageBody, theirs: Answer<'GET /v1/newsroom/pages/{id}'>): Merged =>
  mergeTexts([base, mine, pageContentOf(theirs)], printPageFront, theirs);

/**
 * Three-way merge of a text and the current one, both derived from the first: by field in front matter, by line in the text.
 * The result is based on the current revision.
 */
function mergeTexts<Text extends { readonly body: string }>(
  [base, mine, current]: readonly [Text, Text, Text],
  print: (text: Text, revision: number) => readonly string[],
  theirs: Pick<WorkingCopy, 'revision' | 'changedBy'>,
): Merged {
  const [mineFields, theirFields] = [mine, current].map((text) => print(text, theirs.revision));
  const lines = (text: Text) => printBody(text).split(/(?<=\n)/);
  const front = print(base, theirs.revision).map((field, index) =>
    settle([field], [mineFields?.[index] ?? ''], [theirFields?.[index] ?? '']),
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
