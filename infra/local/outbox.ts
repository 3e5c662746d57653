/** An EventBridge event pattern: an object of patterns by field, or the list of matching values. */
export type EventPattern = readonly string[] | { readonly [field: string]: EventPattern };

/** Matches the stream records of new mails. */
export const newMail = {
  eventName: ['INSERT'],
  dynamodb: { NewImage: { type: { S: ['mail'] } } },
} as const satisfies EventPattern;

/**
 * How the mail queue is read, deployed and locally. The batch is one mail: a function that times out would otherwise use up
 * an attempt of each mail that it has not reached.
 */
export const delivery = { batch: 1, attempts: 5 } as const;

/** Whether an event matches a pattern, as a pipe's filter decides. */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  if (isList(pattern)) return typeof event === 'string' && pattern.includes(event);
  return Object.entries(pattern).every(([field, inner]) => matchesPattern(inner, Object(event)[field]));
}

const isList = (pattern: EventPattern): pattern is readonly string[] => Array.isArray(pattern);
