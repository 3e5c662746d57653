import { Document, isMap, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Operations, Revision, WorkingCopy } from './api.generated.ts';
import { CommandFault } from './command.ts';
import { mergeRuns, type Run, settle } from './merge.ts';

/** An article as it is sent. */
export type Content = Operations['saveArticle']['body'];

/** What is wrong with a file, and where. */
export class ManuscriptFault extends CommandFault {
  override readonly name = 'ManuscriptFault';
  constructor(file: string, lineNumber: number, message: string) {
    super(`${file}:${lineNumber}: ${message}`);
  }
}

/** An article's file: front matter in YAML between two lines of `---`, then the text. */
export interface Manuscript {
  readonly content: Content;
  /** The revision the text was made from. */
  readonly revision: number | undefined;
  /** What else the seeds say of an article, as it stands there. */
  readonly history: Readonly<Partial<Record<HistoryField, string>>>;
  /** The line of the file that a JSON pointer into the content is about. */
  lineOf(pointer: string): number;
}

const historyFields = ['publishedAt', 'updatedAt', 'corrections', 'movedFrom', 'withdrawn'] as const;
type HistoryField = (typeof historyFields)[number];

const FENCED = /^---\r?\n(?:([\s\S]*?)\r?\n)?---(?:\r?\n([\s\S]*))?$/;
const OPEN_CONFLICT = /^(<{7}|>{7}) /m;

/**
 * Reads one field's value, and what is in it by `readPart`.
 * @returns what is wrong with it, where it is not as it should be.
 */
type Reader = (value: unknown, readPart: ReadPart) => Result;
type Result = { readonly value?: unknown } | string;
type ReadPart = (name: string, reader: Reader | undefined, value: unknown) => unknown;
type Readers = Readonly<Record<string, Reader>>;

const text = (value: unknown): Result => (typeof value === 'string' ? { value } : 'must be one line of text');
const optional: Reader = (value) => (value === '' ? {} : text(value));
const list: Reader = (value) => {
  if (value === '') return { value: [] };
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  return isList ? { value } : 'must be a list such as [one, two]';
};
const whole: Reader = (value) =>
  typeof value === 'string' && /^\d{1,9}$/.test(value) ? { value: Number(value) } : 'must be a whole number';
const choice =
  (options: Readonly<Record<string, unknown>>): Reader =>
  (value) =>
    typeof value === 'string' && Object.hasOwn(options, value)
      ? { value: options[value] }
      : `must be ${Object.keys(options).join(' or ')}`;
const nullable: Reader = (value) => (value === '' || value === 'null' ? { value: null } : text(value));
const readerOf = (readers: Readers, name: string) => (Object.hasOwn(readers, name) ? readers[name] : undefined);
/** Lines below the field, each a part of it. */
const group =
  (parts: Readers, fault: string): Reader =>
  (value, readPart) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault;
    const read = Object.entries(value).map(([name, part]) => [name, readPart(name, readerOf(parts, name), part)]);
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

const image = group(
  {
    url: text,
    alt: text,
    caption: nullable,
    credit: nullable,
    width: whole,
    height: whole,
    sources: groups({ url: text, width: whole }, 'must be a list, each with url and width on lines of their own'),
  },
  'must have url, alt, width and height on lines below it',
);

/** The fields of front matter, and the name each has in the API where that is another one. */
const readers: Readers = {
  headline: text,
  standfirst: text,
  slug: optional,
  section: text,
  tags: list,
  byline: list,
  language: optional,
  translations: groups(
    { language: text, url: text },
    'must be a list, each with language and url on lines of their own',
  ),
  comments: choice({ open: true, closed: false }),
  format: choice({ markdown: 'markdown', html: 'html' }),
  image: (value, readPart) => (value === '' ? { value: null } : image(value, readPart)),
  revision: whole,
};
const apiNames: Readonly<Record<string, string>> = { comments: 'commentsOpen' };

/**
 * Parses an article's file. Values are text, whatever they look like: a headline may well be `1984`. Whether they make
 * an article is for the API to say; {@link Manuscript.lineOf} finds the line it speaks of.
 * @throws ManuscriptFault naming the file and the line.
 */
export function parseManuscript(file: string, source: string): Manuscript {
  const conflict = OPEN_CONFLICT.exec(source);
  if (conflict) {
    const line = source.slice(0, conflict.index).split('\n').length;
    throw new ManuscriptFault(file, line, 'two versions stand here; choose between them, and take the marks away');
  }
  const fenced = FENCED.exec(source.replace(/^\ufeff/, ''));
  if (!fenced) throw new ManuscriptFault(file, 1, 'the file must begin with front matter between two lines of ---');
  const [, yaml = '', body = ''] = fenced;
  const front = parseFrontMatter(file, yaml);

  const fields = new Map<string, unknown>();
  const history: Partial<Record<HistoryField, string>> = {};
  const read = (path: readonly string[], reader: Reader | undefined, value: unknown): unknown => {
    const result = reader?.(value, (name, inner, part) => read([...path, name], inner, part));
    if (!result) throw new ManuscriptFault(file, front.lineAt(path), `there is no field "${path.join('.')}"`);
    if (typeof result === 'string') throw new ManuscriptFault(file, front.lineAt(path), `${path.join('.')} ${result}`);
    return result.value;
  };
  for (const [name, value] of Object.entries(front.values)) {
    const isHistory = (historyFields as readonly string[]).includes(name);
    if (isHistory) history[name as HistoryField] = typeof value === 'string' ? value : JSON.stringify(value);
    else fields.set(name, read([name], readerOf(readers, name), value));
  }
  const { revision, ...rest } = Object.fromEntries(
    [...fields].filter(([, value]) => value !== undefined).map(([name, value]) => [apiNames[name] ?? name, value]),
  ) as unknown as Content & { revision?: number };
  const bodyLine = yaml === '' ? 3 : yaml.split('\n').length + 3;
  return {
    content: { ...rest, body: body.replaceAll(/\r\n?/g, '\n') },
    revision,
    history,
    lineOf(pointer) {
      const [name = '', ...inner] = pointer.split('/').slice(1);
      if (name === 'body') return bodyLine;
      const [known = name] = Object.entries(apiNames).find(([, apiName]) => apiName === name) ?? [];
      return front.lineAt([known, ...inner]);
    },
  };
}

/**
 * Parses a text that is to be saved as it is: of what happened to an article, or will, it cannot say anything.
 * @throws ManuscriptFault naming the file and the line.
 */
export function parseText(file: string, source: string): Manuscript {
  const manuscript = parseManuscript(file, source);
  const [field] = Object.keys(manuscript.history);
  if (field === undefined) return manuscript;
  const line = manuscript.lineOf(`/${field}`);
  throw new ManuscriptFault(
    file,
    line,
    `${field} is only for broadsheet import; publish, correct and withdraw do the rest`,
  );
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
    throw new ManuscriptFault(file, lineOfOffset(error.pos[0]), `${what.replace(/ at line \d+.*$/, '')} (${hint})`);
  }
  visit(document, {
    Alias(_, node) {
      const line = lineOfOffset(node.range?.[0] ?? 0);
      throw new ManuscriptFault(file, line, 'a value that begins with * needs quotes around it');
    },
  });
  const values: unknown = document.toJS() ?? {};
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    throw new ManuscriptFault(file, 2, 'the front matter must be a list of "name: value" lines');
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

/** What an article's editors have, as it would be sent again. */
export const contentOf = ({
  body,
  format,
  language,
  translations,
  image,
  commentsOpen,
  ...copy
}: WorkingCopy): Content => ({
  headline: copy.headline,
  standfirst: copy.standfirst,
  slug: copy.slug,
  section: copy.section,
  tags: copy.tags,
  byline: copy.byline.map(({ name }) => name),
  body,
  format,
  language,
  translations,
  image,
  commentsOpen,
});

/** An article's file, from which {@link parseManuscript} makes the same content. It ends with a line break. */
export function printManuscript(content: Content, revision?: number): string {
  return `---\n${printFront(content, revision).join('')}---\n${printBody(content)}`;
}

/** Text as editors leave it: line feeds only, and one at the end. */
const printBody = ({ body }: Content) => body.replaceAll(/\r\n?/g, '\n').replace(/(?<=[^\n])$/, '\n');

/** Each field as its line or lines, always in the same order; empty for a field that is not there. */
function printFront(content: Content, revision?: number): string[] {
  const { image, format, translations = [] } = content;
  return Object.entries({
    headline: content.headline,
    standfirst: content.standfirst ?? '',
    slug: content.slug,
    section: content.section,
    tags: content.tags ?? [],
    byline: content.byline,
    language: content.language,
    translations: translations.length > 0 ? translations : undefined,
    comments: content.commentsOpen === false ? 'closed' : 'open',
    format: format === 'html' ? format : undefined,
    image: image ? { ...image, sources: image.sources?.length ? image.sources : undefined } : undefined,
    revision,
  }).map(([name, value]) => (value === undefined ? '' : printField(name, value)));
}

function printField(name: string, value: unknown): string {
  if (value === '') return `${name}:\n`;
  const document = new Document({ [name]: value });
  const node = document.get(name, true);
  if (isSeq(node) && !node.items.some(isMap)) node.flow = true;
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

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
