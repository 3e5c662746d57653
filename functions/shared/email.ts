import { domainToASCII } from 'node:url';
import * as z from 'zod/mini';
import { line } from './text.ts';

/** What `<input type="email">` lets pass (HTML Standard, "valid email address"): to be stricter helps nobody. */
const BY_BROWSERS =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** Characters of an address, as SMTP has it (RFC 5321, section 4.5.3.1.3, without the brackets). */
const MOST = 254;

/**
 * An address, or `@` and a domain, with the domain in ASCII: one that was typed in its own script is the same in both
 * spellings (UTS #46), and browsers send either. What has no such spelling loses its domain.
 */
export const withAsciiDomain = (address: string): string =>
  address.replace(/@([^@]*[^@\p{ASCII}][^@]*)$/u, (_, domain: string) => `@${domainToASCII(domain)}`);

/** An email address; its domain in ASCII. */
export const Email = z.pipe(
  z.pipe(line(MOST), z.transform(withAsciiDomain)),
  z.string().check(z.maxLength(MOST), z.regex(BY_BROWSERS, 'must be an email address such as name@example.com')),
);
