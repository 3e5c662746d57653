import {
  ConditionalCheckFailedException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toFailure } from '../../functions/shared/api/problem.ts';
import { Failure } from '../../functions/shared/failure.ts';
import { isTransient } from '../../functions/shared/isTransient.ts';
import { startFaultProxy } from '../support/faultProxy.ts';

const about = { message: 'no', $metadata: {} };
const withCode = (code: string) => Object.assign(new Error('no'), { code });
const named = (name: string) => Object.assign(new Error('no'), { name });
const status = (httpStatusCode: number, more: object = {}) =>
  Object.assign(new Error('UnknownError'), {
    name: 'Unknown',
    $fault: 'client',
    $metadata: { httpStatusCode },
    ...more,
  });
const cancelled = (...codes: (string | undefined)[]) =>
  new TransactionCanceledException({ ...about, CancellationReasons: codes.map((Code) => (Code ? { Code } : {})) });
const unread = (httpStatusCode: number) =>
  Object.assign(new SyntaxError('Unexpected token <'), { $response: {}, $metadata: { httpStatusCode } });

const passing: Readonly<Record<string, unknown>> = {
  'a status above 499, whoever is said to be at fault': status(503),
  'the status of somebody who is asked too often': status(429),
  'the status of somebody who waited too long': status(408),
  'an answer that is no JSON, of a bad status': unread(503),
  'an answer that is no JSON, of a good status': unread(200),
  'a fault of the service': new InternalServerError(about),
  'a table that is asked too often': new ProvisionedThroughputExceededException(about),
  'an account that asks too often': new RequestLimitExceeded(about),
  'an item that another transaction has': new TransactionConflictException(about),
  'a name that says that there is too much, of a service we do not know yet': named('ThrottledException'),
  'what the SDK takes for worth another try': Object.assign(new Error('no'), { $retryable: {} }),
  'a pipe that broke': withCode('EPIPE'),
  'a connection that hung up': withCode('ECONNRESET'),
  'a connection refused': withCode('ECONNREFUSED'),
  'a connection given up': withCode('ECONNABORTED'),
  'a connection that took too long': withCode('ETIMEDOUT'),
  'no way to the host': withCode('EHOSTUNREACH'),
  'no way to the net': withCode('ENETUNREACH'),
  'no name server': withCode('EAI_AGAIN'),
  'no name': withCode('ENOTFOUND'),
  'a handshake that failed': withCode('EPROTO'),
  'TLS that was cut': withCode('ERR_SSL_WRONG_VERSION_NUMBER'),
  'an answer that ended early': withCode('ERR_STREAM_PREMATURE_CLOSE'),
  'an answer that is no HTTP': withCode('HPE_INVALID_CONSTANT'),
  'a time limit': new DOMException('no', 'TimeoutError'),
  'an end before the answer': new DOMException('no', 'AbortError'),
  'a fetch that failed': new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') }),
  'a fetch that was cut': new TypeError('terminated', { cause: withCode('UND_ERR_SOCKET') }),
  'any of them, wrapped twice': new Error('no', { cause: new Error('no', { cause: status(500) }) }),
  'both addresses of a host': new AggregateError([withCode('ECONNREFUSED'), withCode('ETIMEDOUT')]),
  'a transaction that met others': cancelled('None', 'TransactionConflict', 'ThrottlingError'),
  'a transaction that met a limit': cancelled('ProvisionedThroughputExceeded', undefined),
};

const lasting: Readonly<Record<string, unknown>> = {
  'a request that is not valid': status(400, { name: 'ValidationException' }),
  'a request that is not allowed': status(400, { name: 'AccessDeniedException' }),
  'a table that is not there': status(400, { name: 'ResourceNotFoundException' }),
  'an item that grew too large': status(400, { name: 'ItemCollectionSizeLimitExceededException' }),
  'a condition that does not hold': new ConditionalCheckFailedException(about),
  'a transaction that is not valid': cancelled('None', 'ValidationError'),
  'a transaction that met others and is not valid': cancelled('TransactionConflict', 'ValidationError'),
  'a transaction whose condition does not hold': cancelled('TransactionConflict', 'ConditionalCheckFailed'),
  'a transaction that nobody knows the reasons of': cancelled(),
  'a token used for two': status(400, { name: 'IdempotentParameterMismatchException' }),
  'our own mistake': new TypeError('x is not a function'),
  'JSON of our own that is none': new SyntaxError('Unexpected token'),
  'a file that is not there': withCode('ENOENT'),
  'a header that is none': withCode('ERR_INVALID_CHAR'),
  'our own mistake beside a connection': new AggregateError([withCode('ECONNREFUSED'), new TypeError('no')]),
  'no errors at all': new AggregateError([]),
  'a text': 'ECONNRESET',
  nothing: undefined,
  null: null,
};

describe('a fault that passes by itself', () => {
  it.each(Object.entries(passing))('is %s, and is told as busy', (_what, error) => {
    const failure = toFailure(error);

    expect([isTransient(error), failure.code, failure.details.retryAfter, failure.cause]).toEqual([
      true,
      'service-unavailable',
      1,
      error,
    ]);
  });

  it.each(Object.entries(lasting))('is not %s, which is told as ours', (_what, error) => {
    const failure = toFailure(error);

    expect([isTransient(error), failure.code, failure.details.retryAfter]).toEqual([false, 'internal', undefined]);
  });

  it('is none of our own words for what is wrong', () => {
    const failure = new Failure('article-not-found', () => 'There is none.');

    expect([toFailure(failure), isTransient(failure)]).toEqual([failure, false]);
  });

  it('is looked for among causes that go round in a circle, and not for ever', () => {
    const one: { cause?: unknown } = new Error('one');
    one.cause = new Error('other', { cause: one });

    expect(isTransient(one)).toBe(false);
  });
});

describe('a fetch through a network in trouble', () => {
  it.each(['resetAndDestroy', 'destroy'] as const)('fails with what passes: %s', async (end) => {
    const proxy = await startFaultProxy('http://127.0.0.1:9');
    onTestFinished(() => proxy.close());
    proxy.always = ({ response }) => void response.socket?.[end]();

    const error = await fetch(`http://127.0.0.1:${proxy.port}/`).catch((thrown) => thrown);

    expect(isTransient(error)).toBe(true);
  });
});
