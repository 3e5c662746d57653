import type { Say, Words } from './en.ts';

/** What zod says of everything without a message. */
export const OF_LIBRARY = 'Invalid input';

type Faults = Words['faults'];
type Given<Name extends keyof Faults> = Faults[Name] extends (...given: infer Parameters) => string ? Parameters : [];

/**
 * Names what is wrong with a part of a request, in a text: schemas have texts for messages, and their module knows no
 * language.
 * @param given what the words are about, as JSON.
 */
export const fault = <Name extends keyof Faults>(name: Name, ...given: Given<Name>): string =>
  given.length === 0 ? name : `${name} ${JSON.stringify(given)}`;

/** What {@link fault} has named, in words; another text as it is, but for a library's own, which says nothing. */
export const faultIn =
  (message: string): Say =>
  ({ faults }) => {
    const [name = '', json] = message.split(/ (.*)/s, 2);
    const said: unknown = Object.hasOwn(faults, name) ? faults[name as keyof Faults] : undefined;
    if (typeof said === 'string') return said;
    if (typeof said === 'function' && json !== undefined) return said(...JSON.parse(json));
    return message === OF_LIBRARY ? faults.invalid : message;
  };
