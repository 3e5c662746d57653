/** The fields by which errors of the SDK, Node.js and fetch are classified. */
interface Thrown {
  readonly name?: string;
  readonly code?: unknown;
  readonly cause?: unknown;
  /** The errors of an AggregateError. */
  readonly errors?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  /** Who is at fault, in an error that the service itself returned. */
  readonly $fault?: string;
  /** Set when the SDK considers the error retryable. */
  readonly $retryable?: object;
  /** The response that the SDK could not read. */
  readonly $response?: unknown;
  /** Why each part of a transaction failed. */
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/** Codes of failed connections, DNS, TLS and answers that are not HTTP (Node.js, "Common system errors"). */
const CONNECTION_CODE =
  /^(E(CONN|HOST|NET|AI_)\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EPROTO|ERR_(SSL|TLS|HTTP2|SOCKET)_\w+|ERR_STREAM_(PREMATURE_CLOSE|DESTROYED)|CERT_\w+|HPE_\w+|UND_ERR_\w+)$/;

/** Names of transient errors that AWS returns with status 400 or without a status: throttling, timeouts, conflicts. */
const TRANSIENT_NAME =
  /^(\w*Throttl\w*|\w*(ThroughputExceeded|RequestLimitExceeded|TooManyRequests|SlowDown|Timeout|Conflict|InProgress|InternalServer|InternalError|Unavailable)(Error|Exception)?|AbortError)$/;

/** An answer that lacks what every answer of its kind has: truncated, or not from the service. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
  /** Makes the SDK retry. */
  readonly $retryable = {};

  constructor(service: string) {
    super(`An answer of ${service} could not be read`);
  }
}

/** Whether a part of a transaction failed by contention and not by its condition. */
export const isContention = ({ Code = 'None' }: { readonly Code?: string | undefined }): boolean =>
  /^(TransactionConflict|ThrottlingError|ProvisionedThroughputExceeded)$/.test(Code);

/**
 * Whether an error of a service, or of the connection to it, is transient, so that the request may be retried. Decides
 * by status and by shape, anywhere in the chain of causes. Refusals by the service (invalid, not allowed) and our own
 * bugs are not transient.
 */
export function isTransient(thrown: unknown, depth = 0): boolean {
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
    // A response that the SDK could not parse.
    ($response !== undefined && $fault === undefined) ||
    TRANSIENT_NAME.test(name) ||
    (typeof code === 'string' && CONNECTION_CODE.test(code)) ||
    isTransient(cause, depth + 1) ||
    (Array.isArray(errors) && errors.length > 0 && errors.every((each) => isTransient(each, depth + 1)))
  );
}
