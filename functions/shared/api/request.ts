import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Say, Words } from '../../words/en.ts';
import { faultIn, OF_LIBRARY } from '../../words/fault.ts';
import { Failure, type FailureCode, type Fault } from '../failure.ts';
import { isForm } from './form.ts';
import { nearestName } from './nearestName.ts';
import { bodySchemaOf, type Caller, type Input, isPublicRead, querySchemaOf, type Route } from './route.ts';
import { originOf } from './siteOrigin.ts';
import { type UnknownName, unknownNames } from './unknownNames.ts';

/** An event after the outer middleware: the body is already parsed. */
export type RequestEvent = Omit<APIGatewayProxyEventV2, 'body'> & { readonly body?: unknown; readonly caller?: Caller };

/**
 * Parses the parts of a request with its route's schemas.
 * @throws Failure with every fault of the first invalid part, in the order path, query, headers, body.
 */
export function parseRequest<R extends Route>(route: R, event: RequestEvent, words?: Words): Input<R> {
  const { method, path, sourceIp, userAgent } = event.requestContext.http;
  return {
    params: parsePart('params', route.params, event.pathParameters ?? {}),
    query: parsePart('query', querySchemaOf(route), event.queryStringParameters ?? {}, !isPublicRead(route)),
    headers: parsePart('headers', route.headers, event.headers),
    body: parsePart('body', bodySchemaOf(route), event.body, true, route.hasPatch),
    request: {
      method,
      path,
      sourceIp,
      userAgent,
      cookies: cookiesOf(event),
      isForm: isForm(event),
      origin: originOf(event),
      words,
      caller: event.caller,
    },
  } as Input<R>;
}

/** Cookies by name. Of two with the same name the first wins, which has the longer path. */
export function cookiesOf({ cookies = [] }: Pick<RequestEvent, 'cookies'>): Readonly<Record<string, string>> {
  const pairs = cookies.map((cookie): [string, string] => {
    const cut = cookie.indexOf('=');
    return [cookie.slice(0, cut).trim(), decoded(cookie.slice(cut + 1).trim())];
  });
  return Object.fromEntries(pairs.reverse());
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

type Part = 'params' | 'query' | 'headers' | 'body';

const failureOf: Readonly<Record<Part, FailureCode>> = {
  params: 'parameter-invalid',
  query: 'query-invalid',
  headers: 'header-invalid',
  body: 'field-invalid',
};

/** Most faults that a failure reports. */
const MOST_FAULTS = 50;
/** Longest name, in characters, that a failure repeats. */
const LONGEST_NAME = 100;

/**
 * @param refusesUnknown whether a name that the schema does not declare, at any depth, is a fault.
 * @param hasPatch whether the sender of an incomplete body may have wanted PATCH.
 */
function parsePart(
  part: Part,
  schema: z.core.$ZodType | undefined,
  value: unknown,
  refusesUnknown = false,
  hasPatch = false,
): unknown {
  if (!schema) return undefined;
  const result = z.safeParse(schema, value);
  const found = [
    ...(refusesUnknown ? unknownNames(schema, value) : []),
    ...(result.error?.issues ?? []).flatMap(issuesOf),
  ];
  if (result.success && found.length === 0) return result.data;
  const faults = found.slice(0, MOST_FAULTS).map((each) => toFault(part, each, value, hasPatch));
  const more = found.length - faults.length;
  throw new Failure(
    failureOf[part],
    (words) => {
      const sentences = faults.map((fault) => words.sentence(nameOf(fault, words), fault.detail(words)));
      return `${[...sentences, ...(more > 0 ? [words.failures.more(more)] : [])].join('; ')}.`;
    },
    { faults },
  );
}

/**
 * Parses a value as a body of a schema, such as a document that was merged from a body and stored fields.
 * @throws Failure `field-invalid`, naming every fault.
 */
export const parseBody = <Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> =>
  parsePart('body', schema, value, true) as z.output<Schema>;

const nameOf = (fault: Fault, { failures }: Words) =>
  (fault.parameter ?? fault.header ?? fault.pointer?.slice(1)) || failures.theBody;

function toFault(part: Part, found: UnknownName | z.core.$ZodIssue, value: unknown, hasPatch: boolean): Fault {
  if ('known' in found) return unknownFault(part, found);
  const isMissing = valueAt(found.path, value) === undefined;
  const line = found.code === 'custom' ? found.params?.line : undefined;
  return {
    ...locationOf(part, found.path),
    ...(line && { line }),
    detail: isMissing ? missing(hasPatch) : describe(found),
  };
}

/**
 * What is wrong with a value that fits no member of a union: that of the member whose type it has, or else of the first
 * that has a type.
 */
function issuesOf(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.message !== OF_LIBRARY) return [issue];
  const isOfType = (member: readonly z.core.$ZodIssue[]) =>
    !member.some(({ code, path }) => path.length === 0 && (code === 'invalid_type' || code === 'invalid_value'));
  const hasType = (member: readonly z.core.$ZodIssue[]) => member.some(({ code }) => code === 'invalid_type');
  const meant = issue.errors.findLast(isOfType) ?? issue.errors.find(hasType);
  if (!meant) return [issue];
  return meant.map((each) => ({ ...each, path: [...issue.path, ...each.path] })).flatMap(issuesOf);
}

const missing =
  (hasPatch: boolean): Say =>
  ({ faults }) =>
    hasPatch ? faults.requiredOrPatch : faults.required;

const valueAt = (path: readonly PropertyKey[], value: unknown) =>
  path.reduce<unknown>((inner, key) => Object(inner)[key], value);

/** A name too long to repeat is reported at the object that contains it. */
function unknownFault(part: Part, { path, name, known }: UnknownName): Fault {
  const isField = part === 'body';
  if (name.length > LONGEST_NAME) {
    const { length } = name;
    return {
      ...locationOf(part, path),
      detail: ({ faults }) => (isField ? faults.longField(length) : faults.longParameter(length)),
    };
  }
  const nearest = nearestName(name, known);
  return {
    ...locationOf(part, [...path, name]),
    detail: ({ faults }) => (isField ? faults.unknownField(nearest) : faults.unknownParameter(nearest)),
  };
}

function locationOf(part: Part, path: readonly PropertyKey[]): Pick<Fault, 'pointer' | 'parameter' | 'header'> {
  if (part === 'body') {
    return { pointer: path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') };
  }
  const name = path.map(String).join('.');
  return part === 'headers' ? { header: name } : { parameter: name };
}

/** What each type of JSON is called. */
const typeFaults: Partial<Record<z.core.$ZodIssueInvalidType['expected'], TypeFault>> = {
  object: 'object',
  string: 'aText',
  number: 'aNumber',
  int: 'wholeNumber',
  boolean: 'trueOrFalse',
  array: 'aList',
};
type TypeFault = 'object' | 'aText' | 'aNumber' | 'wholeNumber' | 'trueOrFalse' | 'aList';

/**
 * Describes an issue as a sentence without its subject ("is required"). Zod's own messages are not bundled, and read
 * worse.
 */
const describe =
  (issue: z.core.$ZodIssue): Say =>
  (words) => {
    const { faults } = words;
    switch (issue.code) {
      case 'invalid_type':
        return faults[typeFaults[issue.expected] ?? 'invalid'];
      case 'too_small':
        if (issue.origin === 'array') return faults.holdsAtLeast(issue.minimum);
        if (issue.origin !== 'string') return faults.atLeast(issue.minimum);
        return issue.minimum === 1 ? faults.empty : faults.longerThan(issue.minimum);
      case 'too_big':
        if (issue.origin === 'array') return faults.holdsAtMost(issue.maximum);
        return issue.origin === 'string' ? faults.shorterThan(issue.maximum) : faults.atMost(issue.maximum);
      case 'invalid_value':
        return faults.oneOf(issue.values.map((each) => JSON.stringify(each)));
      default:
        return faultIn(issue.message)(words);
    }
  };
