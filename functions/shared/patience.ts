/**
 * How often a client of the SDK asks, and how long it waits each time: for a connection, for the answer to begin, and for any
 * further part of it. Left to itself it waits for ever, which is longer than a function has.
 * @param milliseconds of one attempt.
 */
export const patience = (attempts: number, milliseconds: number) => ({
  maxAttempts: attempts,
  requestHandler: {
    connectionTimeout: milliseconds,
    requestTimeout: milliseconds,
    socketTimeout: milliseconds,
    throwOnRequestTimeout: true,
  },
});
