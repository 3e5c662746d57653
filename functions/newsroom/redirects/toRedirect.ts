import { addressOf, LONGEST_ADDRESS, MOST_PARTS_BEFORE_REST, textOf } from '../../redirects/address.ts';
import type { Redirect } from '../../redirects/schema.ts';
import { Failure, type Fault } from '../../shared/failure.ts';
import { isWebAddress } from '../../shared/text.ts';
import type { Say } from '../../words/en.ts';
import type { RedirectContent } from './schema.ts';

/** What stands for the rest of a path while a target is examined. */
const REST = '*';

/** The failure of one field of a redirect. */
export const unfit = (
  pointer: Required<Fault>['pointer'],
  detail: Say,
  code: 'field-invalid' | 'redirect-exists' = 'field-invalid',
) =>
  new Failure(code, (words) => `${words.sentence(pointer.slice(1), detail(words))}.`, {
    faults: [{ pointer, detail }],
  });

/**
 * Makes a redirect of what an editor sent, with its address in the form in which it is looked for.
 * @throws Failure `field-invalid` that names the field.
 */
export function toRedirect({ from, to, status }: RedirectContent): Redirect {
  const address = fromOf(from);
  if ((status === 410) !== (to === null)) throw unfit('/to', ({ faults }) => faults.goneTarget);
  return { from: address, to: to === null ? null : toOf(to, address.endsWith('/*')), status };
}

function fromOf(sent: string): string {
  if (!isOwnPath(sent) || /[#\s]/.test(sent)) throw unfit('/from', ({ faults }) => faults.ownPath);
  const [path = '', query = ''] = sent.split(/\?(.*)/s);
  const isPattern = path.endsWith('/*');
  const address = addressOf(isPattern ? path.slice(0, -REST.length) : path, query);
  const [first] = address.parts;
  if (first === 'v1') throw unfit('/from', ({ faults }) => faults.ownPath);
  const isOdd = (isPattern ? path.slice(0, -REST.length) : path).includes(REST) || (isPattern && query !== '');
  if (isOdd || (isPattern && address.parts.length > MOST_PARTS_BEFORE_REST)) {
    throw unfit('/from', ({ faults }) => faults.star(MOST_PARTS_BEFORE_REST));
  }
  const text = isPattern ? `/${[...address.parts, REST].join('/')}` : textOf(address);
  if (text.length > LONGEST_ADDRESS) throw unfit('/from', ({ faults }) => faults.shorterThan(LONGEST_ADDRESS));
  return text;
}

/** A path, or an https address: written as browsers read it. */
function toOf(sent: string, isPattern: boolean): string {
  const isOwn = isOwnPath(sent);
  if (/\s/.test(sent) || !(isOwn || (sent.startsWith('https://') && isWebAddress(sent)))) {
    throw unfit('/to', ({ faults }) => faults.target);
  }
  const url = new URL(sent, 'https://own.invalid');
  const [before = '', ...after] = url.href.split(REST);
  // Not in the host, whose end would then be the reader's to choose, nor as the first character after a slash-less host.
  const isFit = after.length === 0 || (after.length === 1 && isPattern && before.length > url.origin.length);
  if (!isFit) throw unfit('/to', ({ faults }) => faults.starTarget);
  return isOwn ? url.href.slice(url.origin.length) : url.href;
}

/** Whether a text is a path of this site as every browser reads it: `//host` and `/\host` are other sites. */
const isOwnPath = (text: string): boolean => {
  if (!text.startsWith('/') || !text.isWellFormed()) return false;
  const url = URL.parse(text, 'https://own.invalid');
  return url !== null && url.origin === 'https://own.invalid' && !/^\/[\\/]/.test(text);
};
