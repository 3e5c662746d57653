/** A pattern as EventBridge writes it: an object by its fields, a value by the list of those that match. */
export type EventPattern = readonly string[] | { readonly [field: string]: EventPattern };

/** The stream's records that are mail: new items of the type, whatever else happens to them later. */
export const newMail = {
  eventName: ['INSERT'],
  dynamodb: { NewImage: { type: { S: ['mail'] } } },
} as const satisfies EventPattern;

/**
 * How its queue is read, in the account and on a laptop. One mail at a time: a function that has no time left would
 * otherwise take with it the attempts of mails it has not come to.
 */
export const delivery = { batch: 1, attempts: 5 } as const;

/** Whether an event matches, as a pipe's filter would say. */
export function matchesPattern(pattern: EventPattern, event: unknown): boolean {
  if (isList(pattern)) return typeof event === 'string' && pattern.includes(event);
  return Object.entries(pattern).every(([field, inner]) => matchesPattern(inner, Object(event)[field]));
}

const isList = (pattern: EventPattern): pattern is readonly string[] => Array.isArray(pattern);
