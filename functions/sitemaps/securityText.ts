import type { SecurityContact } from '../pages/theme/settings.ts';
import { absoluteUrl, type Site } from '../shared/site.ts';

/** Days of validity: RFC 9116 recommends less than a year. */
const VALID_FOR_DAYS = 180;

/**
 * `.well-known/security.txt` (RFC 9116). It expires at midnight, so that it stays the same for a day.
 * @throws TypeError when a contact or the policy is not a valid address.
 */
export function renderSecurityText({ contacts, policy }: SecurityContact, site: Site, now: Date): string {
  const expires = new Date(now);
  expires.setUTCDate(expires.getUTCDate() + VALID_FOR_DAYS);
  expires.setUTCHours(0, 0, 0, 0);
  return [
    ...contacts.map((contact) => `Contact: ${new URL(contact).href}`),
    `Expires: ${expires.toISOString()}`,
    `Preferred-Languages: ${site.language}`,
    `Canonical: ${absoluteUrl('/.well-known/security.txt', site)}`,
    ...(policy ? [`Policy: ${new URL(policy).href}`] : []),
    '',
  ].join('\n');
}
