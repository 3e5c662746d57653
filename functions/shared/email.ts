import { domainToASCII } from 'node:url';
import * as z from 'zod/mini';
import { fault } from '../words/fault.ts';
import { line } from './text.ts';

/** What `<input type="email">` accepts (HTML Standard, "valid email address"): a stricter rule helps nobody. */
const BY_BROWSERS =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** Longest address in characters (RFC 5321, section 4.5.3.1.3, without the brackets). */
const MOST = 254;

/**
 * Converts the domain of an address, or of `@` and a domain, to ASCII (UTS #46): browsers send either spelling. A
 * domain that cannot be converted becomes empty.
 */
export const withAsciiDomain = (address: string): string =>
  address.replace(/@([^@]*[^@\p{ASCII}][^@]*)$/u, (_, domain: string) => `@${domainToASCII(domain)}`);

/** An email address, with its domain in ASCII. */
export const Email = z.pipe(
  z.pipe(line(MOST), z.transform(withAsciiDomain)),
  z.string().check(z.maxLength(MOST), z.regex(BY_BROWSERS, fault('email'))),
);
