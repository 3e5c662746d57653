/** Whatever of an error tells what kind it is, of the SDK, of Node.js or of its fetch. */
interface Thrown {
  readonly name?: string;
  readonly code?: unknown;
  readonly cause?: unknown;
  /** Those of an AggregateError. */
  readonly errors?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  /** Who is at fault, as a service's own error says: an error without it was not told by a service. */
  readonly $fault?: string;
  /** What the SDK itself takes for worth another try. */
  readonly $retryable?: object;
  /** The answer at which the SDK gave up. */
  readonly $response?: unknown;
  /** Why each part of a transaction was not written. */
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/** What connections, name servers, TLS and answers that are no HTTP end with (Node.js, "Common system errors"). */
const OF_THE_WAY =
  /^(E(CONN|HOST|NET|AI_)\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EPROTO|ERR_(SSL|TLS|HTTP2|SOCKET)_\w+|ERR_STREAM_(PREMATURE_CLOSE|DESTROYED)|CERT_\w+|HPE_\w+|UND_ERR_\w+)$/;

/** What AWS says with the status 400, or without one, though it passes: no more now, not in time, somebody else first. */
const OF_THE_MOMENT =
  /^(\w*Throttl\w*|\w*(ThroughputExceeded|RequestLimitExceeded|TooManyRequests|SlowDown|Timeout|Conflict|InProgress|InternalServer|InternalError|Unavailable)(Error|Exception)?|AbortError)$/;

/** An answer that lacks what every answer of its kind has: cut, or from somewhere else. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
  /** Has the SDK ask again. */
  readonly $retryable = {};

  constructor(service: string) {
    super(`An answer of ${service} could not be read`);
  }
}

/** Whether a part of a transaction was not written for others that wrote, and not for what it asked. */
export const isContention = ({ Code = 'None' }: { readonly Code?: string | undefined }): boolean =>
  /^(TransactionConflict|ThrottlingError|ProvisionedThroughputExceeded)$/.test(Code);

/**
 * Whether a fault of a service that we depend on, or of the way to it, passes by itself, so that the same request may simply be
 * sent again: by the status it came with and by its shape, wherever in a chain of causes it stands. What the service refuses (a
 * request that is not valid, or not allowed) and what is wrong in our own code does not pass.
 */
export function isPassing(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== 'object' || thrown === null || depth > 8) return false;
  const { name = '', code, cause, errors, CancellationReasons: reasons } = thrown as Thrown;
  const { $metadata, $fault, $retryable, $response } = thrown as Thrown;
  if (reasons) {
    const why = reasons.filter(({ Code = 'None' }) => Code !== 'None');
    return why.length > 0 && why.every(isContention);
  }
  const status = $metadata?.httpStatusCode ?? 0;
  return (
    $retryable !== undefined ||
    $fault === 'server' ||
    status >= 500 ||
    status === 429 ||
    status === 408 ||
    // An answer that no service's own error came of: it could not be read.
    ($response !== undefined && $fault === undefined) ||
    OF_THE_MOMENT.test(name) ||
    (typeof code === 'string' && OF_THE_WAY.test(code)) ||
    isPassing(cause, depth + 1) ||
    (Array.isArray(errors) && errors.length > 0 && errors.every((each) => isPassing(each, depth + 1)))
  );
}
