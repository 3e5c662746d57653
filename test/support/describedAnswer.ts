import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApiDocument, Operation } from '../../infra/openapi/openApiDocument.ts';
import type { Answer } from './app.ts';

/** A request's operation, by its address in the description. */
export interface DescribedOperation {
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly operation: Operation;
}

export const operationsOf = ({ paths }: OpenApiDocument): readonly DescribedOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

const FORMATS = { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, date: /^\d{4}-\d\d-\d\d$/ };

/** Compares answers, and what is sent, with the description. */
export function describedBy(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, formats: FORMATS });
  ajv.addSchema(document, 'openapi');
  const compiled = new Map<string, ValidateFunction>();

  /** Whether a value is as a schema of the description says. */
  const isValid = (schema: object, value: unknown): boolean => faultsIn(schema, value) === '';

  const faultsIn = (schema: object, value: unknown): string => {
    const absolute = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
    const validate = compiled.get(absolute) ?? ajv.compile(JSON.parse(absolute));
    compiled.set(absolute, validate);
    return validate(value) ? '' : ajv.errorsText(validate.errors);
  };

  /** What of an answer is not as its operation says; empty when all is. */
  const faultsOf = ({ operation }: DescribedOperation, answer: Answer): readonly string[] => {
    const { statusCode = 0, headers, body = '' } = answer;
    const given = operation.responses[statusCode];
    const response = given?.$ref ? document.components.responses[given.$ref.replace(/.*\//, '')] : given;
    if (!response) return [`status ${statusCode} is not described: ${body.slice(0, 300)}`];
    const wrong = Object.entries(response.headers ?? {}).flatMap(([name, { required, schema }]) => {
      const value = headers[name.toLowerCase()];
      if (value === undefined) return required ? [`${statusCode} lacks ${name}`] : [];
      return isValid(schema, value) ? [] : [`${name}: ${value} of ${statusCode}`];
    });
    return [...wrong, ...bodyFaults(response, answer)];
  };

  const bodyFaults = (response: Operation['responses'][string], answer: Answer): readonly string[] => {
    const { statusCode, headers, body = '', json } = answer;
    if (body === '') return response.content && statusCode !== 200 ? [`${statusCode} has no body`] : [];
    const [mediaType = ''] = (headers['content-type'] ?? '').split(';');
    const content = response.content?.[mediaType] ?? response.content?.['*/*'];
    if (!content) return [`${statusCode} is ${mediaType}, not ${Object.keys(response.content ?? {})}`];
    const faults = faultsIn(content.schema, json === undefined ? body : json);
    const isTold = !json?.code || response.description?.includes(`\`${json.code}\``);
    return [
      ...(faults ? [`${statusCode} ${mediaType}: ${faults}`] : []),
      ...(mediaType !== 'application/problem+json' || isTold ? [] : [`${statusCode} tells ${json.code}`]),
    ];
  };

  return { faultsOf, isValid };
}
