/**
 * Retries and timeouts for an SDK client: for the connection, the response, and each further part of it. By default the
 * SDK waits without a limit.
 * @param milliseconds of one attempt.
 */
export const retryPolicy = (attempts: number, milliseconds: number) => ({
  maxAttempts: attempts,
  requestHandler: {
    connectionTimeout: milliseconds,
    requestTimeout: milliseconds,
    socketTimeout: milliseconds,
    throwOnRequestTimeout: true,
  },
});
